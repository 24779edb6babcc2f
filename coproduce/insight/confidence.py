"""The Parental Confidence Index, version 1: eight items, one score a respondent, one index with its likely range.

Source of the items, the score, the weights and the least numbers: docs/measures.md. A suppressed measure carries
no number of the index at all, so that a careless caller cannot leak one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from coproduce.core.privacy import BOARDS, PUBLIC
from coproduce.insight.estimates import Mean, Share, estimate_mean, estimate_shares
from coproduce.insight.intervals import FloatArray, effective_n
from coproduce.insight.margins import UNSTATED, Margins
from coproduce.insight.reasons import Reason, Why, because
from coproduce.insight.weighting import weigh

ITEMS = 8
LEAST_ITEMS = 6
LEAST_EFFECTIVE = 30
LOW_BELOW = 100
CONFIDENT_FROM = 7
BELOW_40, MIDDLE, FROM_60 = "below_40", "40_59", "60_and_over"
BANDS = (BELOW_40, MIDDLE, FROM_60)
CONFIDENT = "confident"
NOT_STATED = "not_stated"

BoolArray = NDArray[np.bool_]


class Level(StrEnum):
    """What a measure speaks for: a whole wave, a group shown to all, or a group shown to boards."""

    HEADLINE = "headline"
    GROUP = "group"
    BOARDS = "boards"

    @property
    def least(self) -> int:
        """The fewest answers it may be stated from."""
        leasts = (PUBLIC.headline_from, PUBLIC.score_from, BOARDS.score_from)
        return dict(zip(Level, leasts, strict=True))[self]


@dataclass(frozen=True, slots=True)
class Row:
    """One family's answers: eight items (1 to 5, None for "does not apply" and for no answer), the anchor (0 to
    10), and the profile by question code. Raises ValueError for anything else."""

    items: tuple[int | None, ...]
    anchor: int | None = None
    profile: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if len(self.items) != ITEMS or any(item is not None and item not in range(1, 6) for item in self.items):
            raise ValueError("A row has eight items, each from 1 to 5 or not answered.")
        if self.anchor is not None and self.anchor not in range(11):
            raise ValueError("The anchor is from 0 to 10 or not answered.")


@dataclass(frozen=True, slots=True)
class Measure:
    """The index (0-100) of some respondents, and what it rests on.

    `n` counts respondents with a score (6 or more of 8 items answered), `without_score` the others; `n_eff` is
    what the weighted answers are worth, `refused_n_eff` what they would have been where weights were refused.
    Where `suppressed`, every number of the index is None and the tuples are empty. `why` says what was suppressed,
    refused or joined. `items` gives a Mean or None for each item in order, over all who answered it.
    `share_confident` is the share with an anchor of 7 or more.
    """

    n: int
    without_score: int
    n_eff: float
    refused_n_eff: float | None
    weighted: bool
    suppressed: bool
    why: tuple[Reason, ...]
    level: Level
    index: float | None = None
    low: float | None = None
    high: float | None = None
    se: float | None = None
    unweighted: float | None = None
    unweighted_low: float | None = None
    unweighted_high: float | None = None
    bands: tuple[Share, ...] = ()
    share_confident: Share | None = None
    items: tuple[Mean | None, ...] = ()
    low_numbers: bool = False
    indicative: bool = False


def item_score(answer: int) -> float:
    """25 x (answer - 1): 0 for "disagree strongly", 100 for "agree strongly"."""
    return 25.0 * (answer - 1)


def respondent_score(items: Sequence[int | None]) -> float | None:
    """The mean score of the items answered, or None where fewer than 6 of the 8 are."""
    answered = [item_score(item) for item in items if item is not None]
    return sum(answered) / len(answered) if len(answered) >= LEAST_ITEMS else None


def straight_lines(rows: Sequence[Row]) -> int:
    """How many answered all eight items alike. They are counted and shown, not dropped."""
    return sum(None not in row.items and len(set(row.items)) == 1 for row in rows)


def score(rows: Sequence[Row], *, margins: Margins | None = None, level: Level = Level.HEADLINE) -> Measure:
    """The measure of these rows, weighted to the margins where the sample allows it."""
    wave = _Wave(rows, margins)
    return wave.measure(np.ones(len(rows), dtype=np.bool_), level)


def score_groups(
    rows: Sequence[Row], *, by: str, margins: Margins | None = None, level: Level = Level.GROUP
) -> dict[str, Measure]:
    """The measure of each group of one profile question, "not_stated" among them, with the weights of the whole.

    Publish them together (`coproduce.insight.publishing.groups`): one small group takes another with it.
    """
    wave = _Wave(rows, margins)
    of = np.array([_group(row, by) for row in rows], dtype=object)
    return {group: wave.measure(of == group, level) for group in sorted(set(of))}


def _group(row: Row, by: str) -> str:
    code = row.profile.get(by, "")
    return NOT_STATED if code in UNSTATED else code


class _Wave:
    """All rows of a wave, weighted once, from which measures of the whole or of groups are taken."""

    def __init__(self, rows: Sequence[Row], margins: Margins | None) -> None:
        self.rows = rows
        self.scores = _floats([respondent_score(row.items) for row in rows])
        scored = ~np.isnan(self.scores)
        self.weights = weigh([row.profile for row in rows], margins, counted=scored.tolist())

    def measure(self, among: BoolArray, level: Level) -> Measure:
        """The measure of the rows marked in `among`."""
        scores = np.where(among, self.scores, np.nan)
        scored = ~np.isnan(scores)
        n, n_eff = int(scored.sum()), effective_n(self.weights.weights[scored])
        suppressions = _suppressions(n, n_eff, level)
        plain = Measure(
            n=n,
            without_score=int(among.sum()) - n,
            n_eff=n_eff,
            refused_n_eff=self.weights.refused_n_eff,
            weighted=self.weights.weighted,
            suppressed=bool(suppressions),
            why=(*suppressions, *self.weights.reasons),
            level=level,
        )
        index = None if suppressions else estimate_mean(scores, self.weights)
        unweighted = None if suppressions else estimate_mean(scores, self.weights, equal=True)
        if index is None or unweighted is None:
            return plain
        return replace(
            plain,
            why=(*_cautions(n), *plain.why),
            index=index.value,
            low=index.low,
            high=index.high,
            se=index.se,
            unweighted=unweighted.value,
            unweighted_low=unweighted.low,
            unweighted_high=unweighted.high,
            bands=estimate_shares([_band(found) for found in scores], BANDS, self.weights),
            share_confident=self._share_confident(scored, level),
            items=tuple(self._item(place, among, level) for place in range(ITEMS)),
            low_numbers=n < LOW_BELOW,
            indicative=n < PUBLIC.indicative_below,
        )

    def _item(self, place: int, among: BoolArray, level: Level) -> Mean | None:
        answers = [row.items[place] for row in self.rows]
        found = np.where(
            among, _floats([None if answer is None else item_score(answer) for answer in answers]), np.nan
        )
        return estimate_mean(found, self.weights) if np.sum(~np.isnan(found)) >= level.least else None

    def _share_confident(self, scored: BoolArray, level: Level) -> Share | None:
        answers = [
            None
            if row.anchor is None or not counts
            else CONFIDENT
            if row.anchor >= CONFIDENT_FROM
            else "not_confident"
            for row, counts in zip(self.rows, scored, strict=True)
        ]
        enough = len(answers) - answers.count(None) >= level.least
        return estimate_shares(answers, (CONFIDENT,), self.weights)[0] if enough else None


def _suppressions(n: int, n_eff: float, level: Level) -> list[Reason]:
    if n < level.least:
        return [because(Why.TOO_FEW_ANSWERS, n=n, least=level.least)]
    if level is Level.HEADLINE and n_eff < LEAST_EFFECTIVE:
        return [because(Why.TOO_FEW_EFFECTIVE, n_eff=n_eff, least=LEAST_EFFECTIVE)]
    return []


def _cautions(n: int) -> list[Reason]:
    if n < PUBLIC.indicative_below:
        return [because(Why.INDICATIVE, n=n, least=PUBLIC.indicative_below)]
    if n < LOW_BELOW:
        return [because(Why.LOW_NUMBERS, n=n, least=LOW_BELOW)]
    return []


def _band(found: float) -> str | None:
    if np.isnan(found):
        return None
    return BELOW_40 if found < 40 else MIDDLE if found < 60 else FROM_60


def _floats(values: Sequence[float | None]) -> FloatArray:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)
