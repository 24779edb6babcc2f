"""A tablet with the network off: families answer, it is reloaded and closed, and each answer is stored once."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

PASSWORD = "plain-words-for-a-test"


@pytest.fixture
def stored(site: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], int]:
    """How many answers came from tablets."""
    database: Path = next(tmp_path_factory.getbasetemp().glob("site*/site.db"))

    def count() -> int:
        with sqlite3.connect(database) as connection:
            found = connection.execute("select count(*) from responses where channel = 'kiosk'").fetchone()
        return int(found[0])

    return count


def answer(page: Page) -> str:
    """One family answers one question; the words of its receipt."""
    page.click("#tablet-start")
    page.locator("#tablet-form label", has_text="Agree").first.click()
    page.click("#tablet-send")
    words = page.locator("#tablet-code")
    expect(words).to_be_visible()
    said = words.inner_text()
    page.click("#tablet-next")
    expect(page.locator("#tablet-begin")).to_be_visible()
    return said


def test_three_families_answer_without_signal_and_each_is_stored_once(
    browser: Browser, site: str, stored: Callable[[], int]
) -> None:
    before = stored()
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.goto(f"{site}/sign-in")
    page.fill("[name=email]", "forum@example.org")
    page.fill("[name=password]", PASSWORD)
    page.click("main button:has-text('Sign in')")
    page.goto(f"{site}/s/parent-pulse/tablet")
    page.click("text=Start this tablet")
    expect(page.locator("#tablet-state")).to_contain_text("Ready", timeout=20_000)

    context.set_offline(True)
    receipts = {answer(page)}
    page.reload()  # nothing but what the tablet kept
    receipts.add(answer(page))
    page.close()
    page = context.new_page()
    page.goto(f"{site}/s/parent-pulse/tablet/collect")
    receipts.add(answer(page))
    expect(page.locator("#tablet-waiting")).to_have_text("3")
    assert len(receipts) == 3
    assert stored() == before

    def lost(route: Route) -> None:
        route.fetch()  # the server stores it, and its answer never arrives
        route.abort()

    sending = "**/tablet/send"
    context.route(sending, lost, times=1)
    context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_timeout(300)
    other = context.new_page()  # a second tab sends too
    other.goto(f"{site}/s/parent-pulse/tablet/collect")
    for _ in range(600):  # the page says "0" before it has counted, too
        if stored() >= before + 3:
            break
        other.wait_for_timeout(50)
    expect(other.locator("#tablet-waiting")).to_have_text("0", timeout=30_000)

    assert stored() == before + 3
    context.close()


def test_a_young_person_answers_in_easy_read_without_signal(
    browser: Browser, site: str, stored: Callable[[], int]
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto(f"{site}/sign-in")
    page.fill("[name=email]", "forum@example.org")
    page.fill("[name=password]", PASSWORD)
    page.click("main button:has-text('Sign in')")
    page.goto(f"{site}/s/young-voices/tablet")
    page.click("text=Start this tablet")
    expect(page.locator("#tablet-state")).to_contain_text("Ready", timeout=20_000)

    context.set_offline(True)
    page.click("text=Easy Read: easier words")
    page.click("#tablet-start")
    expect(page.get_by_role("group", name="How do you feel where you learn?")).to_be_visible()
    pictures = "[...document.querySelectorAll('#tablet-form img')].filter((each) => each.offsetParent)"
    page.evaluate(f"Promise.all({pictures}.map((each) => (each.loading = 'eager', each.decode())))")
    assert page.evaluate(f"{pictures}.length") > 3
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.locator("#tablet-form label", has_text="OK").first.click()
    page.click("#tablet-send")
    expect(page.locator("#tablet-code")).to_be_visible()
    context.close()
