"""Leaving quickly, in a real browser: afterwards neither "back" nor "forward" shows a page of ours."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Route

from coproduce.web.leaving import AWAY

PULSE = "/s/parent-pulse"
PATIENCE = 50
"""Tenths of a second that a page of ours may take to give its place away. It is blank meanwhile."""
BEFORE = "https://search.example.org/"
WATCH = """
  let told = false;
  const tell = () => {
    const drawn = document.body && !document.documentElement.hidden && document.body.innerText.trim() !== "";
    if (drawn && !told) window.seen(location.href);
    told = drawn;
    requestAnimationFrame(tell);
  };
  requestAnimationFrame(tell);
  window.addEventListener("pageshow", () => { told = false; });
"""
"""Looks at each frame that is drawn, and tells when something stands on the screen."""


class Tab:
    """A tab in which somebody searched, came to us and walked through our pages; it knows what stood on it."""

    def __init__(self, context: BrowserContext, site: str) -> None:
        self.site = site
        self.screen: list[str] = []
        context.expose_function("seen", lambda address: self.screen.append(address))
        context.add_init_script(WATCH)
        for address, words in ((AWAY, "Light rain"), (BEFORE, "A search")):
            context.route(address, _answer(words))
        self.page: Page = context.new_page()

    def open(self, *addresses: str) -> None:
        for address in addresses:
            self.page.goto(address if address.startswith("http") else self.site + address)

    def ours_since(self, start: int) -> list[str]:
        """Our pages that stood on the screen since then."""
        return [address for address in self.screen[start:] if address.startswith(self.site)]

    def walk(self, step: str, times: int) -> None:
        """Press back or forward, and see where that leads."""
        for _ in range(times):
            self._press(step)
            for _ in range(PATIENCE):
                self.page.wait_for_timeout(100)
                if not self.page.url.startswith(self.site):
                    break
            assert not self.page.url.startswith(self.site)

    def _press(self, step: str) -> None:
        try:
            getattr(self.page, step)(wait_until="commit")
        except Error as busy:  # the browser is still changing from one page to the other
            if "active page" not in busy.message:
                raise
            self.page.wait_for_timeout(500)
            getattr(self.page, step)(wait_until="commit")


def _answer(words: str) -> Callable[[Route], Any]:
    page = f"<!doctype html><title>{words}</title><h1>{words}</h1>"
    return lambda route: route.fulfill(body=page, content_type="text/html")


@pytest.fixture
def tab(browser: Browser, site: str) -> Iterator[Tab]:
    context = browser.new_context(viewport={"width": 320, "height": 640}, locale="en")
    yield Tab(context, site)
    context.close()


def by_link(page: Page) -> None:
    page.locator("[data-quick-exit]").click()


def by_keyboard(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Escape")


@pytest.mark.parametrize("leave", [by_link, by_keyboard])
def test_after_leaving_no_page_of_ours_is_shown_again(tab: Tab, leave: Callable[[Page], None]) -> None:
    tab.open(BEFORE, "/", "/help-now", PULSE)
    tab.page.locator("#f-comment").fill("He comes home with bruises.")
    assert tab.ours_since(0)

    leave(tab.page)
    tab.page.wait_for_url(AWAY)
    left = len(tab.screen)

    tab.walk("go_back", 3)
    assert tab.page.url == BEFORE
    tab.walk("go_forward", 3)
    assert tab.page.url == AWAY
    assert tab.ours_since(left) == []


def test_it_is_left_from_the_page_after_sending_too(tab: Tab) -> None:
    tab.open(BEFORE, PULSE)
    tab.page.locator("#f-i1").check()
    tab.page.locator("main .button--big").click()
    tab.page.wait_for_url("**/thank-you")

    by_link(tab.page)
    tab.page.wait_for_url(AWAY)
    left = len(tab.screen)

    tab.walk("go_back", 2)
    assert tab.page.url == BEFORE
    assert tab.ours_since(left) == []


def test_who_comes_again_is_not_sent_away(tab: Tab) -> None:
    tab.open(BEFORE, "/", PULSE)
    by_link(tab.page)
    tab.page.wait_for_url(AWAY)

    tab.open("/", "/help-now")
    tab.page.go_back()

    assert tab.page.url == f"{tab.site}/"
    assert tab.page.get_by_role("heading", level=1).is_visible()
    left = len(tab.screen)
    tab.walk("go_back", 2)
    assert tab.ours_since(left) == []


def test_back_works_for_whoever_did_not_leave(tab: Tab) -> None:
    tab.open("/", "/help-now", PULSE)

    tab.page.go_back()
    assert tab.page.get_by_role("heading", name="Get help now").is_visible()
    tab.page.go_forward()
    assert tab.page.locator("#f-comment").is_visible()


def test_escape_pressed_once_leaves_nothing(tab: Tab) -> None:
    tab.open(PULSE)
    tab.page.locator("#f-comment").fill("Nobody rings back.")

    tab.page.keyboard.press("Escape")
    tab.page.keyboard.press("Escape")
    tab.page.wait_for_timeout(2100)
    tab.page.keyboard.press("Escape")

    assert tab.page.locator("#f-comment").input_value() == "Nobody rings back."


def test_without_javascript_it_is_a_plain_link(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.route(AWAY, _answer("Light rain"))
    page = context.new_page()
    page.goto(site + PULSE)

    page.locator("[data-quick-exit]").click()

    page.wait_for_url(AWAY)
    context.close()
