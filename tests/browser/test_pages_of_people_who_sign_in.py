"""The pages of people who sign in, in a real browser: axe finds nothing, nothing scrolls sideways."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from coproduce.core import clock
from tests.browser.axe import violations

PASSWORD = "plain-words-for-a-test"
PAGES = (
    ("officer", "/manage"),
    ("officer", "/manage/themes"),
    ("officer", "/manage/replies"),
    ("officer", "/manage/plan"),
    ("officer", "/manage/complaints"),
    ("officer", "/manage/messages"),
    ("officer", "/manage/lists"),
    ("officer", "/manage/surveys"),
    ("officer", "/manage/surveys/new"),
    ("officer", "/manage/surveys/parent-pulse"),
    ("officer", f"/manage/surveys/parent-pulse/waves/{clock.today():%Y-%m}/close"),
    ("officer", "/manage/surveys/bank"),
    ("officer", "/manage/surveys/parent-pulse/reach"),
    ("officer", "/manage/surveys/parent-pulse/reach/series"),
    ("officer", "/manage/surveys/parent-pulse/results"),
    ("officer", "/manage/surveys/parent-pulse/import"),
    ("officer", "/manage/surveys/parent-pulse/paper"),
    ("officer", "/manage/surveys/parent-pulse/telephone"),
    ("officer", "/manage/consultations"),
    ("officer", "/manage/consultations/young-voices"),
    ("safeguarding", "/manage"),
    ("safeguarding", "/manage/concerns"),
    ("safeguarding", "/manage/cover"),
    ("admin", "/manage/account"),
    ("admin", "/manage/account/second-step"),
    ("admin", "/manage/audit"),
    ("admin", "/manage/jobs"),
    ("admin", "/manage/people"),
    ("admin", "/manage/people/invite"),
    ("admin", "/manage/people/links"),
    ("admin", "/manage/retention"),
    ("viewer", "/manage/themes"),
)


@pytest.fixture(scope="module", params=[("en", 1200), ("ur", 320)], ids=["wide English", "narrow Urdu"])
def signed_in(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[dict[str, Page]]:
    """A window for each role, signed in through the page."""
    language, width = request.param
    pages = {}
    for role in sorted({role for role, _ in PAGES}):
        context = browser.new_context(viewport={"width": width, "height": 900}, locale=language)
        page = context.new_page()
        page.goto(f"{site}/sign-in")
        page.fill("[name=email]", f"{role}@example.org")
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url(f"{site}/manage")
        pages[role] = page
    yield pages
    for page in pages.values():
        page.context.close()


@pytest.mark.parametrize(("role", "path"), PAGES)
def test_a_page_is_open_to_everybody_who_may_see_it(
    signed_in: dict[str, Page], site: str, axe: str, role: str, path: str
) -> None:
    page = signed_in[role]
    answer = page.goto(site + path)
    width = page.viewport_size["width"] if page.viewport_size else 0

    assert answer is not None
    assert answer.status == 200
    assert violations(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
