"""XmR: the worked baseline, and each rule by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproduce.insight.trends import Assurance, TooFewPoints, judge_target, limits_of, trend

BASELINE = [46.0, 48, 45, 47, 50, 46, 49, 47, 44, 48, 47, 46]
AFTER = [50.0, 51, 52, 53, 51, 54, 55]


def _firing(values: list[float], rule: int) -> list[int]:
    """The points (counted from 1) that fire a rule."""
    return [place for place, rules in enumerate(trend(values).rules, start=1) if rule in rules]


def test_the_worked_limits() -> None:
    limits = limits_of(BASELINE)

    assert (round(limits.mean, 2), round(limits.moving_range, 3)) == (46.92, 2.545)
    assert (round(limits.lower, 2), round(limits.upper, 2)) == (40.15, 53.69)
    assert (round(limits.near_lower, 2), round(limits.near_upper, 2)) == (42.4, 51.43)
    assert not limits.few_points


def test_the_worked_rules() -> None:
    values = BASELINE + AFTER

    assert _firing(values, 1) == [18, 19]
    assert _firing(values, 2) == [13, 14, 15, 16, 17, 18, 19]
    assert _firing(values, 3) == []
    assert _firing(values, 4) == [15, 16]


def test_seven_points_rising_fire_the_third_rule_and_six_do_not() -> None:
    rise = [46.0, 46.2, 46.4, 46.6, 46.8, 47.1, 47.3]

    assert _firing(BASELINE + rise[2:], 3) == []
    assert _firing(BASELINE + rise[1:], 3) == list(range(12, 19))
    assert _firing([*BASELINE[:-1], 47.0, *rise], 3) == list(range(13, 20))
    assert _firing([*BASELINE[:-1], 40.9, *(2 * 46 - value for value in rise)], 3) == list(range(13, 20))


def test_two_equal_neighbours_end_a_rise() -> None:
    rise = [46.0, 46.2, 46.4, 46.4, 46.8, 47.1, 47.3]

    assert _firing([*BASELINE[:-1], 47.0, *rise], 3) == []


def test_a_point_on_the_mean_ends_a_run_on_one_side() -> None:
    mean = limits_of(BASELINE).mean

    assert _firing([*BASELINE, 48, 48, 48, mean, 48, 48, 48], 2) == []


def test_near_limits_on_different_sides_do_not_add_up() -> None:
    assert _firing([*BASELINE, 52, 42, 46], 4) == []
    assert _firing([*BASELINE, 42, 46, 42], 4) == [13, 15]


def test_a_wild_moving_range_is_dropped_once() -> None:
    values = [46.0, 47, 46, 47, 46, 47, 80, 46, 47, 46, 47, 46, 47, 46, 47]
    limits = limits_of(values)

    assert limits.moving_range == pytest.approx(1)


def test_a_flat_line_has_no_room_and_fires_nothing() -> None:
    for level in (50.0, 0.1):
        found = trend([level] * 14)

        assert (found.limits.lower, found.limits.upper) == pytest.approx((level, level))
        assert set(found.rules) == {()}


def test_a_short_baseline_is_marked_and_a_single_point_refused() -> None:
    assert trend(BASELINE[:5]).limits.few_points
    assert trend(BASELINE, baseline=6).limits.baseline == 6
    with pytest.raises(TooFewPoints):
        trend([50.0])


def test_targets_are_judged_against_the_limits() -> None:
    limits = limits_of(BASELINE)

    assert judge_target(limits, 40) is Assurance.ALWAYS_MET
    assert judge_target(limits, 50) is Assurance.SOMETIMES_MET
    assert judge_target(limits, 55) is Assurance.NEVER_MET


@given(st.lists(st.floats(0, 100), min_size=2, max_size=40))
def test_turning_the_chart_over_fires_the_same_rules_in_runs(values: list[float]) -> None:
    whole = [float(round(value)) for value in values]
    over = [100 - value for value in whole]

    assert [3 in rules for rules in trend(whole).rules] == [3 in rules for rules in trend(over).rules]
    assert len(trend(whole).rules) == len(whole)
