"""When a wave takes answers."""

from datetime import date

import pytest

from surveys.models import Wave
from surveys.opening import is_open, is_over

FIRST, LAST = date(2026, 12, 1), date(2026, 12, 14)


@pytest.mark.parametrize(
    ("closes_on", "closed_on", "today", "found"),
    [
        (LAST, None, date(2026, 11, 30), (False, False)),
        (LAST, None, FIRST, (True, False)),
        (LAST, None, LAST, (True, False)),
        (LAST, None, date(2026, 12, 15), (False, True)),
        (None, None, date(2027, 12, 1), (True, False)),
        (FIRST, FIRST, FIRST, (False, True)),
        (LAST, date(2026, 12, 15), date(2026, 12, 15), (False, True)),
    ],
)
def test_a_wave_is_open_on_its_days_until_somebody_closes_it(
    closes_on: date | None, closed_on: date | None, today: date, found: tuple[bool, bool]
) -> None:
    wave = Wave(survey_id=1, key="w", opens_on=FIRST, closes_on=closes_on, closed_on=closed_on)

    assert (is_open(wave, today=today), is_over(wave, today=today)) == found
