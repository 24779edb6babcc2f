"""What families' words say: the share positive, mixed and negative, as a machine's guess or corrected by readers.

The correction is prediction-powered inference (Angelopoulos and others, Science 2023): the machine's mean over all
comments plus the mean difference "person minus machine" on a random sample that people read.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from coproduce.insight.estimates import Share
from coproduce.insight.intervals import Z95, Range, wilson

POSITIVE, MIXED, NEUTRAL, NEGATIVE = "positive", "mixed", "neutral", "negative"
NO_OPINION, NOT_ANALYSED = "no_opinion", "not_analysed"
STANCES = (POSITIVE, MIXED, NEUTRAL, NEGATIVE)
LEAST_READ = 50


class TooFewRead(ValueError):
    """Fewer than 50 comments of the audit sample have been read: no corrected figure is stated."""


@dataclass(frozen=True, slots=True)
class Voices:
    """Shares of the comments that say something, by the machine alone; `machine_guess` is always true of these.

    `n` is their number, positive to negative; `no_opinion` ("nothing", "n/a") and `not_analysed` (another
    language, a child's words) stand beside them and are never mixed in.
    """

    n: int
    no_opinion: int
    not_analysed: int
    shares: tuple[Share, ...]
    machine_guess: bool = True


@dataclass(frozen=True, slots=True)
class Corrected:
    """A mean of all comments, corrected by those that people read: value, range, error, and both numbers."""

    value: float
    low: float
    high: float
    se: float
    n: int
    read: int


def listen(states: Mapping[str, int]) -> Voices:
    """The machine's shares from the number of comments in each state, with Wilson's ranges.

    The ranges cover chance among comments, not the machine's mistakes. Raises ValueError for an unknown state or a
    negative count.
    """
    if set(states) - {*STANCES, NO_OPINION, NOT_ANALYSED} or any(count < 0 for count in states.values()):
        raise ValueError("Counts of comments go by the analyser's states, and are never negative.")
    n = sum(states.get(stance, 0) for stance in STANCES)
    shares = tuple(_guessed(stance, states.get(stance, 0), n) for stance in STANCES) if n else ()
    return Voices(n, states.get(NO_OPINION, 0), states.get(NOT_ANALYSED, 0), shares)


def correct(
    machine: Sequence[float], audit: Sequence[tuple[float, float]], *, least: float, most: float
) -> Corrected:
    """The mean over all comments, from the machine's value of each and (machine, person) pairs of those read.

    The audit must be a random sample, read blind to the machine. Var = var(machine)/N + var(person - machine)/n,
    with a normal range clipped to `least`-`most`. An audit without one disagreement is not proof of none: its
    variance is taken as if one comment in it had differed by 1. Raises TooFewRead under 50 pairs, ValueError
    without comments.
    """
    if len(audit) < LEAST_READ:
        raise TooFewRead(f"{len(audit)} comments have been read, and at least {LEAST_READ} are needed.")
    if len(machine) < 2:
        raise ValueError("A corrected share needs comments.")
    guesses = np.asarray(machine, dtype=np.float64)
    differences = np.array([person - guess for guess, person in audit], dtype=np.float64)
    n, read = len(guesses), len(differences)
    apart = max(float(differences.var(ddof=1)), (1 / read) * (1 - 1 / read))
    se = math.sqrt(float(guesses.var(ddof=1)) / n + apart / read)
    value = float(guesses.mean() + differences.mean())
    likely = Range(value - Z95 * se, value + Z95 * se).clipped(least, most)
    return Corrected(min(most, max(least, value)), likely.low, likely.high, se, n, read)


def correct_shares(
    states: Sequence[str], audit: Sequence[tuple[str, str]], *, of: Sequence[str] = STANCES
) -> dict[str, Corrected]:
    """The corrected share (0 to 1) of each state: `states` by the machine, `audit` as (machine, person) pairs.

    Raises TooFewRead under 50 pairs, ValueError without comments.
    """
    return {
        state: correct(
            [float(guess == state) for guess in states],
            [(float(guess == state), float(person == state)) for guess, person in audit],
            least=0,
            most=1,
        )
        for state in of
    }


def correct_net(states: Sequence[str], audit: Sequence[tuple[str, str]]) -> Corrected:
    """The corrected net (-1 to 1): the share positive less the share negative. Raises as `correct_shares` does."""
    sign = {POSITIVE: 1.0, NEGATIVE: -1.0}
    return correct(
        [sign.get(state, 0.0) for state in states],
        [(sign.get(guess, 0.0), sign.get(person, 0.0)) for guess, person in audit],
        least=-1,
        most=1,
    )


def agreement(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa of two readers: 1 is full agreement, 0 what chance gives. None where it is not defined."""
    n = len(pairs)
    if not n:
        return None
    first, second = Counter(one for one, _ in pairs), Counter(two for _, two in pairs)
    by_chance = sum(first[state] * second[state] for state in first) / n**2
    agreed = sum(one == two for one, two in pairs) / n
    return None if by_chance == 1 else (agreed - by_chance) / (1 - by_chance)


def _guessed(stance: str, count: int, n: int) -> Share:
    likely = wilson(count / n, n)
    return Share(stance, count, n, 100 * count / n, 100 * likely.low, 100 * likely.high)
