"""Means, medians and shares of answers with their likely ranges; `core.points` says what is shown."""

from collections.abc import Sequence
from math import ceil, floor, sqrt
from statistics import fmean, median, stdev

from coproduce.core.points import Estimate

Z = 1.959964
"""The normal distribution's 97.5% point."""


def mean(numbers: Sequence[float], *, least: float, most: float) -> Estimate | None:
    """The mean with its 95% range by Student's t, kept between the least and the most possible; None for none."""
    if not numbers:
        return None
    middle, n = fmean(numbers), len(numbers)
    half = _t(n - 1) * stdev(numbers) / sqrt(n) if n > 1 else most - least
    return Estimate(middle, max(least, middle - half), min(most, middle + half), n)


def middle(numbers: Sequence[float]) -> Estimate | None:
    """The median with its 95% range by the ranks around it (the binomial's normal limits); None for none."""
    if not numbers:
        return None
    ordered, n = sorted(numbers), len(numbers)
    half = Z * sqrt(n) / 2
    low, high = floor(n / 2 - half), ceil(n / 2 + half)
    return Estimate(median(ordered), ordered[max(low, 1) - 1], ordered[min(high + 1, n) - 1], n)


def share(count: int, n: int) -> Estimate:
    """A share (per cent) of n with Wilson's 95% range. `n` is one at least."""
    part, square = count / n, Z * Z
    centre = (part + square / (2 * n)) / (1 + square / n)
    half = Z / (1 + square / n) * sqrt(part * (1 - part) / n + square / (4 * n * n))
    # The range holds its share by definition; rounding in the last digit must not say otherwise.
    low, high = max(0.0, min(part, centre - half)), min(1.0, max(part, centre + half))
    return Estimate(100 * part, 100 * low, 100 * high, n)


def _t(freedom: int) -> float:
    """Student's t at 97.5%, by the series in 1/freedom (Abramowitz and Stegun 26.7.5): right to 0.01 from 5 on."""
    first = (Z**3 + Z) / 4
    second = (5 * Z**5 + 16 * Z**3 + 3 * Z) / 96
    third = (3 * Z**7 + 19 * Z**5 + 17 * Z**3 - 15 * Z) / 384
    return Z + first / freedom + second / freedom**2 + third / freedom**3
