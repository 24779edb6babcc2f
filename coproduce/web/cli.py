"""What every command needs: the settings and the engine of the application it runs in."""

from typing import cast

from flask import current_app
from sqlalchemy import Engine

from coproduce.config import Settings


def settings() -> Settings:
    """The application's settings."""
    return cast(Settings, current_app.config["SETTINGS"])


def engine() -> Engine:
    """The application's engine."""
    return cast(Engine, current_app.extensions["engine"])
