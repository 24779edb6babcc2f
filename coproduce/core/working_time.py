"""When people are at work: days, hours and days off, so that "the same working day" has one meaning. Pure."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files

from coproduce.core.clock import LOCAL

A_DAY = timedelta(days=1)
NOTHING = timedelta()
MOST_DAYS = 400
"""So far a rule looks ahead: an office that is closed longer than a year has no next working day."""


class NeverOpen(ValueError):
    """No working day comes within a year: the hours or the days off are wrong."""


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """The hours of an office, in the time of England. `weekdays` count from Monday, which is 0."""

    opens: time = time(9)
    closes: time = time(17)
    weekdays: frozenset[int] = frozenset(range(5))
    days_off: frozenset[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Whether people work on this day."""
        return day.weekday() in self.weekdays and day not in self.days_off

    def is_open(self, at: datetime) -> bool:
        """Whether somebody is at work at this moment."""
        local = at.astimezone(LOCAL)
        return self.is_working_day(local.date()) and self.opens <= local.time() < self.closes

    def next_moment(self, at: datetime) -> datetime:
        """This moment when the office is open, else when it opens next. Raises NeverOpen."""
        local = at.astimezone(LOCAL)
        day = local.date()
        if self.is_open(at):
            return at
        if not (self.is_working_day(day) and local.time() < self.opens):
            day = self.next_day(day)
        return _at(day, self.opens)

    def next_day(self, day: date) -> date:
        """The first working day after this one. Raises NeverOpen."""
        for _ in range(MOST_DAYS):
            day += A_DAY
            if self.is_working_day(day):
                return day
        raise NeverOpen("No working day comes within a year. Check the working days and the days off.")

    def end_of_day(self, at: datetime) -> datetime:
        """The end of the working day in which this moment is, or of the next one. Raises NeverOpen."""
        return _at(self.next_moment(at).astimezone(LOCAL).date(), self.closes)

    def after(self, at: datetime, hours: timedelta) -> datetime:
        """The moment when so many working hours have passed. Raises NeverOpen."""
        start, left = self.next_moment(at), hours
        while True:
            end = self.end_of_day(start)
            if start + left <= end:
                return start + left
            left -= end - start
            start = self.next_moment(end)

    def days_after(self, day: date, count: int) -> date:
        """The working day that is so many working days after this one. Raises NeverOpen."""
        for _ in range(count):
            day = self.next_day(day)
        return day

    def days_before(self, day: date, count: int) -> date:
        """The working day that is so many working days before this one. Raises NeverOpen."""
        looked = 0
        while count:
            day -= A_DAY
            looked += 1
            count -= self.is_working_day(day)
            if looked > MOST_DAYS:
                raise NeverOpen("No working day was there for a year. Check the working days and the days off.")
        return day


def with_days_off(working: WorkingTime, days: Iterable[date]) -> WorkingTime:
    """The same hours with these days off."""
    return WorkingTime(working.opens, working.closes, working.weekdays, frozenset(days))


@cache
def bank_holidays() -> frozenset[date]:
    """England's bank holidays for the years that are on file."""
    loaded = tomllib.loads((files("coproduce.core") / "data" / "bank_holidays.toml").read_text("utf-8"))
    return frozenset(day for days in loaded["england"].values() for day in days)


def _at(day: date, hour: time) -> datetime:
    # A wall clock's hour: on the day the clocks change, nine o'clock is still nine o'clock.
    return datetime.combine(day, hour, tzinfo=LOCAL)
