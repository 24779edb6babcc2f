"""A mean or a share of part of a weighted sample, with its likely range."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coproduce.insight.intervals import (
    FloatArray,
    Range,
    effective_n,
    mean,
    percentile_range,
    standard_error,
    t_range,
    wilson,
)
from coproduce.insight.weighting import Weights

BOOTSTRAP_BELOW = 50
"""Under so many answers a mean's range comes from resamples, since a t range leans on numbers."""


@dataclass(frozen=True, slots=True)
class Mean:
    """A weighted mean (0-100) of n answers, worth n_eff equal ones, with its standard error and likely range."""

    value: float
    low: float
    high: float
    se: float
    n: int
    n_eff: float


@dataclass(frozen=True, slots=True)
class Share:
    """The share (per cent, weighted) of one answer, its likely range, and the unweighted count it rests on."""

    code: str
    count: int
    n: int
    value: float
    low: float
    high: float


def estimate_mean(values: FloatArray, weights: Weights, *, equal: bool = False) -> Mean | None:
    """The mean of the values that are there (nan is none), or None for fewer than two of them.

    `values` has one entry a row of `weights`; `equal` leaves the weights aside. Under 50 values the range is the
    percentile range of 2,000 resamples, each raked again; from 50 on it is the t range.
    """
    there = ~np.isnan(values)
    n = int(there.sum())
    if n < 2:
        return None
    given = np.ones(n) if equal else weights.weights[there]
    value, se = mean(values[there], given), standard_error(values[there], given)
    likely = t_range(value, se=se, n=n) if n >= BOOTSTRAP_BELOW else _resampled(values, weights, equal=equal)
    return Mean(value, likely.low, likely.high, se, n, effective_n(given))


def estimate_shares(answers: Sequence[str | None], codes: Sequence[str], weights: Weights) -> tuple[Share, ...]:
    """The share of each code among the answers that are there (None is none), with Wilson's range on n_eff.

    `answers` has one entry a row of `weights`. Empty where nobody answered.
    """
    there = np.array([answer is not None for answer in answers], dtype=np.bool_)
    if not there.any():
        return ()
    given = weights.weights[there]
    answered = [answer for answer in answers if answer is not None]
    return tuple(_share(code, np.array([answer == code for answer in answered]), given) for code in codes)


def _share(code: str, chosen: NDArray[np.bool_], weights: FloatArray) -> Share:
    share = min(1.0, mean(chosen.astype(np.float64), weights))
    likely = wilson(share, effective_n(weights))
    return Share(code, int(chosen.sum()), len(chosen), 100 * share, 100 * likely.low, 100 * likely.high)


def _resampled(values: FloatArray, weights: Weights, *, equal: bool) -> Range:
    rows = np.flatnonzero(~np.isnan(values))
    given = weights.resamples.times_of(rows) if equal else weights.resamples.weights_of(rows)
    total = given.sum(axis=1)
    # A resample may miss a small group altogether; it then has nothing to say.
    means = np.where(total > 0, given @ values[rows] / np.where(total > 0, total, 1.0), np.nan)
    return percentile_range(means)
