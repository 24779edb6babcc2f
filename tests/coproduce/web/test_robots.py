"""A form from a person comes back after seconds and within a day, with one box empty."""

from datetime import timedelta

import pytest

from coproduce.web.robots import Verdict, stamp, verdict
from tests.factories import NOON

SECRET = "s" * 40
SHOWN = stamp(SECRET, now=NOON)


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, Verdict.TOO_FAST),
        (2, Verdict.TOO_FAST),
        (3, Verdict.FINE),
        (24 * 3600, Verdict.FINE),
        (24 * 3600 + 1, Verdict.TOO_OLD),
    ],
)
def test_a_form_comes_back_in_time(seconds: int, expected: Verdict) -> None:
    now = NOON + timedelta(seconds=seconds)

    assert verdict(SECRET, shown=SHOWN, box="", now=now) is expected


@pytest.mark.parametrize(
    "shown", ["", "x", "1795521600.00", SHOWN + "0", "٣." + SHOWN.partition(".")[2], "99." * 9]
)
def test_a_time_that_we_did_not_sign_is_too_old(shown: str) -> None:
    assert verdict(SECRET, shown=shown, box="", now=NOON + timedelta(minutes=1)) is Verdict.TOO_OLD


def test_a_box_that_people_leave_empty_tells_robots() -> None:
    assert verdict(SECRET, shown=SHOWN, box="http://x", now=NOON + timedelta(minutes=1)) is Verdict.BOX_FILLED
    assert verdict(SECRET, shown=SHOWN, box="  ", now=NOON + timedelta(minutes=1)) is Verdict.FINE
