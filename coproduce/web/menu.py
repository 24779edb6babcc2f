"""The menus: entries that features bring, in their order, with the current page marked."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask import Flask, request, url_for

from coproduce.web.feature import MenuEntry


@dataclass(frozen=True, slots=True)
class MenuLine:
    """A line of a menu as a template shows it."""

    label: str
    url: str
    is_current: bool


def install(app: Flask, entries: Iterable[MenuEntry], *, may_see: Callable[[str], bool]) -> None:
    """Offer `nav` (families) and `manage_nav` (people who sign in) to templates; `may_see` is asked of each route.

    So the roles that a route names stand in one place, and no line leads to a closed page.
    """
    ordered = sorted(entries, key=lambda entry: entry.place)
    public = [entry for entry in ordered if not entry.manage]
    manage = [entry for entry in ordered if entry.manage]
    app.context_processor(lambda: {"nav": _lines(public, may_see), "manage_nav": _lines(manage, may_see)})


def _lines(entries: Iterable[MenuEntry], may_see: Callable[[str], bool]) -> list[MenuLine]:
    lines = [(entry.label(), url_for(entry.endpoint)) for entry in entries if may_see(entry.endpoint)]
    here = [url for _, url in lines if url != "/" and f"{request.path}/".startswith(f"{url}/")]
    # Of a page and the pages below it, the nearest one is where we are: /manage/themes, not /manage.
    current = max(here, key=len, default=None)
    return [MenuLine(label, url, url == current) for label, url in lines]
