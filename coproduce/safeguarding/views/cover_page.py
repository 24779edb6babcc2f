"""The rota in words."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import format_date, format_time, ngettext
from flask_babel import gettext as _

from coproduce.config import Settings
from coproduce.core.working_time import bank_holidays
from coproduce.safeguarding.cover import CoverLine
from coproduce.safeguarding.views.cover_forms import PLACES
from coproduce.web.running_text import listed

MONDAY = date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class CoverWords:
    """One entry of the rota as a template shows it."""

    id: int
    email: str
    days: str
    place: str


@dataclass(frozen=True, slots=True)
class DayWords:
    """A day of the calendar, and the boxes that a form sends it back in."""

    words: str
    why: str
    is_off: bool
    day: date


def line(entry: CoverLine) -> CoverWords:
    """An entry in words."""
    first, last = (format_date(day, "EEE d MMMM y") for day in (entry.starts_on, entry.ends_on))
    places = {value: str(words) for value, words in PLACES}
    days = first if entry.starts_on == entry.ends_on else _("%(first)s to %(last)s", first=first, last=last)
    return CoverWords(entry.id, entry.email, days, places.get(str(entry.place), str(entry.place)))


def day_line(day: date, *, is_off: bool) -> DayWords:
    """A day in words."""
    is_holiday = day in bank_holidays()
    why = _("Bank holiday") if is_holiday else _("Day off in this area")
    if not is_off:
        why = _("Bank holiday on which people work here")
    return DayWords(format_date(day, "EEEE d MMMM y"), why, is_off, day)


def hours_in_words(settings: Settings) -> str:
    """When leads are at work, and how long one may wait."""
    days = listed(format_date(MONDAY + timedelta(days=number), "EEEE") for number in sorted(settings.weekdays))
    at_work = _(
        "Leads are at work on %(days)s, from %(start)s to %(end)s.",
        days=days,
        start=format_time(settings.office_opens, "HH:mm"),
        end=format_time(settings.office_closes, "HH:mm"),
    )
    waits = ngettext(
        "When nobody opens a concern for %(num)s working hour, the next person is told.",
        "When nobody opens a concern for %(num)s working hours, the next person is told.",
        settings.escalate_after,
    )
    return f"{at_work} {waits}"


def done(what: str) -> str:
    """What was just done; nothing for what is no act of ours."""
    return {
        "added": _("The rota is kept."),
        "removed": _("The entry is off the rota."),
        "mobile": _("The number is kept."),
        "beyond": _("It is kept whom to tell when nobody acts."),
    }.get(what, "")
