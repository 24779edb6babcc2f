"""When waves of a series open, remind, close and publish."""

from datetime import date, timedelta

import pytest

from surveys.models import Wave
from surveys.waves import calendar
from surveys.waves.calendar import Days, Fault
from surveys.waves.models import WaveSeries

MONTHLY = WaveSeries(survey_id=1, first_on=date(2026, 12, 1), every_months=1, open_days=14)


def series(**changes: object) -> WaveSeries:
    return WaveSeries(**{**MONTHLY.model_dump(), **changes})


def test_each_month_on_the_1st_open_14_days() -> None:
    days = calendar.days_in(series(reminds_after=5, reminds_again_after=10, publishes_after=7), date(2026, 12, 1))

    assert days == Days(
        opens_on=date(2026, 12, 1),
        closes_on=date(2026, 12, 14),
        reminds_on=date(2026, 12, 6),
        reminds_again_on=date(2026, 12, 11),
        publishes_on=date(2026, 12, 21),
    )
    assert days.faults() == ()
    assert calendar.key_of(days.opens_on) == "2026-12"


@pytest.mark.parametrize(
    ("first", "every", "expected"),
    [
        (date(2026, 12, 1), 1, [date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1)]),
        (date(2026, 12, 31), 1, [date(2026, 12, 31), date(2027, 1, 31), date(2027, 2, 28)]),
        (date(2026, 11, 15), 3, [date(2026, 11, 15), date(2027, 2, 15), date(2027, 5, 15)]),
        (date(2027, 2, 28), 12, [date(2027, 2, 28), date(2028, 2, 28), date(2029, 2, 28)]),
    ],
)
def test_openings_keep_their_day_and_end_a_shorter_month_with_its_last(
    first: date, every: int, expected: list[date]
) -> None:
    found = calendar.openings(series(first_on=first, every_months=every))

    assert [next(found) for _ in range(3)] == expected


def test_a_wave_is_there_five_weeks_ahead_and_one_that_was_missed_while_it_would_be_open() -> None:
    assert calendar.due(series(), today=date(2026, 10, 26)) == ()
    assert calendar.due(series(), today=date(2026, 10, 27)) == (date(2026, 12, 1),)
    assert calendar.due(series(), today=date(2026, 12, 14)) == (date(2026, 12, 1), date(2027, 1, 1))
    assert calendar.due(series(), today=date(2026, 12, 15)) == (date(2027, 1, 1),)


def test_a_series_that_was_stopped_makes_no_more_waves() -> None:
    assert calendar.due(series(stopped_on=date(2026, 12, 1)), today=date(2026, 12, 1)) == ()


@pytest.mark.parametrize(
    ("days", "fault"),
    [
        (Days(date(2026, 12, 2), date(2026, 12, 1)), Fault.CLOSES_BEFORE_OPENING),
        (Days(date(2026, 12, 1), date(2026, 12, 9), date(2026, 12, 1)), Fault.REMINDS_OUTSIDE),
        (Days(date(2026, 12, 1), date(2026, 12, 9), date(2026, 12, 10)), Fault.REMINDS_OUTSIDE),
        (Days(date(2026, 12, 1), date(2026, 12, 9), None, date(2026, 12, 5)), Fault.REMINDS_AGAIN_EARLIER),
        (
            Days(date(2026, 12, 1), date(2026, 12, 9), date(2026, 12, 5), date(2026, 12, 5)),
            Fault.REMINDS_AGAIN_EARLIER,
        ),
        (Days(date(2026, 12, 1), publishes_on=date(2026, 12, 5)), Fault.PUBLISHES_BEFORE_CLOSING),
        (
            Days(date(2026, 12, 1), date(2026, 12, 9), publishes_on=date(2026, 12, 9)),
            Fault.PUBLISHES_BEFORE_CLOSING,
        ),
    ],
)
def test_days_that_do_not_fit_are_named(days: Days, fault: Fault) -> None:
    assert days.faults() == (fault,)


def test_a_reminder_is_due_once_on_its_day_or_late_and_only_the_newer_of_two() -> None:
    wave = Wave(
        survey_id=1,
        key="2026-12",
        opens_on=date(2026, 12, 1),
        closes_on=date(2026, 12, 14),
        reminds_on=date(2026, 12, 6),
        reminds_again_on=date(2026, 12, 11),
    )
    days = [date(2026, 12, 1) + timedelta(days=number) for number in range(16)]

    due = {}
    for day in days:
        found = calendar.reminder_due(wave, today=day)
        if found:
            due[day.day] = wave.reminded_on = found

    assert due == {6: date(2026, 12, 6), 11: date(2026, 12, 11)}
    wave.reminded_on = None
    assert calendar.reminder_due(wave, today=date(2026, 12, 13)) == date(2026, 12, 11)
    assert calendar.reminder_due(wave, today=date(2026, 12, 15)) is None
