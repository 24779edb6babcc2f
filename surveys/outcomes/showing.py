"""Counts on their way out: each question as anyone may see it, through the one disclosure rule.

The list of what is shown of a wave is fixed: each question for all who answered, by stratum; who answered, and by
which door; where children and young people were asked, each question once more for those who answered alone, with
help and for someone. There is no free choice of groups, whose differences could point at a family.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from coproduce.core.points import Estimate, PublishedPoint, publish_headline, publish_share_points
from coproduce.core.privacy import PUBLIC, DisclosureRule, publish, publish_apart
from surveys.outcomes.counting import Counted
from surveys.questions.means import share

NOT_CHOSEN = ""
SHARES_FROM = PUBLIC.whole_shares_from
"""Under so many answers a count says more than a share."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One question's numbers as anyone may see them; None, or a hidden point, where one is not shown.

    `points` are shares (per cent) with their likely ranges, and `counts` the families behind them, by code.
    `out_of` is what the counts are out of. `figures` are means or a median.
    """

    code: str
    n: int | None
    skipped: int | None
    out_of: int | None
    counts: Mapping[str, int | None]
    points: Mapping[str, PublishedPoint]
    figures: Mapping[str, PublishedPoint]
    has_shares: bool


def show(counted: Counted, *, as_counts: bool = False, rule: DisclosureRule = PUBLIC) -> Shown:
    """A question's numbers. `as_counts`: shares are drawn by, but never said, and have no range."""
    # Of one box to tick, whoever was asked and left it is as much an answer as whoever ticked it.
    base = counted.n + counted.skipped if len(counted.counts) == 1 else counted.n
    counts: dict[str, int | None] = {}
    points: dict[str, PublishedPoint] = {}
    for cells in _whole(counted.counts, base):
        published = publish(cells, rule=rule)
        estimates = {code: _estimate(count, base, as_counts) for code, count in cells.items()} if base else {}
        shown = publish_share_points(cells, estimates, rule=rule)
        counts.update({code: published.cells[code] for code in cells if code != NOT_CHOSEN})
        points.update({code: shown[code] for code in cells if code != NOT_CHOSEN})
    figures = {code: publish_headline(found, n=counted.n, rule=rule) for code, found in counted.figures.items()}
    return Shown(
        code=counted.code,
        # Each by itself: rounded as they are, and as the whole is, one does not give the other away.
        n=publish({"": counted.n}, rule=rule).cells[""],
        skipped=publish({"": counted.skipped}, rule=rule).cells[""],
        out_of=publish({"": base}, rule=rule).total,
        counts=counts,
        points=points,
        figures=figures,
        has_shares=base >= SHARES_FROM and not as_counts,
    )


def apart(
    groups: Mapping[str, Counted], *, rule: DisclosureRule = PUBLIC
) -> Mapping[str, Mapping[str, int | None]]:
    """One question's counts for each group of those who answered: by group, then by code, `NOT_CHOSEN` its size.

    All of them at once, since a group's hidden number could be worked out from the other groups and the whole.
    """
    whole = {who: dict(counted.counts) | _rest(counted) for who, counted in groups.items()}
    tables = publish_apart(whole, rule=rule)
    return {
        who: {code: table.cells[code] for code in groups[who].counts}
        | {NOT_CHOSEN: None if table.total is None else publish({"": groups[who].n}, rule=rule).total}
        for who, table in tables.items()
    }


def counted_alone(
    counts: Mapping[str, int], *, out_of: int, rule: DisclosureRule = PUBLIC
) -> dict[str, int | None]:
    """Counts that overlap, such as themes of comments: each against those that it does not hold."""
    return {
        name: publish({name: count, NOT_CHOSEN: max(0, out_of - count)}, rule=rule).cells[name]
        for name, count in counts.items()
    }


def _estimate(count: int, base: int, as_counts: bool) -> Estimate:
    found = share(count, base)
    return Estimate(found.value, found.value, found.value, base) if as_counts or base < SHARES_FROM else found


def _whole(counts: Mapping[str, int], base: int) -> list[Mapping[str, int]]:
    """The counts as cells that add up to their total: together, or each with those who did not choose it.

    They add up exactly where everybody chose one; then they are one whole, and hide each other's small numbers.
    """
    if len(counts) > 1 and sum(counts.values()) == base:
        return [counts]
    return [{code: count, NOT_CHOSEN: base - count} for code, count in counts.items()]


def _rest(counted: Counted) -> dict[str, int]:
    rest = counted.n - sum(counted.counts.values())
    return {NOT_CHOSEN: rest} if rest > 0 else {}
