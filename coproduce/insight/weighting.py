"""Weights that make those who answered look like the families of the area, and when we decline to weight.

Raking to published margins (School Census, SEN2), as docs/measures.md states it. Where weighting would leave less
than 60% of the answers' worth, it is refused, and the reason says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from coproduce.insight import raking
from coproduce.insight.intervals import effective_n
from coproduce.insight.margins import Margin, Margins, usable
from coproduce.insight.raking import NOT_STATED, Cells, FloatArray, IntArray
from coproduce.insight.reasons import Reason, Why, because

LEAST_RATIO = 0.60
RESAMPLES = 2_000
SEED = 20_190_705


@dataclass(frozen=True, slots=True, eq=False)
class Resamples:
    """The rows drawn again: `times` each row was drawn (resamples by rows), and each cell's weight in each."""

    times: NDArray[np.uint16]
    by_cell: FloatArray
    cell_of: IntArray

    def weights_of(self, rows: IntArray) -> FloatArray:
        """What these rows weigh in each resample: their weight times how often they were drawn."""
        return self.times[:, rows] * self.by_cell[:, self.cell_of[rows]]

    def times_of(self, rows: IntArray) -> FloatArray:
        """The same with equal weights."""
        return self.times[:, rows].astype(np.float64)


@dataclass(frozen=True, eq=False)
class Weights:
    """The weight of each row (mean 1 over those weighted), what they are worth, and what was decided why.

    `n_eff` is that of the weights in use; `refused_n_eff` what it would have been where weighting was refused.
    """

    weights: FloatArray
    n: int
    n_eff: float
    used: tuple[str, ...] = ()
    refused_n_eff: float | None = None
    reasons: tuple[Reason, ...] = ()
    _cells: Cells | None = field(default=None, repr=False)
    _cell_of: IntArray = field(default_factory=lambda: np.zeros(0, dtype=np.int64), repr=False)
    _counted: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=np.bool_), repr=False)

    @property
    def weighted(self) -> bool:
        """Whether the weights are anything but all equal by decision."""
        return self._cells is not None

    @cached_property
    def resamples(self) -> Resamples:
        """2,000 resamples of the rows with a fixed seed, each raked again to the same margins."""
        size = len(self.weights)
        times = _draw(size)
        if self._cells is None:
            return Resamples(times, np.ones((RESAMPLES, 1)), np.zeros(size, dtype=np.int64))
        member = np.equal.outer(self._cell_of, np.arange(self._cells.codes.shape[1])) & self._counted[:, None]
        counts = np.asarray(times @ member.astype(np.float64), dtype=np.float64)
        # A resample with nobody in it to rake to keeps equal weights.
        counts[counts.sum(axis=1) == 0] = 1
        weights, _ = raking.rake(self._cells, counts)
        return Resamples(times, raking.trim(weights, counts), self._cell_of)


def weigh(
    profiles: Sequence[Mapping[str, str]],
    margins: Margins | None,
    *,
    counted: Sequence[bool] | None = None,
) -> Weights:
    """The weights of these rows, raked to the margins as far as the sample allows.

    `counted` marks the rows that are raked (all, unless given); the others take their cell's mean weight and do
    not count towards n. Rows all counted out, or no rows, give an empty n and equal weights.
    """
    inside = np.ones(len(profiles), dtype=np.bool_) if counted is None else np.asarray(counted, dtype=np.bool_)
    n = int(inside.sum())
    equal = np.ones(len(profiles))
    if margins is None or n == 0:
        return Weights(equal, n, float(n))
    within = [profile for profile, counts in zip(profiles, inside, strict=True) if counts]
    used, reasons = usable(margins, within)
    if not used:
        return Weights(equal, n, float(n), reasons=tuple(reasons))
    return _raked(profiles, inside, used, reasons)


def _raked(
    profiles: Sequence[Mapping[str, str]], inside: NDArray[np.bool_], used: Sequence[Margin], reasons: list[Reason]
) -> Weights:
    cells, cell_of = _cells(profiles, used)
    counts = np.bincount(cell_of[inside], minlength=cells.codes.shape[1])[None].astype(np.float64)
    weights, settled = raking.rake(cells, counts)
    by_row = raking.trim(weights, counts)[0][cell_of]
    if not settled:
        reasons = [*reasons, because(Why.NOT_SETTLED, rounds=raking.ROUNDS)]
    n, n_eff = int(inside.sum()), effective_n(by_row[inside])
    if n_eff / n < LEAST_RATIO:
        refusal = because(Why.WEIGHTS_REFUSED, n=n, n_eff=n_eff, ratio=n_eff / n, least=LEAST_RATIO)
        return Weights(np.ones(len(by_row)), n, float(n), refused_n_eff=n_eff, reasons=(*reasons, refusal))
    names = tuple(margin.variable for margin in used)
    return Weights(
        by_row, n, n_eff, used=names, reasons=tuple(reasons), _cells=cells, _cell_of=cell_of, _counted=inside
    )


def _cells(profiles: Sequence[Mapping[str, str]], used: Sequence[Margin]) -> tuple[Cells, IntArray]:
    """The distinct profiles on the margins in use, and which of them each row has."""
    codes = np.array(
        [
            [margin.places.get(profile.get(margin.variable, ""), NOT_STATED) for profile in profiles]
            for margin in used
        ],
        dtype=np.int64,
    )
    distinct, cell_of = np.unique(codes, axis=1, return_inverse=True)
    targets = tuple(np.array(margin.targets) for margin in used)
    return Cells(distinct, targets), cell_of.reshape(-1)


def _draw(size: int) -> NDArray[np.uint16]:
    """How often each of so many rows is drawn in each resample, the same every time."""
    random = np.random.default_rng(SEED)
    times = np.empty((RESAMPLES, size), dtype=np.uint16)
    for resample in times:
        resample[:] = np.bincount(random.integers(0, size, size), minlength=size)
    return times
