"""Built assets by their logical names: `families.css` becomes the hashed file for the page's direction."""

import json
from functools import cache
from pathlib import Path

from flask import Flask, url_for

from coproduce.web import locale

DIST = Path(__file__).parent / "static" / "dist"


class AssetsMissing(RuntimeError):
    """The assets were not built; `make assets` builds them."""


@cache
def manifest() -> dict[str, str]:
    """Logical name to hashed file name. Raises AssetsMissing."""
    try:
        loaded: dict[str, str] = json.loads((DIST / "manifest.json").read_text("utf-8"))
    except FileNotFoundError:
        raise AssetsMissing("The style sheets are not built yet. Run `make assets` first.") from None
    return loaded


def asset(name: str) -> str:
    """The address of a built file; style sheets are mirrored for languages written from right to left."""
    files = manifest()
    if locale.current().direction == "rtl":
        name = name.replace(".css", ".rtl.css")
    return url_for("static", filename=f"dist/{files[name]}")


def picture(name: str) -> str:
    """The address of one of our pictures, or nothing where it is not built: words stand beside every picture."""
    file = manifest().get(f"pictures/{name}.svg")
    return url_for("static", filename=f"dist/{file}") if file else ""


def install(app: Flask) -> None:
    """Offer `asset()` to templates."""
    app.context_processor(lambda: {"asset": asset})
