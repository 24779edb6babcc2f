"""Likely ranges (95%): t for a mean, Wilson for a share, percentiles of resamples for small groups.

They say how far a number may stray because only some families answered. They do not cover bias from who chose to
answer.
"""

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

Z95 = 1.959963984540054
"""The 97.5% point of the normal distribution."""


class Range(NamedTuple):
    """A likely range, from low to high."""

    low: float
    high: float

    def clipped(self, least: float = 0.0, most: float = 100.0) -> "Range":
        """The part of it that can be."""
        return Range(max(least, self.low), min(most, self.high))


def mean(values: FloatArray, weights: FloatArray) -> float:
    """sum(w x) / sum(w). The arrays are of one length and not empty."""
    return float(np.sum(weights * values) / np.sum(weights))


def standard_error(values: FloatArray, weights: FloatArray) -> float:
    """se^2 = n/(n-1) * sum w^2 (x - mean)^2 / (sum w)^2: the linearised error of a weighted mean.

    nan for fewer than two values.
    """
    n = len(values)
    if n < 2:
        return math.nan
    squares = np.sum((weights * (values - mean(values, weights))) ** 2)
    return math.sqrt(n / (n - 1) * float(squares)) / float(np.sum(weights))


def effective_n(weights: FloatArray) -> float:
    """(sum w)^2 / sum w^2 (Kish): how many equal answers the weighted ones are worth. 0 for none."""
    if not len(weights):
        return 0.0
    return float(np.sum(weights) ** 2 / np.sum(weights**2))


def t_range(value: float, *, se: float, n: int) -> Range:
    """value +/- t(.975, n-1) se, clipped to 0-100. Raises ValueError for n under 2."""
    reach = t_quantile(0.975, n - 1) * se
    return Range(value - reach, value + reach).clipped()


def wilson(share: float, n: float, *, z: float = Z95) -> Range:
    """Wilson's range for a share (0 to 1) of `n` answers, or of the effective n where they are weighted.

    Raises ValueError for a share outside 0-1 or an n that is not positive.
    """
    if not 0 <= share <= 1 or not n > 0:
        raise ValueError("A share is between 0 and 1, of at least one answer.")
    square = z * z
    middle = (share + square / (2 * n)) / (1 + square / n)
    reach = z / (1 + square / n) * math.sqrt(share * (1 - share) / n + square / (4 * n * n))
    # The range holds its share by definition; rounding in the last digit must not say otherwise.
    return Range(min(share, middle - reach), max(share, middle + reach)).clipped(0, 1)


def percentile_range(estimates: FloatArray) -> Range:
    """The middle 95% of the resamples' estimates, clipped to 0-100. Resamples without an estimate are nan."""
    low, high = np.nanpercentile(estimates, [2.5, 97.5])
    return Range(float(low), float(high)).clipped()


@lru_cache(maxsize=1024)
def t_quantile(probability: float, df: float) -> float:
    """The point below which Student's t with `df` degrees of freedom lies with this probability.

    Bisection on the distribution function, to within 1e-9. Raises ValueError outside 0 < probability < 1, df >= 1.
    """
    if not 0 < probability < 1 or not df >= 1:
        raise ValueError("A quantile needs a probability between 0 and 1, and at least one degree of freedom.")
    if probability < 0.5:
        return -t_quantile(1 - probability, df)
    low, high = 0.0, 2.0
    while _t_below(high, df) < probability:
        high *= 2
    while high - low > 1e-10 * max(1.0, high):
        middle = (low + high) / 2
        low, high = (middle, high) if _t_below(middle, df) < probability else (low, middle)
    return (low + high) / 2


def _t_below(t: float, df: float) -> float:
    """P(T <= t) for t >= 0, by the regularised incomplete beta function."""
    return 1 - 0.5 * _incomplete_beta(df / (df + t * t), df / 2, 0.5)


def _incomplete_beta(x: float, a: float, b: float) -> float:
    """I_x(a, b), by its continued fraction (Abramowitz and Stegun 26.5.8)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - _incomplete_beta(1 - x, b, a)
    front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    return math.exp(front) / a * _beta_fraction(x, a, b)


def _beta_fraction(x: float, a: float, b: float) -> float:
    """1 / (1 + d1 / (1 + d2 / ...)), from the front (Lentz's method as changed by Thompson and Barnett)."""
    tiny = 1e-300
    value, c, d = 1.0, 1.0, 0.0
    for step in range(1, 1000):
        m = step // 2
        if step % 2:
            term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d = 1 / (1 + term * d or tiny)
        c = 1 + term / c or tiny
        value *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return 1 / value
