"""A volunteer makes a survey from nothing to published, by keyboard alone and with no JavaScript."""

import json
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.test_every_page import Open

PASSWORD = "plain-words-for-a-test"


def press(page: Page, role: str, words: str) -> None:
    """Press a link or a button as the keyboard does."""
    with page.expect_navigation():
        page.get_by_role(role, name=words, exact=True).first.press("Enter")  # type: ignore[arg-type] # a role's name


def write(page: Page, **fields: str) -> None:
    """Type into fields by their names."""
    for name, words in fields.items():
        page.locator(f"[name='{name.replace('_', '-')}']").first.press_sequentially(words)


def volunteer(open_page: Open) -> Page:
    """A page of a volunteer who has signed in."""
    page = open_page("/sign-in", javascript=False)
    write(page, email="forum@example.org", password=PASSWORD)
    with page.expect_navigation():
        page.locator("[name=password]").press("Enter")
    return page


def test_from_an_empty_page_to_published(open_page: Open, site: str) -> None:
    page = volunteer(open_page)
    page.goto(f"{site}/manage/surveys")
    press(page, "link", "Make a survey")
    write(page, title="How was the walk?")
    with page.expect_navigation():
        page.locator("[name=title]").press("Enter")

    press(page, "link", "Change the heading")
    write(page, title="The walk")
    press(page, "button", "Save")
    press(page, "link", "Add a question to part 1")
    press(page, "link", "Yes, no or not sure")
    write(page, text="Was the path easy?")
    press(page, "button", "Save this question")
    press(page, "link", "Change this")
    write(page, purpose="It changes where we walk.", readers="The Forum.", help="SENDIASS helps you.")
    press(page, "button", "Save")
    press(page, "link", "Publish it")
    press(page, "button", "Publish it")

    assert "It is published" in page.inner_text("main")
    assert page.url.startswith(f"{site}/manage/surveys/how-was-the-walk")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_definition_that_was_written_by_hand_is_mended_and_published(open_page: Open, site: str) -> None:
    written = json.loads((Path(__file__).parent / "school-day.json").read_text("utf-8"))
    page = volunteer(open_page)
    for minutes in (0, 5):
        page.goto(f"{site}/manage/surveys/new")
        write(page, title="A day by hand")
        page.locator("[name=start][value=file]").check()
        content = json.dumps({**written, "minutes": minutes}).encode()
        page.locator("[name=file]").set_input_files(
            {"name": "by-hand.json", "mimeType": "application/json", "buffer": content}
        )
        press(page, "button", "Begin")
        if not minutes:
            assert "('minutes') must be a whole number" in page.inner_text("main")
    press(page, "link", "Publish it")
    press(page, "button", "Publish it")

    assert "It is published" in page.inner_text("main")
    assert page.url.startswith(f"{site}/manage/surveys/a-day-by-hand")
