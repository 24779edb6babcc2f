"""What every command needs: the settings, the engine of the application it runs in, a word for the audit."""

from collections.abc import Mapping, Sequence
from typing import cast

from flask import current_app
from sqlalchemy import Engine
from sqlmodel import Session

from coproduce.config import Settings
from coproduce.core import audit, clock
from coproduce.web.feature import Replay

BY_COMMAND = "command"


def settings() -> Settings:
    """The application's settings."""
    return cast(Settings, current_app.config["SETTINGS"])


def engine() -> Engine:
    """The application's engine."""
    return cast(Engine, current_app.extensions["engine"])


def on_record(session: Session, act: str, *, about: str = "", facts: Mapping[str, str] | None = None) -> None:
    """Say in the audit, with the same transaction, what a command did."""
    audit.record(session, act=act, by=BY_COMMAND, about=about, facts=facts, now=clock.now())


def replays() -> Sequence[Replay]:
    """What must not be undone when a backup is put back."""
    return cast(Sequence[Replay], current_app.extensions["replays"])
