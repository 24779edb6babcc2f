"""A young person answers in Easy Read on a small phone, goes on elsewhere and back; a kiosk forgets everybody."""

from collections.abc import Callable
from urllib.parse import urljoin

from playwright.sync_api import Page, expect

from tests.browser.axe import violations

Open = Callable[..., Page]
SURVEY = "/s/school-day"
WORDS = "More quiet places, please."
PASSWORD = "plain-words-for-a-test"


def fits(page: Page) -> bool:
    """Whether nothing stands beyond the edge of a small phone."""
    return bool(page.evaluate("document.documentElement.scrollWidth") <= 320)


def press(page: Page, words: str) -> None:
    """Press a button of the page."""
    page.locator("main").get_by_role("button", name=words, exact=True).click()


def test_a_young_person_in_easy_read_takes_a_branch_and_goes_on_in_another_browser(
    open_page: Open, axe: str
) -> None:
    page = open_page(SURVEY, javascript=False)
    press(page, "Start in Easy Read")
    press(page, "Next")
    page.get_by_label("Yes", exact=True).check()
    press(page, "Next")
    expect(page.get_by_role("heading", level=1)).to_have_text("Question 2 of about 4")
    expect(page.get_by_role("group", name="How is school?")).to_be_visible()
    assert fits(page)
    page.get_by_text("Stop now and come back later").click()
    code = page.locator(".code").inner_text()

    elsewhere = open_page("/resume")
    elsewhere.get_by_label("The six words you were given").fill(code.upper())
    press(elsewhere, "Go on")
    expect(elsewhere.get_by_role("group", name="How is school?")).to_be_visible()
    assert violations(elsewhere, axe) == []
    elsewhere.get_by_label("Good").check()
    press(elsewhere, "Next")
    elsewhere.get_by_label("What would help?").fill(WORDS)
    assert violations(elsewhere, axe) == []
    elsewhere.get_by_label("What would help?").press("Tab")
    press(elsewhere, "Next")
    elsewhere.get_by_label("Somebody helped me").check()
    press(elsewhere, "Next")
    expect(elsewhere.get_by_role("main")).to_contain_text(WORDS)
    assert violations(elsewhere, axe) == []
    press(elsewhere, "Send my answers")
    expect(elsewhere.get_by_role("heading", level=1)).to_have_text("Thank you. We have your answers.")
    assert fits(elsewhere)
    press(page, "Next")
    expect(page.get_by_role("heading", level=1)).to_have_text("Question 3 of about 4")


def test_the_browsers_back_and_forward_lose_nothing(open_page: Open) -> None:
    page = open_page(f"{SURVEY}?lang=ur")
    page.locator("main form button").first.click()
    page.locator(".steps button").first.click()
    page.locator("#f-go").check()
    page.locator(".steps button").first.click()
    page.locator("#f-feel-1").check()
    page.locator(".steps button").first.click()
    expect(page.locator("#f-story")).to_be_visible()

    page.go_back()
    expect(page.locator("#f-feel-1")).to_be_checked()
    page.go_back()
    expect(page.locator("#f-go")).to_be_checked()
    page.locator("#f-go-1").check()
    page.locator(".steps button").first.click()
    expect(page.get_by_role("status")).to_be_visible()
    expect(page.locator("#f-story")).to_be_visible()
    page.go_back()
    expect(page.locator("#f-go-1")).to_be_checked()
    page.go_forward()
    expect(page.locator("#f-story")).to_be_visible()
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert fits(page)


def test_a_kiosk_forgets_each_person_and_back_shows_nothing(open_page: Open, axe: str) -> None:
    volunteer = open_page("/sign-in", width=1200)
    volunteer.locator("[name=email]").fill("forum@example.org")
    volunteer.locator("[name=password]").fill(PASSWORD)
    volunteer.locator("main button").click()
    volunteer.goto(urljoin(volunteer.url, "/manage/surveys/school-day/kiosks"))
    press(volunteer, "Make a code")
    code = volunteer.locator(".code").inner_text()
    assert violations(volunteer, axe) == []

    page = open_page(f"{SURVEY}/kiosk")
    page.get_by_label("The six words of the code").fill(code)
    press(page, "Begin")
    assert violations(page, axe) == []
    press(page, "Start in Easy Read")
    press(page, "Next")
    page.get_by_label("No", exact=True).check()
    press(page, "Next")
    page.get_by_label("What would help?").fill(WORDS)
    press(page, "Next")
    press(page, "Skip this question")
    press(page, "Send my answers")
    expect(page.locator(".code")).to_be_visible()
    # axe allows no page to move on by itself, since it cannot see that this one has a link for more time.
    assert [found for found in violations(page, axe) if not found.startswith("meta-refresh")] == []
    page.get_by_role("link", name="I have finished: forget me here").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your school day")

    for _ in range(8):
        page.go_back()
        shown = page.content()
        assert WORDS not in shown
        assert 'class="code"' not in shown
    page.goto(urljoin(page.url, SURVEY))
    expect(page.get_by_role("button", name="Start in Easy Read")).to_be_visible()
    page.get_by_role("button", name="Start in Easy Read").click()
    page.get_by_role("link", name="Leave this page now").click()
    page.wait_for_url("**/kiosk")
    assert fits(page)
