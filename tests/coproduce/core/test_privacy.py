"""The gate: what is hidden, and that nobody can work it out."""

from collections import defaultdict
from collections.abc import Iterator, MutableMapping
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproduce.core.privacy import (
    PUBLIC,
    DisclosureRule,
    Published,
    PublishedShares,
    hidden_cells,
    publish,
    publish_shares,
)


def _named(counts: tuple[int, ...]) -> dict[str, int]:
    return {f"cell {place}": count for place, count in enumerate(counts)}


def test_the_worked_counts_hide_the_small_cell_and_the_next_smallest() -> None:
    shown = publish({"ehcp": 64, "support": 31, "waiting": 27, "none": 3})

    assert shown.cells == {"ehcp": 65, "support": 30, "waiting": None, "none": None}
    assert shown.total == 125
    assert shown.hidden == {"waiting", "none"}


def test_percentages_come_from_unrounded_counts() -> None:
    shown = publish_shares({"ehcp": 64, "support": 31, "waiting": 27, "none": 3})

    assert shown.shares == {"ehcp": 51.2, "support": 24.8, "waiting": None, "none": None}


def test_a_zero_is_shown_in_a_large_group_and_hidden_in_a_small_one() -> None:
    assert publish({"yes": 30, "no": 0}).cells == {"yes": 30, "no": 0}
    assert publish({"yes": 19, "no": 0}).cells == {"yes": None, "no": None}
    assert publish_shares({"yes": 30, "no": 0}).shares == {"yes": 100.0, "no": 0.0}
    assert publish_shares({"yes": 19, "no": 0}).shares == {"yes": None, "no": None}


def test_a_group_under_twenty_never_shows_a_hundred_per_cent() -> None:
    assert publish_shares({"yes": 19}).shares == {"yes": None}
    assert publish({"yes": 19}).cells == {"yes": 20}


def test_nobody_at_all_is_no_secret() -> None:
    assert publish({"yes": 0, "no": 0}).cells == {"yes": 0, "no": 0}
    assert publish_shares({"yes": 0, "no": 0}).shares == {"yes": None, "no": None}


def test_three_cells_that_sum_to_three_take_a_companion_with_them() -> None:
    assert publish({"a": 40, "b": 1, "c": 1, "d": 1}).cells == {"a": None, "b": None, "c": None, "d": None}


def test_a_total_that_would_settle_every_cell_is_withheld() -> None:
    assert publish({f"street {place}": 4 for place in range(6)}).total is None
    assert publish({"yes": 3}).total is None


def test_negative_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="never negative"):
        publish({"yes": -1})


@pytest.mark.parametrize("kind", [Published, PublishedShares])
def test_nobody_else_makes_published_numbers(kind: type[Published]) -> None:
    with pytest.raises(TypeError):
        kind({"yes": 3}, 3, object())


def test_published_numbers_cannot_be_changed() -> None:
    shown = publish({"yes": 30, "no": 12})

    assert not isinstance(shown.cells, MutableMapping)
    with pytest.raises(FrozenInstanceError):
        shown.__setattr__("total", 42)


@given(st.integers(0, 10_000))
def test_rounding_moves_a_count_by_two_at_most(count: int) -> None:
    assert PUBLIC.rounded(count) % 5 == 0
    assert abs(PUBLIC.rounded(count) - count) <= 2


def _tables(total: int, cells: int) -> Iterator[tuple[int, ...]]:
    """Every way to share out the total."""
    if cells == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in _tables(total - first, cells - 1):
            yield (first, *rest)


@pytest.mark.parametrize(("cells", "totals"), [(2, range(1, 46)), (3, range(1, 36)), (4, range(1, 25))])
def test_an_attacker_who_knows_the_rule_and_all_else_cannot_settle_a_cell(cells: int, totals: range) -> None:
    """The strongest attacker: the exact total, exact visible cells (from percentages), and this very code."""
    for total in totals:
        possible: dict[tuple[int | None, ...], set[tuple[int, ...]]] = defaultdict(set)
        for table in _tables(total, cells):
            hidden = hidden_cells(_named(table), rule=PUBLIC)
            seen = tuple(None if f"cell {place}" in hidden else count for place, count in enumerate(table))
            possible[seen].add(table)
        for seen, tables in possible.items():
            # With all hidden and no visible companion, the gate withholds the total instead.
            if all(count is None for count in seen) and publish(_named(next(iter(tables)))).total is None:
                continue
            for place, count in enumerate(seen):
                values = {table[place] for table in tables}
                assert count is not None or len(values) > 1, (total, seen, tables)


@given(st.lists(st.integers(0, 400), min_size=2, max_size=9).map(tuple))
def test_the_total_and_the_shown_cells_leave_a_hidden_cell_open(counts: tuple[int, ...]) -> None:
    """The everyday attacker subtracts what is shown from the exact total."""
    shown = publish(_named(counts))
    hidden = [count for cell, count in _named(counts).items() if cell in shown.hidden]
    rest = sum(counts) - sum(count for cell, count in _named(counts).items() if cell not in shown.hidden)

    assert len(hidden) != 1
    assert rest == sum(hidden)
    assert not any(0 < (count or 0) < 5 for count in shown.cells.values())
    if hidden and sum(counts) >= 20 and shown.total is not None:
        assert len(hidden) < rest < 4 * len(hidden) or max(hidden) >= 5


@given(st.lists(st.integers(0, 60), min_size=1, max_size=6).map(tuple), st.integers(2, 12))
def test_any_floor_is_kept(counts: tuple[int, ...], floor: int) -> None:
    shown = publish(_named(counts), rule=DisclosureRule(floor=floor, rounding=1))

    assert not any(0 < count < floor for count in shown.cells.values() if count is not None)
