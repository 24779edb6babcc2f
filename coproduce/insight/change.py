"""Has confidence changed between two waves? Only a difference that is both clear and large enough counts."""

import math
from dataclasses import dataclass
from enum import StrEnum

from coproduce.insight.confidence import Measure
from coproduce.insight.intervals import Z95, Range

LEAST_DIFFERENCE = 5.0
CLEAR_Z = 1.96


class Verdict(StrEnum):
    """What may be said of two waves; pages word it."""

    CLEARLY_UP = "clearly_up"
    CLEARLY_DOWN = "clearly_down"
    NO_CLEAR_CHANGE = "no_clear_change"
    CANNOT_SAY = "cannot_say"


@dataclass(frozen=True, slots=True)
class Change:
    """The later index less the earlier one (points), its z, its likely range, and the verdict."""

    verdict: Verdict
    difference: float | None = None
    z: float | None = None
    likely: Range | None = None


def compare(earlier: Measure, later: Measure) -> Change:
    """What has changed from one wave to the next; CANNOT_SAY where either is suppressed."""
    if earlier.index is None or later.index is None or earlier.se is None or later.se is None:
        return Change(Verdict.CANNOT_SAY)
    return compare_indexes(earlier.index, earlier.se, later.index, later.se)


def compare_indexes(earlier: float, earlier_se: float, later: float, later_se: float) -> Change:
    """The rule on plain numbers: changed only if |z| > 1.96 and the difference is 5 points or more.

    The waves are separate samples, so their errors add: se^2 = se1^2 + se2^2. Two waves without any error are told
    apart by the difference alone.
    """
    difference, se = later - earlier, math.hypot(earlier_se, later_se)
    z = difference / se if se else math.copysign(math.inf, difference) if difference else 0.0
    # A difference of exactly 5 counts, whatever its last binary digit.
    large = abs(difference) >= LEAST_DIFFERENCE - 1e-9
    verdict = Verdict.NO_CLEAR_CHANGE
    if abs(z) > CLEAR_Z and large:
        verdict = Verdict.CLEARLY_UP if difference > 0 else Verdict.CLEARLY_DOWN
    return Change(verdict, difference, z, Range(difference - Z95 * se, difference + Z95 * se))
