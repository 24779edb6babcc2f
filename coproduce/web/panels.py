"""Places on a page that features on higher floors fill: an action's page shows replies without knowing them.

A view gathers them; a macro that stands on many pages asks `panels_at` by itself.
"""

from collections.abc import Iterable
from typing import Any, cast

from flask import Flask, current_app
from markupsafe import Markup

from coproduce.web.feature import Panel, nothing_waits


def install(app: Flask, panels: Iterable[Panel]) -> None:
    """Keep the panels by the place they fill."""
    places: dict[str, list[Panel]] = {}
    # What waits for the reader stands before what is only to be known.
    for panel in sorted(panels, key=lambda panel: panel.waiting is nothing_waits):
        places.setdefault(panel.place, []).append(panel)
    app.extensions["panels"] = places
    app.jinja_env.globals["panels_at"] = gather


def gather(place: str, **facts: Any) -> list[Markup]:
    """What the features above have to show at this place, in their order."""
    places = cast(dict[str, list[Panel]], current_app.extensions["panels"])
    return [_finished(text) for panel in places.get(place, ()) if (text := panel.render(**facts))]


def waiting_at(place: str, **facts: Any) -> int:
    """How many things at this place wait for whoever reads the page."""
    places = cast(dict[str, list[Panel]], current_app.extensions["panels"])
    return sum(panel.waiting(**facts) for panel in places.get(place, ()))


def _finished(text: str) -> Markup:
    return Markup(text)  # noqa: S704 # nosec B704 # rendered by a panel's own template, which escapes
