"""The menus: entries that features bring, in their order, with the current page marked."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Flask, request, url_for

from coproduce.web.feature import MenuEntry


@dataclass(frozen=True, slots=True)
class MenuLine:
    """A line of a menu as a template shows it."""

    label: str
    url: str
    is_current: bool


def install(app: Flask, entries: Iterable[MenuEntry]) -> None:
    """Offer `nav` (families) and `manage_nav` (people who sign in) to templates."""
    ordered = sorted(entries, key=lambda entry: entry.place)
    public = [entry for entry in ordered if not entry.manage]
    manage = [entry for entry in ordered if entry.manage]
    app.context_processor(lambda: {"nav": _lines(public), "manage_nav": _lines(manage)})


def _lines(entries: Iterable[MenuEntry]) -> list[MenuLine]:
    lines = []
    for entry in entries:
        if not entry.shown():
            continue
        url = url_for(entry.endpoint)
        lines.append(MenuLine(entry.label(), url, request.path.startswith(url) and url != "/"))
    return lines
