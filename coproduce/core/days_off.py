"""An area's own changes to the calendar: days off beside bank holidays, and bank holidays on which people work."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, delete, select
from sqlmodel import Field, Session

from coproduce.core.db import Model
from coproduce.core.types import UtcDateTime
from coproduce.core.working_time import bank_holidays


class DayOff(Model, table=True):
    """A day that is not as the calendar says: a day off, or (`works`) a bank holiday on which people work."""

    __tablename__ = "days_off"
    __table_args__ = (CheckConstraint("said_by != ''", name="has_author"),)

    day: date = Field(primary_key=True)
    works: bool = False
    said_by: str = Field(max_length=254)
    said_at: datetime = Field(sa_type=UtcDateTime)


DAYS = DayOff.metadata.tables["days_off"]


def days_off(session: Session) -> frozenset[date]:
    """The days on which nobody works, whatever day of the week they are."""
    changed = {row.day: row.works for row in session.execute(select(DAYS.c.day, DAYS.c.works))}
    return frozenset(day for day in bank_holidays() | changed.keys() if not changed.get(day, False))


def change(session: Session, *, day: date, works: bool, by: str, now: datetime) -> None:
    """Say whether people work on this day. What was said of it before is replaced."""
    session.execute(delete(DAYS).where(DAYS.c.day == day))
    if (day in bank_holidays()) is works or not works:
        session.add(DayOff(day=day, works=works, said_by=by, said_at=now))
    session.flush()
