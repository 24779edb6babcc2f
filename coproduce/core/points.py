"""Scores and shares with a likely range, as anyone may see them: the gate for what charts and tables draw."""

from collections.abc import Mapping
from dataclasses import InitVar, dataclass

from coproduce.core.privacy import PUBLIC, DisclosureRule, check_seal, hidden_shares, sealed


@dataclass(frozen=True, slots=True)
class Estimate:
    """A score (0-100) or a share (per cent) with its likely range, and the number of answers it rests on."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class PublishedPoint:
    """One number as anyone may see it, to one decimal. Only this module's publish functions make one.

    `value`, `low` and `high` are None together when the number is hidden. `n` is None where even the number of
    answers is small. `indicative` marks what only boards see.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int | None
    indicative: bool
    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        check_seal(seal)

    @property
    def is_hidden(self) -> bool:
        """Whether there is no number to draw."""
        return self.value is None


def publish_headline(estimate: Estimate | None, *, n: int, rule: DisclosureRule = PUBLIC) -> PublishedPoint:
    """The number of a whole wave; hidden when there is no estimate or fewer than `rule.headline_from` answers.

    `n` is stated exactly for a wave that is shown, since every breakdown of it is rounded.
    """
    if estimate is None or min(n, estimate.n) < rule.headline_from:
        return _hidden(n, rule)
    return _shown(estimate, n=n, indicative=False)


def publish_scores(
    groups: Mapping[str, Estimate | None], *, sizes: Mapping[str, int], rule: DisclosureRule = PUBLIC
) -> dict[str, PublishedPoint]:
    """The scores of all groups of one breakdown, those who did not state theirs among them.

    `sizes` gives every group's answers. A group under `rule.score_from` is hidden. Since the score of the whole is
    public, the hidden groups' common score can be worked out from the shown ones: so the next smallest group is
    hidden too, until at least two are hidden and together they are large enough to be shown.
    """
    hidden = {
        name for name, size in sizes.items() if size and (size < rule.score_from or groups.get(name) is None)
    }
    by_size = sorted((name for name in sizes if sizes[name] and name not in hidden), key=lambda name: sizes[name])
    while hidden and by_size and (len(hidden) < 2 or sum(sizes[name] for name in hidden) < rule.score_from):
        hidden.add(by_size.pop(0))
    return {name: _group(groups.get(name), sizes[name], name in hidden, rule) for name in sizes}


def publish_share_points(
    counts: Mapping[str, int], estimates: Mapping[str, Estimate], *, least: int = 0, rule: DisclosureRule = PUBLIC
) -> dict[str, PublishedPoint]:
    """Shares with their likely ranges, hidden where the count they come from would be.

    `counts` are the unrounded, unweighted counts of every cell; all is hidden when they sum to less than `least`.
    `estimates` (per cent) may be weighted. A range alone would give a count away, so it is hidden with the share.
    """
    total = sum(counts.values())
    hidden = set(counts) if total < least else hidden_shares(counts, rule=rule)
    return {
        cell: _hidden(total, rule)
        if cell in hidden or cell not in estimates
        else _shown(estimates[cell], n=rule.rounded(total), indicative=False)
        for cell in counts
    }


def _group(estimate: Estimate | None, size: int, hidden: bool, rule: DisclosureRule) -> PublishedPoint:
    if hidden or estimate is None or not size:
        # Not even its size: sizes of all groups but one would give the last one away.
        return PublishedPoint(None, None, None, None, indicative=False, seal=sealed())
    return _shown(estimate, n=rule.rounded(size), indicative=size < rule.indicative_below)


def _hidden(n: int, rule: DisclosureRule) -> PublishedPoint:
    shown = rule.rounded(n) if n >= rule.floor else None
    return PublishedPoint(None, None, None, shown, indicative=False, seal=sealed())


def _shown(estimate: Estimate, *, n: int, indicative: bool) -> PublishedPoint:
    value, low, high = (round(number, 1) for number in (estimate.value, estimate.low, estimate.high))
    return PublishedPoint(value, low, high, n, indicative=indicative, seal=sealed())
