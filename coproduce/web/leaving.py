"""Leaving quickly: where the quick exit goes; `static/quick-exit.js` says how."""

from flask import Flask

AWAY = "https://www.bbc.co.uk/weather"
"""A page that anybody may have open."""


def install(app: Flask) -> None:
    """Offer the address to templates."""
    app.jinja_env.globals["away"] = AWAY
