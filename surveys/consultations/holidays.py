"""When schools are closed: the area's own list, or the common pattern that comes with the program."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from sqlalchemy import delete
from sqlmodel import Session, col, select

from surveys.consultations.models import SchoolHoliday


class BadHolidays(ValueError):
    """A list of holidays cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Holidays:
    """Spans of days on which schools are closed, both included, and the last day that the list knows about."""

    spans: tuple[tuple[date, date], ...]
    known_until: date

    def days_in(self, first: date, last: date) -> int:
        """How many days of a time are in holidays."""
        overlaps = ((max(first, begins), min(last, ends)) for begins, ends in self.spans)
        return sum((ends - begins + timedelta(1)).days for begins, ends in overlaps if begins <= ends)


@cache
def shipped() -> Holidays:
    """The common pattern."""
    raw = tomllib.loads((files("surveys") / "data" / "school-holidays.toml").read_text("utf-8"))
    return Holidays(tuple((each["first"], each["last"]) for each in raw["holidays"]), raw["known_until"])


def of_area(session: Session) -> Holidays:
    """The area's own list, where it loaded one."""
    own = session.exec(select(SchoolHoliday).order_by(col(SchoolHoliday.first_on))).all()
    if not own:
        return shipped()
    return Holidays(tuple((each.first_on, each.last_on) for each in own), max(each.last_on for each in own))


def are_shipped(session: Session) -> bool:
    """Whether the area loaded no list of its own: then the days are an estimate."""
    return session.exec(select(SchoolHoliday).limit(1)).first() is None


def replace(session: Session, rows: Iterable[tuple[str, date, date]]) -> int:
    """Put these in the place of the area's list: name, first and last day of each. Raises BadHolidays."""
    found = sorted(rows, key=lambda row: row[1])
    for number, (name, first, last) in enumerate(found):
        if last < first:
            raise BadHolidays(f"'{name}' ends before it begins.")
        if number and first <= found[number - 1][2]:
            raise BadHolidays(f"'{name}' begins before '{found[number - 1][0]}' has ended.")
    session.execute(delete(SchoolHoliday))
    session.add_all(SchoolHoliday(first_on=first, last_on=last, name=name) for name, first, last in found)
    session.flush()
    return len(found)
