"""When waves open, remind, close and publish. Pure: days in England, told which day it is."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from surveys.models import Wave
from surveys.opening import is_open
from surveys.waves.models import WaveSeries

AHEAD = timedelta(days=35)
"""A wave of a series is there so long before it opens: families see when, and officers can draw a sample."""


class Fault(StrEnum):
    """Why a wave cannot have these days."""

    CLOSES_BEFORE_OPENING = "closes_before_opening"
    REMINDS_OUTSIDE = "reminds_outside"
    REMINDS_AGAIN_EARLIER = "reminds_again_earlier"
    PUBLISHES_BEFORE_CLOSING = "publishes_before_closing"


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a wave."""

    opens_on: date
    closes_on: date | None = None
    reminds_on: date | None = None
    reminds_again_on: date | None = None
    publishes_on: date | None = None

    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with them; nothing where a wave can have them."""
        closes = self.closes_on or date.max
        first, again = self.reminds_on, self.reminds_again_on
        found = {
            Fault.CLOSES_BEFORE_OPENING: closes < self.opens_on,
            Fault.REMINDS_OUTSIDE: first is not None and not self.opens_on < first <= closes,
            Fault.REMINDS_AGAIN_EARLIER: again is not None and (first is None or not first < again <= closes),
            Fault.PUBLISHES_BEFORE_CLOSING: self.publishes_on is not None and self.publishes_on <= closes,
        }
        return tuple(fault for fault, is_wrong in found.items() if is_wrong)


def days_of(wave: Wave) -> Days:
    """The days a wave has."""
    return Days(wave.opens_on, wave.closes_on, wave.reminds_on, wave.reminds_again_on, wave.publishes_on)


def openings(series: WaveSeries) -> Iterator[date]:
    """The days on which a series opens a wave, without end; the 31st becomes the last day of a shorter month."""
    first = series.first_on
    for number in range(0, 12 * (date.max.year - first.year), series.every_months):
        year, month = divmod(first.month - 1 + number, 12)
        last = calendar.monthrange(first.year + year, month + 1)[1]
        yield date(first.year + year, month + 1, min(first.day, last))


def next_opening(series: WaveSeries, *, today: date) -> date:
    """The opening that is due next: today's, or the first that lies ahead."""
    return next(day for day in openings(series) if day >= today)


def due(series: WaveSeries, *, today: date) -> tuple[date, ...]:
    """The openings whose waves should be there by today, those that lie behind left out unless still open."""
    if series.stopped_on is not None and series.stopped_on <= today:
        return ()
    earliest = today - timedelta(days=series.open_days - 1)
    found = []
    for day in openings(series):
        if day > today + AHEAD:
            break
        if day >= earliest:
            found.append(day)
    return tuple(found)


def days_in(series: WaveSeries, opening: date) -> Days:
    """The days of the wave that opens on this day."""
    closes = opening + timedelta(days=series.open_days - 1)
    return Days(
        opens_on=opening,
        closes_on=closes,
        reminds_on=_later(opening, series.reminds_after),
        reminds_again_on=_later(opening, series.reminds_again_after),
        publishes_on=_later(closes, series.publishes_after),
    )


def key_of(opening: date) -> str:
    """The key of the wave that opens on this day: 2026-12."""
    return f"{opening:%Y-%m}"


def reminder_due(wave: Wave, *, today: date) -> date | None:
    """The reminder's day that has come and was not seen to, while the wave is open; the later of two."""
    if not is_open(wave, today=today):
        return None
    days = [day for day in (wave.reminds_on, wave.reminds_again_on) if day is not None and day <= today]
    last = max(days, default=None)
    if last is None or (wave.reminded_on is not None and wave.reminded_on >= last):
        return None
    return last


def _later(day: date, after: int | None) -> date | None:
    return None if after is None else day + timedelta(days=after)
