"""Measures on their way out: from a Measure or shares to points that anyone, or boards, may see."""

from collections.abc import Mapping, Sequence

from coproduce.core.points import (
    Estimate,
    PublishedPoint,
    publish_headline,
    publish_scores,
    publish_share_points,
)
from coproduce.core.privacy import PUBLIC, DisclosureRule
from coproduce.insight.confidence import Measure
from coproduce.insight.estimates import Share


def headline(measure: Measure, *, rule: DisclosureRule = PUBLIC) -> PublishedPoint:
    """The index of a whole wave, hidden where the measure is suppressed."""
    return publish_headline(_estimate(measure), n=measure.n, rule=rule)


def unweighted(measure: Measure, *, rule: DisclosureRule = PUBLIC) -> PublishedPoint:
    """The unweighted index of a whole wave, which always stands beside the weighted one."""
    plain = None
    if (
        measure.unweighted is not None
        and measure.unweighted_low is not None
        and measure.unweighted_high is not None
    ):
        plain = Estimate(measure.unweighted, measure.unweighted_low, measure.unweighted_high, measure.n)
    return publish_headline(plain, n=measure.n, rule=rule)


def groups(measures: Mapping[str, Measure], *, rule: DisclosureRule = PUBLIC) -> dict[str, PublishedPoint]:
    """The index of every group of one breakdown, as `score_groups` gives them: all of them at once."""
    sizes = {name: measure.n for name, measure in measures.items()}
    return publish_scores({name: _estimate(measure) for name, measure in measures.items()}, sizes=sizes, rule=rule)


def items(measure: Measure, *, rule: DisclosureRule = PUBLIC) -> list[PublishedPoint]:
    """The score of each of the eight items of a wave, in order; hidden where few answered it."""
    return [
        publish_headline(Estimate(item.value, item.low, item.high, item.n), n=item.n, rule=rule)
        if item
        else publish_headline(None, n=0, rule=rule)
        for item in measure.items
    ]


def shares(
    found: Sequence[Share], *, least: int = PUBLIC.headline_from, rule: DisclosureRule = PUBLIC
) -> dict[str, PublishedPoint]:
    """The shares of one question with their ranges, hidden where a count is small or fewer than `least` answered.

    Answers that none of the shares is about are counted among the rest, so that the counts add up.
    """
    if not found:
        return {}
    counts = {share.code: share.count for share in found}
    rest = found[0].n - sum(counts.values())
    estimates = {share.code: Estimate(share.value, share.low, share.high, share.n) for share in found}
    shown = publish_share_points({**counts, "": rest} if rest else counts, estimates, least=least, rule=rule)
    return {code: shown[code] for code in counts}


def _estimate(measure: Measure) -> Estimate | None:
    if measure.index is None or measure.low is None or measure.high is None:
        return None
    return Estimate(measure.index, measure.low, measure.high, measure.n)
