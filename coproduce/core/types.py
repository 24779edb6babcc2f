"""Column types: times in UTC, enums as text with a check, words in several languages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Self

from sqlalchemy import JSON, DateTime, Dialect, Enum, TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """A moment. Refuses times without a zone; always comes back as UTC, on SQLite too."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC. Raises ValueError for a time without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A time needs its zone before it is stored.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give UTC back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def text_enum(kind: type[StrEnum]) -> Enum:
    """A column for this enum: text with a named check, easy to read and to extend."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=32,
        name=kind.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )


class Status(StrEnum):
    """How far a text in one language has come."""

    DRAFT = "draft"
    TRANSLATED = "translated"
    CHECKED = "checked"


@dataclass(frozen=True, slots=True)
class Text:
    """A text in one language and how far it has come."""

    text: str
    status: Status = Status.CHECKED


@dataclass(frozen=True, slots=True)
class Wording:
    """What people write, in several languages; English is the one that must be there."""

    texts: Mapping[str, Text] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, value: Any) -> Self:
        """From stored JSON: a plain string (English), or `{"en": "...", "ur": {"text", "status"}}`.

        Raises ValueError when it is neither, or when English is missing.
        """
        if isinstance(value, str):
            return cls({"en": Text(value)})
        if not isinstance(value, Mapping) or "en" not in value:
            raise ValueError("A wording is a text, or a text for each language with English among them.")
        return cls({code: _text(code, entry) for code, entry in value.items()})

    def stored(self) -> dict[str, dict[str, str]]:
        """As JSON."""
        return {code: {"text": t.text, "status": t.status.value} for code, t in self.texts.items()}

    def in_(self, code: str) -> str:
        """The text in this language, else in English."""
        found = self.texts.get(code) or self.texts.get("en")
        return found.text if found else ""

    def complete_in(self, code: str) -> bool:
        """Whether there is a text in this language."""
        return code in self.texts

    def checked_in(self, code: str) -> bool:
        """Whether a second speaker has checked this language."""
        return code in self.texts and self.texts[code].status is Status.CHECKED


def _text(code: str, entry: Any) -> Text:
    if isinstance(entry, str):
        return Text(entry, Status.CHECKED if code == "en" else Status.DRAFT)
    if isinstance(entry, Mapping) and isinstance(entry.get("text"), str):
        return Text(entry["text"], Status(entry.get("status", "draft")))
    raise ValueError(f"The wording in '{code}' is not a text.")


class WordingColumn(TypeDecorator[Wording]):
    """A wording, stored as JSON."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Wording | None, dialect: Dialect) -> dict[str, Any] | None:
        """To JSON."""
        return None if value is None else value.stored()

    def process_result_value(self, value: Any, dialect: Dialect) -> Wording | None:
        """From JSON."""
        return None if value is None else Wording.of(value)


def missing_languages(wordings: Iterable[Wording], codes: Iterable[str]) -> dict[str, int]:
    """How many of the wordings lack each language."""
    every = list(wordings)
    return {code: sum(not wording.complete_in(code) for wording in every) for code in codes}
