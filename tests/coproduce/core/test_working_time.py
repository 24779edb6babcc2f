"""Working time: the same working day, so many working hours, and days off."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from coproduce.core.working_time import NeverOpen, WorkingTime, bank_holidays

LONDON = ZoneInfo("Europe/London")
OFFICE = WorkingTime()
FOUR = timedelta(hours=4)


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """A moment of 2026 in England; 23 November is a Monday."""
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON)


def test_it_is_open_from_its_first_minute_until_it_closes() -> None:
    assert OFFICE.is_open(at(23, 9))
    assert OFFICE.is_open(at(23, 16, 59))
    assert not OFFICE.is_open(at(23, 17))
    assert not OFFICE.is_open(at(23, 8, 59))
    assert not OFFICE.is_open(at(22, 12))


def test_a_moment_in_summer_is_read_on_the_clock_on_the_wall() -> None:
    assert OFFICE.is_open(datetime(2026, 7, 1, 8, 30, tzinfo=UTC))
    assert not OFFICE.is_open(datetime(2026, 7, 1, 16, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        (at(23, 7), at(23, 9)),
        (at(23, 18), at(24, 9)),
        (at(20, 18), at(23, 9)),
        (at(21, 12), at(23, 9)),
        (at(23, 12), at(23, 12)),
    ],
)
def test_when_somebody_reads_next(moment: datetime, opens: datetime) -> None:
    assert OFFICE.next_moment(moment) == opens


@pytest.mark.parametrize(
    ("moment", "due"),
    [(at(23, 10), at(23, 17)), (at(23, 16, 59), at(23, 17)), (at(23, 17), at(24, 17)), (at(21, 3), at(23, 17))],
)
def test_due_the_same_working_day(moment: datetime, due: datetime) -> None:
    assert OFFICE.end_of_day(moment) == due


@pytest.mark.parametrize(
    ("moment", "later"),
    [
        (at(23, 10), at(23, 14)),
        (at(23, 13), at(23, 17)),
        (at(23, 16), at(24, 12)),
        (at(20, 16), at(23, 12)),
        (at(21, 12), at(23, 13)),
    ],
)
def test_working_hours_pass_only_while_people_work(moment: datetime, later: datetime) -> None:
    assert OFFICE.after(moment, FOUR) == later


def test_many_hours_run_over_several_days() -> None:
    assert OFFICE.after(at(23, 9), timedelta(hours=20)) == at(25, 13)


def test_days_off_and_weekends_are_passed_over() -> None:
    christmas = WorkingTime(days_off=bank_holidays())

    assert christmas.next_moment(at(24, 18, month=12)) == at(29, 9, month=12)
    assert christmas.days_after(date(2026, 12, 24), 2) == date(2026, 12, 30)
    assert christmas.days_before(date(2026, 12, 30), 2) == date(2026, 12, 24)


def test_the_clocks_change_and_nine_is_still_nine() -> None:
    assert OFFICE.next_moment(at(27, 12, month=3).replace(day=28)) == at(30, 9, month=3)
    assert OFFICE.next_moment(at(24, 18, month=10)).astimezone(UTC).time() == time(9)


def test_an_office_that_never_opens_says_so() -> None:
    with pytest.raises(NeverOpen):
        WorkingTime(weekdays=frozenset()).next_moment(at(23, 10))
    with pytest.raises(NeverOpen):
        WorkingTime(weekdays=frozenset()).days_before(date(2026, 11, 23), 1)


def easter(year: int) -> date:
    """Easter Sunday (the anonymous Gregorian algorithm)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def test_the_bank_holidays_on_file_follow_the_rules() -> None:
    years = sorted({day.year for day in bank_holidays()})
    assert years == [2025, 2026, 2027, 2028, 2029]
    for year in years:
        days = {day for day in bank_holidays() if day.year == year}
        assert len(days) == 8
        assert all(day.weekday() < 5 for day in days)
        assert {easter(year) - timedelta(days=2), easter(year) + timedelta(days=1)} <= days
        assert {first_monday(year, 5), last_monday(year, 5), last_monday(year, 8)} <= days


def first_monday(year: int, month: int) -> date:
    return next(day for n in range(1, 8) if (day := date(year, month, n)).weekday() == 0)


def last_monday(year: int, month: int) -> date:
    return next(day for n in range(31, 24, -1) if (day := date(year, month, n)).weekday() == 0)
