"""A value as a backup writes it, the same from both databases, and as each database's driver takes it.

JSON is kept as the very text that was stored: an empty value and the word `null` stay apart, and so do 1 and 1.0.
"""

from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

Turn = Callable[[Any], Any]


def _same(value: Any) -> Any:
    return value


def _written_moment(value: Any) -> str:
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    moment = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    return str(moment.isoformat(timespec="microseconds"))


def _written_date(value: Any) -> str:
    return value if isinstance(value, str) else str(value.isoformat())


def _utc(written: str) -> datetime:
    return datetime.fromisoformat(written).astimezone(UTC)


WRITTEN: dict[str, Turn] = {
    "uuid": lambda value: str(UUID(str(value))),
    "json": _same,
    "date": _written_date,
    "moment": _written_moment,
    "boolean": bool,
    "integer": int,
    "real": float,
    "bytes": lambda value: b64encode(value).decode("ascii"),
    "text": _same,
}
"""From what a driver gives to what a backup holds."""

_CHECKED: dict[str, Turn] = {
    "uuid": lambda value: UUID(value),
    "json": _same,
    "date": lambda value: date.fromisoformat(value),
    "moment": _utc,
    "boolean": bool,
    "integer": int,
    "real": float,
    "bytes": lambda value: b64decode(value, validate=True),
    "text": _same,
}

TAKEN: dict[str, dict[str, Turn]] = {
    "postgresql": _CHECKED,
    "sqlite": {
        **_CHECKED,
        "uuid": lambda value: UUID(value).hex,
        "date": _same,
        "moment": lambda value: _utc(value).replace(tzinfo=None).isoformat(" ", "microseconds"),
        "boolean": int,
    },
}
"""From what a backup holds to what a driver takes, a table a database."""
