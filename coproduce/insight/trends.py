"""XmR charts: is a run of waves steady, or has something changed?

Source: the process behaviour chart and the four rules of NHS England's Making Data Count. Limits come from the
baseline alone; no single point is ever judged red, amber or green.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

BASELINE = 12
LIMIT = 2.66
MOVING_RANGE_LIMIT = 3.267
RUN = 7
ALIKE = 1e-9
"""Values closer than this are equal: a mean of equal values may differ from them in its last digit."""

OUTSIDE, ONE_SIDE, ONE_WAY, NEAR_LIMIT = 1, 2, 3, 4


class TooFewPoints(ValueError):
    """Fewer than two points in the baseline: there is no moving range."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The mean of the baseline, its mean moving range, the process limits, and the near limits at two thirds."""

    mean: float
    moving_range: float
    lower: float
    upper: float
    near_lower: float
    near_upper: float
    baseline: int

    @property
    def few_points(self) -> bool:
        """Whether the baseline is too short to lean on."""
        return self.baseline < BASELINE


@dataclass(frozen=True, slots=True)
class Trend:
    """The limits, and for each value in order the numbers of the rules it fires (1 to 4)."""

    limits: Limits
    rules: tuple[tuple[int, ...], ...]


class Assurance(StrEnum):
    """A target judged against the limits, not against one point."""

    ALWAYS_MET = "always_met"
    SOMETIMES_MET = "sometimes_met"
    NEVER_MET = "never_met"


def trend(values: Sequence[float], *, baseline: int = BASELINE) -> Trend:
    """The XmR chart of values in order of time, with limits from the first `baseline` of them.

    Raises TooFewPoints for fewer than two baseline values.
    """
    limits = limits_of(values[:baseline])
    fired = {
        OUTSIDE: _outside(values, limits),
        ONE_SIDE: _one_side(values, limits.mean),
        ONE_WAY: _one_way(values),
        NEAR_LIMIT: _near_limit(values, limits),
    }
    rules = tuple(tuple(rule for rule in fired if place in fired[rule]) for place in range(len(values)))
    return Trend(limits, rules)


def limits_of(values: Sequence[float]) -> Limits:
    """The limits: mean +/- 2.66 times the mean moving range.

    Moving ranges at or above 3.267 times their mean are dropped, once. Raises TooFewPoints for fewer than two.
    """
    if len(values) < 2:
        raise TooFewPoints("A trend needs at least two points in its baseline.")
    ranges = [abs(after - before) for before, after in pairwise(values)]
    wide = MOVING_RANGE_LIMIT * sum(ranges) / len(ranges)
    kept = [moved for moved in ranges if moved < wide] or ranges
    moving, mean = sum(kept) / len(kept), sum(values) / len(values)
    reach = LIMIT * moving
    return Limits(
        mean, moving, mean - reach, mean + reach, mean - reach * 2 / 3, mean + reach * 2 / 3, baseline=len(values)
    )


def judge_target(limits: Limits, target: float) -> Assurance:
    """Whether a target to reach or exceed will be met while nothing changes."""
    if target <= limits.lower:
        return Assurance.ALWAYS_MET
    return Assurance.NEVER_MET if target > limits.upper else Assurance.SOMETIMES_MET


def _outside(values: Sequence[float], limits: Limits) -> set[int]:
    """Rule 1: a point outside the limits."""
    return {place for place, value in enumerate(values) if not _within(value, limits.lower, limits.upper)}


def _one_side(values: Sequence[float], mean: float) -> set[int]:
    """Rule 2: 7 or more in a row on one side of the mean. A point on the mean ends the run."""
    sides = [_sign(value - mean) for value in values]
    return _runs(sides, of=RUN)


def _one_way(values: Sequence[float]) -> set[int]:
    """Rule 3: 7 or more in a row rising or falling, which is 6 moves one way. Equal neighbours end the run."""
    moves = [_sign(after - before) for before, after in pairwise(values)]
    ends = _runs(moves, of=RUN - 1)
    return ends | {place + 1 for place in ends}


def _near_limit(values: Sequence[float], limits: Limits) -> set[int]:
    """Rule 4: 2 of 3 in a row beyond a near limit on the same side; points outside the limits are rule 1's."""
    inside = [_within(value, limits.lower, limits.upper) for value in values]
    high = [within and value > limits.near_upper + ALIKE for value, within in zip(values, inside, strict=True)]
    low = [within and value < limits.near_lower - ALIKE for value, within in zip(values, inside, strict=True)]
    fired = set()
    for start in range(len(values) - 2):
        window = range(start, start + 3)
        for side in (high, low):
            beyond = {place for place in window if side[place]}
            fired |= beyond if len(beyond) >= 2 else set()
    return fired


def _within(value: float, lower: float, upper: float) -> bool:
    return lower - ALIKE <= value <= upper + ALIKE


def _sign(difference: float) -> int:
    return 0 if abs(difference) <= ALIKE else 1 if difference > 0 else -1


def _runs(signs: Sequence[int], *, of: int) -> set[int]:
    """The places in runs of at least `of` equal signs; 0 belongs to none."""
    found: set[int] = set()
    run: list[int] = []
    for place, sign in enumerate(signs):
        if run and (not sign or sign != signs[run[0]]):
            run = []
        if sign:
            run.append(place)
        if len(run) >= of:
            found |= set(run)
    return found
