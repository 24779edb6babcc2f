"""The influence measure: the share who have seen something change because of what families said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coproduce.core.privacy import PUBLIC
from coproduce.insight.estimates import Share, estimate_shares
from coproduce.insight.intervals import effective_n
from coproduce.insight.margins import Margins
from coproduce.insight.reasons import Reason, Why, because
from coproduce.insight.weighting import weigh

YES, NO, NOT_SURE = "yes", "no", "not_sure"
CODES = (YES, NO, NOT_SURE)


@dataclass(frozen=True, slots=True)
class Influence:
    """The share of each answer among those who gave one. Empty where `suppressed`, and `why` says so."""

    n: int
    n_eff: float
    weighted: bool
    suppressed: bool
    why: tuple[Reason, ...]
    shares: tuple[Share, ...] = ()


def measure_influence(
    answers: Sequence[str | None],
    *,
    profiles: Sequence[Mapping[str, str]],
    margins: Margins | None = None,
    least: int = PUBLIC.headline_from,
) -> Influence:
    """The influence measure of a wave: `answers` (yes, no, not_sure, or None) with each family's profile.

    Weighted as the index is. Raises ValueError for another answer, or where answers and profiles differ in number.
    """
    strange = sorted({answer for answer in answers if answer is not None} - set(CODES))
    if strange or len(answers) != len(profiles):
        raise ValueError(f"Each profile needs one answer, one of {', '.join(CODES)} or none.")
    answered = [answer is not None for answer in answers]
    weights = weigh(profiles, margins, counted=answered)
    n_eff = effective_n(weights.weights[answered]) if weights.n else 0.0
    if weights.n < least:
        why = (because(Why.TOO_FEW_ANSWERS, n=weights.n, least=least), *weights.reasons)
        return Influence(weights.n, n_eff, weights.weighted, suppressed=True, why=why)
    shares = estimate_shares(answers, CODES, weights)
    return Influence(weights.n, n_eff, weights.weighted, suppressed=False, why=weights.reasons, shares=shares)
