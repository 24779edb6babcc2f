"""The two-wave rule."""

import pytest

from coproduce.insight.change import Verdict, compare, compare_indexes
from coproduce.insight.confidence import score


def test_the_worked_change_is_not_clear() -> None:
    change = compare_indexes(47.5, 2.05, 52.9, 1.90)

    assert change.difference == pytest.approx(5.4)
    assert round(change.z or 0, 2) == 1.93
    assert change.verdict is Verdict.NO_CLEAR_CHANGE
    assert change.likely is not None
    assert change.likely.low < 0 < change.likely.high


@pytest.mark.parametrize(
    ("later", "se", "verdict"),
    [
        (54.0, 1.9, Verdict.CLEARLY_UP),
        (41.0, 1.9, Verdict.CLEARLY_DOWN),
        (51.5, 0.5, Verdict.NO_CLEAR_CHANGE),  # clear, and under 5 points
        (52.5, 0.5, Verdict.CLEARLY_UP),  # 5 points count
        (57.5, 9.0, Verdict.NO_CLEAR_CHANGE),  # large, and not clear
    ],
)
def test_a_change_is_both_clear_and_large(later: float, se: float, verdict: Verdict) -> None:
    assert compare_indexes(47.5, se, later, se).verdict is verdict


def test_waves_without_any_error_are_told_apart_by_their_difference() -> None:
    assert compare_indexes(40, 0, 60, 0).verdict is Verdict.CLEARLY_UP
    assert compare_indexes(40, 0, 40, 0).verdict is Verdict.NO_CLEAR_CHANGE


def test_a_suppressed_wave_says_nothing() -> None:
    assert compare(score([]), score([])).verdict is Verdict.CANNOT_SAY
