"""The one gate between what we count and what anyone may see: small numbers stay hidden, companions with them.

Source of the rules: the project's small-number rules (docs/measures.md, "Small numbers"). Scores and shares with a
likely range go through `coproduce.core.points`, which uses the same rule.
"""

from collections.abc import Collection, Mapping
from dataclasses import InitVar, dataclass
from types import MappingProxyType

_SEAL = object()


@dataclass(frozen=True, slots=True)
class DisclosureRule:
    """When a number is small enough to point at a family.

    `floor`: the smallest count we show. `rounding`: other counts go to the nearest multiple. `whole_shares_from`:
    the smallest group in which 0% and 100% may be shown. `score_from`: the smallest group whose score is shown;
    below `indicative_below` it is marked as indicative. `headline_from`: the same for a whole wave.
    `group_from`: the smallest group whose counts stand beside the whole's.
    """

    floor: int = 5
    rounding: int = 5
    whole_shares_from: int = 20
    score_from: int = 30
    indicative_below: int = 30
    headline_from: int = 50
    group_from: int = 10

    def rounded(self, count: int) -> int:
        """The count to the nearest multiple of `rounding`."""
        return self.rounding * ((2 * count + self.rounding) // (2 * self.rounding))


PUBLIC = DisclosureRule()
"""What everybody sees: pages, charts, CSV, API and PDF alike."""

BOARDS = DisclosureRule(score_from=10)
"""What the partnership's boards see too: scores of groups of 10 to 29, marked as indicative."""


@dataclass(frozen=True, slots=True)
class Published:
    """Counts as anyone may see them; `None` is a hidden cell. Only `publish` makes one."""

    cells: Mapping[str, int | None]
    total: int | None
    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        check_seal(seal)

    @property
    def hidden(self) -> frozenset[str]:
        """The cells that are not shown."""
        return frozenset(cell for cell, count in self.cells.items() if count is None)


@dataclass(frozen=True, slots=True)
class PublishedShares:
    """Percentages (0 to 100) as anyone may see them; `None` is hidden. Only `publish_shares` makes one."""

    shares: Mapping[str, float | None]
    total: int | None
    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        check_seal(seal)


def check_seal(seal: object) -> None:
    """Raise TypeError unless the caller is one of the gate's own functions."""
    if seal is not _SEAL:
        raise TypeError("Published numbers are made by the publish functions only.")


def sealed() -> object:
    """The gate's own mark, for `coproduce.core.points`. A house test keeps everyone else from calling it."""
    return _SEAL


def publish(counts: Mapping[str, int], *, rule: DisclosureRule = PUBLIC) -> Published:
    """The counts of one question as anyone may see them, with their total.

    `counts` names every cell, with those who did not state it, so that the cells add up to the total. Counts under
    the floor are hidden, with one more where a hidden cell could be worked out; in a group too small for whole
    shares a zero counts as small, since it says "nobody". The rest are rounded. Raises ValueError for a negative
    count.
    """
    hidden = hidden_cells(counts, rule=rule)
    cells = {cell: None if cell in hidden else rule.rounded(count) for cell, count in counts.items()}
    return Published(MappingProxyType(cells), _total(counts, hidden, rule), _SEAL)


def publish_apart(
    groups: Mapping[str, Mapping[str, int]], *, rule: DisclosureRule = PUBLIC
) -> dict[str, Published]:
    """The counts of one question for each group of those who answered, where the whole is shown beside them.

    Each group is published as by itself; a group of fewer than `rule.group_from` shows nothing. Where an answer
    is then hidden in one group alone, it is hidden in the next smallest too: the whole would give it away.
    """
    hidden = {name: set(_hidden_of_group(counts, rule)) for name, counts in groups.items()}
    before = -1
    while before != (before := sum(len(cells) for cells in hidden.values())):
        for cell in {cell for counts in groups.values() for cell in counts}:
            _hide_across(cell, groups, hidden)
        for name, counts in groups.items():
            if len(hidden[name]) == 1:
                left = {cell: count for cell, count in counts.items() if cell not in hidden[name] and count}
                hidden[name] |= {cell for cell, count in left.items() if count == min(left.values())}
    return {name: _of_group(counts, hidden[name], rule) for name, counts in groups.items()}


def _of_group(counts: Mapping[str, int], hidden: Collection[str], rule: DisclosureRule) -> Published:
    cells = {cell: None if cell in hidden else rule.rounded(count) for cell, count in counts.items()}
    total = None if len(hidden) == len(counts) else _total(counts, hidden, rule)
    return Published(MappingProxyType(cells), total, _SEAL)


def _hidden_of_group(counts: Mapping[str, int], rule: DisclosureRule) -> Collection[str]:
    return counts.keys() if 0 < sum(counts.values()) < rule.group_from else hidden_cells(counts, rule=rule)


def _hide_across(cell: str, groups: Mapping[str, Mapping[str, int]], hidden: Mapping[str, set[str]]) -> None:
    """Hide an answer in the next smallest group where it is hidden in one alone."""
    holders = {name: counts[cell] for name, counts in groups.items() if counts.get(cell)}
    if sum(cell in hidden[name] for name in groups) == 1:
        others = {name: count for name, count in holders.items() if cell not in hidden[name]}
        if others:
            hidden[min(others, key=lambda name: others[name])].add(cell)


def publish_shares(counts: Mapping[str, int], *, rule: DisclosureRule = PUBLIC) -> PublishedShares:
    """The share of each cell, per cent to one decimal, from unrounded counts; hidden where the count would be.

    Raises ValueError for a negative count.
    """
    hidden = hidden_shares(counts, rule=rule)
    total = sum(counts.values())
    shares = {
        cell: None if cell in hidden or not total else round(100 * count / total, 1)
        for cell, count in counts.items()
    }
    return PublishedShares(MappingProxyType(shares), _total(counts, hidden, rule), _SEAL)


def hidden_shares(counts: Mapping[str, int], *, rule: DisclosureRule) -> frozenset[str]:
    """The cells whose share stays hidden: those of the counts, and 100% of a small group."""
    total = sum(counts.values())
    whole = {cell for cell, count in counts.items() if count == total} if total < rule.whole_shares_from else set()
    return hidden_cells(counts, rule=rule) | whole


def hidden_cells(counts: Mapping[str, int], *, rule: DisclosureRule) -> frozenset[str]:
    """The small cells, and the next smallest where a small one could be worked out from the total."""
    if any(count < 0 for count in counts.values()):
        raise ValueError("A count is never negative.")
    small = _small(counts, rule)
    if not small or not _could_be_worked_out([counts[cell] for cell in small], _least_hidden(counts, rule), rule):
        return frozenset(small)
    others = {cell: count for cell, count in counts.items() if cell not in small and count}
    # Cells that tie for next smallest go together: which of them was taken would tell on the small one.
    companions = {cell for cell, count in others.items() if count == min(others.values())}
    return frozenset(small | companions)


def _small(counts: Mapping[str, int], rule: DisclosureRule) -> set[str]:
    least = _least_hidden(counts, rule)
    return {cell for cell, count in counts.items() if least <= count < rule.floor}


def _least_hidden(counts: Mapping[str, int], rule: DisclosureRule) -> int:
    """The smallest count that is hidden: 1, or 0 where "nobody" would be said of a small group."""
    return 0 if 0 < sum(counts.values()) < rule.whole_shares_from else 1


def _could_be_worked_out(small: Collection[int], least: int, rule: DisclosureRule) -> bool:
    """Whether the sum of the small cells, which the total gives away, leaves one of them a single value.

    A lone cell is its own sum; and a sum at either end of what is possible (three cells that sum to three)
    settles every cell.
    """
    return len(small) == 1 or sum(small) in {len(small) * least, len(small) * (rule.floor - 1)}


def _total(counts: Mapping[str, int], hidden: Collection[str], rule: DisclosureRule) -> int | None:
    total = sum(counts.values())
    if 0 < total < rule.floor:
        return None
    # Where nothing but small cells is left to hide behind, the total itself would settle them.
    small = [counts[cell] for cell in hidden if counts[cell] < rule.floor]
    alone = len(small) == len(hidden) and len(counts) > 1
    if small and alone and _could_be_worked_out(small, _least_hidden(counts, rule), rule):
        return None
    return rule.rounded(total)
