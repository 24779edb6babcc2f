"""The parents' pulse on a small phone, with the keyboard alone: answered, sent, and its receipt opened again."""

from collections.abc import Callable
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, expect

from surveys.definition import shipped
from surveys.parse import parse
from tests.browser.axe import violations

Open = Callable[..., Page]
PULSE = "/s/parent-pulse"
WORDS = "Nobody rings back about the plan."
QUESTIONS = [question.code for question in parse(shipped("parent-pulse")).questions]
MOST_STOPS = 60
"""Presses of Tab from the top of the page to its last button, with room to spare."""
LONGEST = 7_700
"""Pixels of the page at 320: about twelve screens of a small phone. With every option in sight it was 8,800."""

FOCUSED = """() => {
  const at = document.activeElement;
  return {name: at.name || "", kind: at.type || at.tagName.toLowerCase(), words: at.innerText.trim()};
}"""
KEYS = {"radio": "Space", "checkbox": "Space", "select-one": "ArrowDown"}


def press_tab_to(page: Page, *, kind: str, words: str = "") -> None:
    """Go on with Tab until a control of this kind, with these words if any, has the focus."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused["kind"] == kind and words in focused["words"]:
            return
    pytest.fail(f"Tab never reaches a {kind} '{words}'.")


def answer_everything(page: Page) -> list[str]:
    """Walk through the form with Tab and answer each question; their names in the order in which they were met."""
    met: list[str] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused["words"] == "Send my answers":
            return met
        if focused["name"] in QUESTIONS:
            met.append(focused["name"])
            if focused["kind"] == "textarea":
                page.keyboard.type(WORDS)
            elif focused["name"] != "worried":
                page.keyboard.press(KEYS[focused["kind"]])
    pytest.fail(f"Tab never reaches the button; it met {met}.")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_parent_answers_with_the_keyboard_alone(open_page: Open, javascript: bool) -> None:
    page = open_page(PULSE, javascript=javascript)

    assert answer_everything(page) == QUESTIONS
    assert page.locator("select").evaluate_all("all => all.every(one => one.selectedIndex === 1)")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. We have your answers.")
    code = page.locator(".code").inner_text()
    assert len(code.split()) == 6

    page.goto(urljoin(page.url, "/receipt"))
    press_tab_to(page, kind="text")
    page.keyboard.type(code.upper())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Communication")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("javascript", [True, False])
def test_the_language_changes_half_way_and_nothing_is_lost(open_page: Open, javascript: bool) -> None:
    page = open_page(PULSE, javascript=javascript)
    page.locator("#f-i1").check()
    page.locator("#f-comment").fill(WORDS)
    page.locator("#f-area").select_option("halesowen")

    page.get_by_role("button", name="اردو").focus()
    page.keyboard.press("Enter")

    expect(page.locator("html")).to_have_attribute("lang", "ur")
    expect(page.locator("#f-i1")).to_be_checked()
    expect(page.locator("#f-comment")).to_have_value(WORDS)
    expect(page.locator("#f-area")).to_have_value("halesowen")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320

    page.locator("#f-i1").focus()
    page.keyboard.press("Enter")  # presses the form's default button: it sends, and does not switch back
    page.wait_for_url("**/thank-you")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert len(page.locator(".code").inner_text().split()) == 6


def test_the_button_that_enter_presses_is_met_by_nobody(open_page: Open) -> None:
    page = open_page(PULSE)

    expect(page.get_by_role("button", name="Send my answers")).to_have_count(1)
    press_tab_to(page, kind="submit")
    assert page.evaluate(FOCUSED)["words"] == "اردو"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(FOCUSED)["kind"] == "a"


@pytest.mark.parametrize(("language", "width"), [("en", 1200), ("ur", 320)])
def test_its_pages_after_the_first_are_open_to_everybody(
    open_page: Open, axe: str, language: str, width: int
) -> None:
    page = open_page(PULSE, language=language, width=width)
    send = page.locator("main .button--big")

    send.click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert violations(page, axe) == []

    page.locator("#f-i1").check()
    page.locator("#f-worried").check()
    send.click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    assert violations(page, axe) == []

    page.locator("#f-comment").fill(WORDS)
    page.locator("#f-worried").uncheck()
    send.click()
    page.wait_for_url("**/thank-you")
    assert violations(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_it_is_short_enough_to_be_finished(open_page: Open) -> None:
    page = open_page(PULSE)

    assert page.evaluate("document.documentElement.scrollHeight") <= LONGEST
