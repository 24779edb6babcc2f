"""Every public page, narrow and wide, in English and in Urdu: axe finds nothing, nothing scrolls sideways."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.axe import violations

PAGES = (
    "/",
    "/surveys",
    "/s/parent-pulse",
    "/s/parent-pulse/results",
    "/consultations",
    "/consultations/young-voices",
    "/you-said-we-did",
    "/you-said-we-did/1",
    "/receipt",
    "/plan",
    "/plan/actions/3.1c",
    "/confidence",
    "/help-now",
    "/privacy",
    "/privacy/complaint",
    "/receipt/erased",
    "/accessibility",
    "/cookies",
    "/sign-in",
    "/forgotten-password",
    "/look/never-made",
    "/no-such-page",
)
Open = Callable[..., Page]


@pytest.fixture(
    scope="module", params=[("en", "ltr", 1200), ("ur", "rtl", 320)], ids=["wide English", "narrow Urdu"]
)
def window(request: pytest.FixtureRequest, browser: Browser) -> Iterator[tuple[Page, str]]:
    """A window, and the direction in which its pages should read."""
    language, direction, width = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, locale=language)
    yield context.new_page(), direction
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_open_to_everybody(window: tuple[Page, str], site: str, axe: str, path: str) -> None:
    page, direction = window
    width = page.viewport_size["width"] if page.viewport_size else 0
    page.goto(site + path)
    assert page.locator("html").get_attribute("dir") == direction
    assert violations(page, axe) == []

    for each in (320, 1200, width):
        page.set_viewport_size({"width": each, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= each


def test_a_page_stays_open_to_everybody_in_the_dark(open_page: Open, axe: str) -> None:
    page = open_page("/s/parent-pulse")
    page.emulate_media(color_scheme="dark")

    assert violations(page, axe) == []
