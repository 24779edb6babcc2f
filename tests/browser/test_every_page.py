"""Every public page, narrow and wide, in English and in Urdu: axe finds nothing, nothing scrolls sideways."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.axe import violations

PAGES = (
    "/",
    "/surveys",
    "/s/parent-pulse",
    "/s/parent-pulse/results",
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


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("language", "direction", "width"), [("en", "ltr", 1200), ("ur", "rtl", 320)])
def test_a_page_is_open_to_everybody(
    open_page: Open, axe: str, path: str, language: str, direction: str, width: int
) -> None:
    page = open_page(path, width=width, language=language)
    assert page.locator("html").get_attribute("dir") == direction
    assert violations(page, axe) == []

    for each in (320, 1200):
        page.set_viewport_size({"width": each, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= each


def test_a_page_stays_open_to_everybody_in_the_dark(open_page: Open, axe: str) -> None:
    page = open_page("/s/parent-pulse")
    page.emulate_media(color_scheme="dark")

    assert violations(page, axe) == []
