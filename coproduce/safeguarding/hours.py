"""When the safeguarding lead reads: the area's hours and days, from its settings and its days off."""

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session

from coproduce.config import Settings
from coproduce.core.days_off import days_off
from coproduce.core.working_time import WorkingTime


@dataclass(frozen=True, slots=True)
class Rules:
    """The clock of concerns: when people work, and how long one may wait unopened before the next is told."""

    working: WorkingTime
    patience: timedelta


def working_time(session: Session, settings: Settings) -> WorkingTime:
    """The hours and days on which the lead is at work."""
    return WorkingTime(
        opens=settings.office_opens,
        closes=settings.office_closes,
        weekdays=settings.weekdays,
        days_off=days_off(session),
    )


def rules(session: Session, settings: Settings) -> Rules:
    """The clock of this area."""
    return Rules(working_time(session, settings), timedelta(hours=settings.escalate_after))
