"""What comments came from, by name: a survey's address or a wave of it, as the reader's language calls them.

The words of families are kept by a floor that knows no survey; the features that bring them name their own.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import cast

from flask import Flask, current_app

Names = Callable[[], Mapping[str, str]]


def install(app: Flask, names: Iterable[Names]) -> None:
    """Keep the features' names."""
    app.extensions["sources"] = tuple(names)


def named() -> dict[str, str]:
    """The names of all sources. One that nobody names (a file that was imported) is shown as it is."""
    every = cast(tuple[Names, ...], current_app.extensions["sources"])
    return {code: name for names in every for code, name in names().items()}
