"""What is kept only for a time: the rules that features bring, as they bring jobs, and how far back each reaches.

A rule says in plain words what it erases, for how long that is kept unless an area decides otherwise, and within
which bounds an area may decide. `coproduce.rights` keeps the decisions and runs the rules each night.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, cast

from flask import current_app
from sqlalchemy import ColumnElement, Table, delete, func, select
from sqlmodel import Session

from coproduce.core.clock import LOCAL


class Whose(StrEnum):
    """Whom a kind of record is about: families read only of their own on /privacy."""

    FAMILIES = "families"
    STAFF = "staff"
    PROGRAM = "program"


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a rule reaches: what is older than `before`, of one part (a survey, a role).

    Where `part` is empty: of every part but `others`, which have a time of their own.
    """

    before: datetime
    now: datetime
    part: str = ""
    others: tuple[str, ...] = ()

    @property
    def day(self) -> date:
        """What happened before this day is too old."""
        return self.before.astimezone(LOCAL).date()

    def covers(self, column: ColumnElement[Any]) -> ColumnElement[bool]:
        """That this column names a part within reach."""
        return column == self.part if self.part else column.not_in(self.others)


Purge = Callable[[Session, Reach], int]


def _no_parts(_session: Session) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """One kind of record that is kept for a time.

    `words` names what is erased and `since` says from when its days count, in the reader's language. `days` holds
    unless the administrator decides otherwise, from `least` to `most`. `count` says how many rows `purge` would
    erase. `parts` names what may have a time of its own, by its key. `within` is the key of a rule that this one
    must not outlive: words as they were written go before words without names, and those before the answers.
    """

    key: str
    words: Callable[[], str]
    since: Callable[[], str]
    days: int
    least: int
    most: int
    count: Purge
    purge: Purge
    whose: Whose = Whose.FAMILIES
    within: str = ""
    parts: Callable[[Session], Mapping[str, str]] = _no_parts

    def __post_init__(self) -> None:
        if not 0 < self.least <= self.days <= self.most:
            raise ValueError(f"The rule '{self.key}' does not lie within its own bounds.")


def all_rules() -> Sequence[RetentionRule]:
    """The rules of all features."""
    return cast(Sequence[RetentionRule], current_app.extensions["retention"])


def of_rows(table: Table, due: Callable[[Reach], ColumnElement[bool]]) -> tuple[Purge, Purge]:
    """`count` and `purge` of a rule that deletes the rows of one table which meet a condition."""

    def count(session: Session, reach: Reach) -> int:
        found: int = session.execute(select(func.count()).select_from(table).where(due(reach))).scalar_one()
        return found

    def purge(session: Session, reach: Reach) -> int:
        return session.connection().execute(delete(table).where(due(reach))).rowcount

    return count, purge
