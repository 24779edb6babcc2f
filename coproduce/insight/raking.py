"""The arithmetic of raking: weights for profiles, for one sample or for thousands of resamples at a time.

Respondents with one profile share one weight, so the work is done on the distinct profiles ("cells") and on how
many respondents are in each. Arrays are resamples by cells.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

NOT_STATED = -1
CLOSE_ENOUGH = 0.001
ROUNDS = 50
LEAST, MOST = 0.3, 3.0


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """The distinct profiles: `codes` (variables by cells, NOT_STATED where not given) and a target share for each
    category of each variable (adding to 1)."""

    codes: IntArray
    targets: tuple[FloatArray, ...]

    @property
    def complete(self) -> NDArray[np.bool_]:
        """The cells that state every variable."""
        whole: NDArray[np.bool_] = np.all(self.codes != NOT_STATED, axis=0)
        return whole

    def donors(self) -> list[tuple[int, IntArray]]:
        """For each cell that leaves something out, the complete cells that agree with all it states."""
        whole = self.complete
        found = []
        for cell in np.flatnonzero(~whole):
            stated = self.codes[:, cell] != NOT_STATED
            agrees = np.all(self.codes[stated] == self.codes[stated, cell, None], axis=0) & whole
            found.append((int(cell), np.flatnonzero(agrees)))
        return found


def rake(cells: Cells, counts: FloatArray) -> tuple[FloatArray, bool]:
    """The weight of a respondent in each cell (mean 1, not yet trimmed), and whether the margins were reached.

    `counts`: respondents, resamples by cells. Each round meets one margin after another, among those who state it,
    and gives "not stated" the mean weight of its cell. It ends with a round in which no margin was off by more
    than 0.1 percentage points, or after 50. In a resample that lost a category the others share its target.
    """
    weights = np.ones_like(counts)
    donors = cells.donors()
    settled = False
    for _ in range(ROUNDS):
        off = 0.0
        for codes, targets in zip(cells.codes, cells.targets, strict=True):
            weights, worst = _meet(weights, counts, codes, targets)
            off = max(off, worst)
        weights = _scaled(_lend(weights, counts, cells, donors), counts)
        settled = off <= CLOSE_ENOUGH
        if settled:
            break
    return weights, settled


def trim(weights: FloatArray, counts: FloatArray) -> FloatArray:
    """The weights held to 0.3-3.0 and rescaled to mean 1 over the respondents."""
    return _scaled(np.clip(weights, LEAST, MOST), counts)


def _meet(
    weights: FloatArray, counts: FloatArray, codes: IntArray, targets: FloatArray
) -> tuple[FloatArray, float]:
    """The weights with one margin met, and how far off it was before, as a share."""
    member = (codes[:, None] == np.arange(len(targets))).astype(np.float64)
    sums = (weights * counts) @ member
    there = sums > 0
    wanted = np.where(there, targets, 0.0)
    wanted /= np.maximum(wanted.sum(axis=1, keepdims=True), np.finfo(float).tiny)
    shares = sums / np.maximum(sums.sum(axis=1, keepdims=True), np.finfo(float).tiny)
    factors = np.where(there, wanted / np.where(there, shares, 1.0), 1.0)
    # Those who do not state it keep their weight: a factor of 1 stands behind the last category.
    factors = np.hstack([factors, np.ones((len(factors), 1))])
    return weights * factors[:, codes], float(np.max(np.abs(shares - wanted), initial=0.0))


def _lend(
    weights: FloatArray, counts: FloatArray, cells: Cells, donors: Sequence[tuple[int, IntArray]]
) -> FloatArray:
    """Cells that leave something out take the mean weight of their donors, or of all complete cells."""
    lent = weights.copy()
    everyone = _mean(weights, counts, np.flatnonzero(cells.complete))
    for cell, lenders in donors:
        mean = _mean(weights, counts, lenders)
        mean = np.where(np.isnan(mean), everyone, mean)
        lent[:, cell] = np.where(np.isnan(mean), weights[:, cell], mean)
    return lent


def _mean(weights: FloatArray, counts: FloatArray, among: IntArray) -> FloatArray:
    """The mean weight of the respondents in these cells, for each resample; nan where there are none."""
    people = counts[:, among].sum(axis=1)
    total = (weights[:, among] * counts[:, among]).sum(axis=1)
    mean: FloatArray = np.where(people > 0, total / np.maximum(people, 1.0), np.nan)
    return mean


def _scaled(weights: FloatArray, counts: FloatArray) -> FloatArray:
    mean: FloatArray = (weights * counts).sum(axis=1) / counts.sum(axis=1)
    return weights / mean[:, None]
