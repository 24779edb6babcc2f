"""Measures as anyone may see them."""

from coproduce.core.privacy import BOARDS
from coproduce.insight import publishing
from coproduce.insight.confidence import Level, Row, score, score_groups


def _rows(**sizes: int) -> list[Row]:
    return [
        Row((4, 4, 4, 4, 2, 2, 2, 3 if place % 2 else 5), anchor=8, profile={"provision": code})
        for code, size in sizes.items()
        for place in range(size)
    ]


def test_a_headline_carries_index_range_and_n() -> None:
    measure = score(_rows(ehcp=80, sen_support=40))
    point = publishing.headline(measure)

    assert point.n == 120
    assert point.value == round(measure.index or 0, 1)
    assert publishing.unweighted(measure).value == point.value
    assert publishing.headline(score(_rows(ehcp=20))).is_hidden
    assert publishing.unweighted(score(_rows(ehcp=20))).is_hidden


def test_groups_are_published_together() -> None:
    rows = _rows(ehcp=80, sen_support=40, waiting=35, none=12)
    public = publishing.groups(score_groups(rows, by="provision"))
    boards = publishing.groups(score_groups(rows, by="provision", level=Level.BOARDS), rule=BOARDS)

    assert [name for name, point in public.items() if point.is_hidden] == ["none", "waiting"]
    assert not any(point.is_hidden for point in boards.values())
    assert [name for name, point in boards.items() if point.indicative] == ["none"]


def test_items_are_published_where_enough_answered() -> None:
    rows = [*_rows(ehcp=45), *(Row((None, *(3,) * 7)) for _ in range(20))]
    points = publishing.items(score(rows))

    assert len(points) == 8
    assert points[0].is_hidden
    assert points[0].n is None
    assert points[1].n == 65


def test_a_lone_share_is_hidden_with_its_small_remainder() -> None:
    measure = score([*_rows(ehcp=97), *(Row((3,) * 8, anchor=2) for _ in range(3))])
    assert measure.share_confident is not None

    assert publishing.shares([measure.share_confident])["confident"].is_hidden
    assert publishing.shares([]) == {}
