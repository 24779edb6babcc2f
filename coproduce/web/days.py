"""The one way in which forms ask for a day: day, month and year, in a box each (`fields.date_input` draws them).

No date picker: they differ from browser to browser, and few can be used with a screen reader or by voice.
"""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Field
from wtforms.utils import unset_value

from coproduce.core.blank import is_blank

PARTS = ("day", "month", "year")
EARLIEST_YEAR, LATEST_YEAR = 1990, 2100
EXAMPLE = _("For example 15 10 2026.")
NOT_A_DAY = _("Enter the day, the month and the year in numbers, for example 15 10 2026.")

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MOST_DIGITS = 4


class NotADay(ValueError):
    """These parts are no day that there is."""


class DayField(Field):
    """A day. It is sent as `<name>-day`, `<name>-month` and `<name>-year`; `typed` is what stands in the boxes."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, **kwargs)
        self.typed: tuple[str, ...] = ("", "", "")

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Read the boxes that were sent, else the day that is there."""
        super().process(None, data, extra_filters)
        self.typed = typed_as(self.data)
        if formdata is None:
            return
        self.typed = tuple(str(formdata.get(f"{self.name}-{part}", "")).strip() for part in PARTS)
        self.raw_data = [part for part in self.typed if not is_blank(part)]
        self.data = None
        if self.raw_data:
            try:
                self.data = read_parts(*self.typed)
            except NotADay:
                self.process_errors = [str(NOT_A_DAY)]


def typed_as(day: date | None) -> tuple[str, ...]:
    """A day as it stands in the three boxes."""
    return (str(day.day), str(day.month), str(day.year)) if day else ("", "", "")


def read_parts(day: str, month: str, year: str) -> date:
    """The day that three boxes say; the month in figures or in English words. Raises NotADay."""
    try:
        read = date(_number(year), _month(month), _number(day))
    except ValueError:
        raise NotADay(day, month, year) from None
    if not EARLIEST_YEAR <= read.year <= LATEST_YEAR:
        raise NotADay(day, month, year)
    return read


def _month(text: str) -> int:
    begins = text.strip().casefold()[:3]
    return _MONTHS.index(begins) + 1 if begins in _MONTHS else _number(text)


def _number(text: str) -> int:
    plain = text.strip()
    if not plain.isdecimal() or len(plain) > _MOST_DIGITS:
        raise ValueError(plain)
    return int(plain)
