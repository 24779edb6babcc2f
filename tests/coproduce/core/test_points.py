"""Scores as the public and boards may see them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproduce.core.points import (
    Estimate,
    PublishedPoint,
    publish_headline,
    publish_scores,
    publish_share_points,
)
from coproduce.core.privacy import BOARDS, PUBLIC


def _scores(**sizes: int) -> dict[str, Estimate | None]:
    return {name: Estimate(value=50.04, low=44.0, high=56.0, n=size) for name, size in sizes.items()}


def test_a_headline_needs_fifty_answers() -> None:
    shown = publish_headline(Estimate(47.49, 43.44, 51.54, 50), n=50)
    kept = publish_headline(Estimate(47.49, 43.44, 51.54, 49), n=49)

    assert (shown.value, shown.low, shown.high, shown.n) == (47.5, 43.4, 51.5, 50)
    assert (kept.value, kept.low, kept.high, kept.n) == (None, None, None, 50)
    assert publish_headline(None, n=3).n is None


def test_boards_see_a_group_of_ten_as_indicative_and_nobody_sees_nine() -> None:
    sizes = {"ehcp": 64, "support": 29, "waiting": 10, "none": 9, "not stated": 8}

    public = publish_scores(_scores(**sizes), sizes=sizes)
    boards = publish_scores(_scores(**sizes), sizes=sizes, rule=BOARDS)

    assert [name for name, point in public.items() if not point.is_hidden] == ["ehcp"]
    assert [name for name, point in boards.items() if not point.is_hidden] == ["ehcp", "support", "waiting"]
    assert [boards[name].indicative for name in ("ehcp", "support", "waiting")] == [False, True, True]


def test_one_small_group_takes_the_next_smallest_with_it() -> None:
    sizes = {"ehcp": 64, "support": 31, "waiting": 32, "none": 3}

    shown = publish_scores(_scores(**sizes), sizes=sizes)

    assert {name for name, point in shown.items() if point.is_hidden} == {"none", "support"}
    assert shown["waiting"].n == 30


def test_an_empty_group_gives_nothing_away() -> None:
    sizes = {"ehcp": 64, "support": 31, "none": 0}

    shown = publish_scores(_scores(ehcp=64, support=31), sizes=sizes)

    assert {name for name, point in shown.items() if point.is_hidden} == {"none"}


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.integers(0, 80), min_size=1, max_size=7))
def test_what_is_left_over_is_never_a_small_group(sizes: dict[str, int]) -> None:
    """An attacker who takes the shown groups from the whole gets a group that may itself be shown, or all."""
    shown = publish_scores(_scores(**sizes), sizes=sizes)
    hidden = [size for name, size in sizes.items() if shown[name].is_hidden and size]

    assert not hidden or len(hidden) == sum(1 for size in sizes.values() if size) or sum(hidden) >= 30
    assert all(point.is_hidden or (point.n or 0) >= PUBLIC.score_from for point in shown.values())


def test_a_share_is_hidden_with_its_range_when_its_count_is() -> None:
    counts = {"below 40": 40, "40 to 59": 30, "60 and over": 3}
    ranges = {name: Estimate(33.3, 20.0, 50.0, 73) for name in counts}

    shown = publish_share_points(counts, ranges)

    assert shown["below 40"].value == 33.3
    assert shown["60 and over"].is_hidden
    assert shown["60 and over"].high is None
    assert shown["40 to 59"].is_hidden
    assert all(point.is_hidden for point in publish_share_points(counts, ranges, least=100).values())


def test_nobody_else_makes_a_point() -> None:
    with pytest.raises(TypeError):
        PublishedPoint(50.0, 40.0, 60.0, 3, indicative=False, seal=object())
