"""Likely ranges against published tables, and their coverage by simulation."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproduce.insight.intervals import (
    effective_n,
    mean,
    percentile_range,
    standard_error,
    t_quantile,
    t_range,
    wilson,
)


@pytest.mark.parametrize(
    ("df", "expected"),
    [(1, 12.706204736), (2, 4.302652730), (9, 2.262157163), (94, 1.985523442), (199, 1.971956544)],
)
def test_the_t_quantile_agrees_with_tables(df: int, expected: float) -> None:
    assert t_quantile(0.975, df) == pytest.approx(expected, abs=1e-8)
    assert t_quantile(0.025, df) == pytest.approx(-expected, abs=1e-8)


def test_the_t_quantile_becomes_the_normal_one() -> None:
    assert t_quantile(0.975, 1e7) == pytest.approx(1.959964, abs=1e-6)
    assert t_quantile(0.5, 7) == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(("probability", "df"), [(0, 5), (1, 5), (math.nan, 5), (0.5, 0)])
def test_a_quantile_that_is_not_one_is_refused(probability: float, df: float) -> None:
    with pytest.raises(ValueError, match="quantile"):
        t_quantile(probability, df)


def test_the_worked_share_uses_the_effective_n() -> None:
    low, high = wilson(0.38, 156.9)

    assert (round(100 * low, 1), round(100 * high, 1)) == (30.8, 45.8)


@given(st.floats(0, 1), st.floats(0.5, 1e6))
def test_wilson_holds_its_share(share: float, n: float) -> None:
    low, high = wilson(share, n)

    assert 0 <= low <= share <= high <= 1


@pytest.mark.parametrize(("share", "n"), [(-0.1, 5), (1.1, 5), (0.5, 0), (math.nan, 5), (0.5, math.nan)])
def test_what_is_no_share_is_refused(share: float, n: float) -> None:
    with pytest.raises(ValueError, match="share"):
        wilson(share, n)


def test_equal_weights_give_the_textbook_error() -> None:
    values = np.array([10.0, 20, 40, 70, 90])

    assert standard_error(values, np.ones(5)) == pytest.approx(float(np.std(values, ddof=1)) / math.sqrt(5))
    assert standard_error(values, np.full(5, 7.0)) == pytest.approx(standard_error(values, np.ones(5)))
    assert math.isnan(standard_error(values[:1], np.ones(1)))
    assert mean(values, np.array([0.0, 0, 0, 0, 2])) == 90


def test_effective_n_is_n_for_equal_weights_and_less_for_others() -> None:
    assert effective_n(np.full(40, 2.5)) == pytest.approx(40)
    assert effective_n(np.array([1.0, 3.0])) == pytest.approx(1.6)
    assert effective_n(np.array([])) == 0


def test_a_range_ends_at_nought_and_a_hundred() -> None:
    low, high = t_range(98, se=4, n=10)

    assert (round(low, 2), high) == (88.95, 100)
    assert percentile_range(np.array([-3.0, 1, 2, math.nan])).low == 0


def test_the_range_covers_the_truth_as_often_as_it_says() -> None:
    """4,000 polls of 95 families whose scores are as lumpy and lopsided as real ones."""
    random = np.random.default_rng(95)
    population = np.round(random.beta(1.6, 1.4, 20_000) * 32) * 100 / 32
    truth, n, polls = population.mean(), 95, 4_000

    samples = random.choice(population, (polls, n))
    reach = t_quantile(0.975, n - 1) * samples.std(axis=1, ddof=1) / math.sqrt(n)
    covered = float(np.mean(np.abs(samples.mean(axis=1) - truth) <= reach))
    by_our_own = t_range(mean(samples[0], np.ones(n)), se=standard_error(samples[0], np.ones(n)), n=n)

    assert 0.93 <= covered <= 0.97
    assert by_our_own.high - by_our_own.low == pytest.approx(2 * reach[0])
