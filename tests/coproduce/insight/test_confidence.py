"""The index: items, respondents, the area, and when it is not stated."""

import time
from dataclasses import replace

import numpy as np
import pytest

from coproduce.insight.confidence import (
    Level,
    Measure,
    Row,
    item_score,
    respondent_score,
    score,
    score_groups,
    straight_lines,
)
from coproduce.insight.margins import Margins
from coproduce.insight.reasons import Why

MARGINS = Margins({"provision": {"ehcp": 0.29, "sen_support": 0.71}, "age_band": {"5-10": 0.55, "11-15": 0.45}})


def _rows(n: int, *, seed: int = 1) -> list[Row]:
    """So many families with all kinds of answers."""
    random = np.random.default_rng(seed)
    return [
        Row(
            items=tuple(int(answer) for answer in random.integers(1, 6, 8)),
            anchor=int(random.integers(0, 11)),
            profile={
                "provision": str(random.choice(["ehcp", "sen_support"])),
                "age_band": str(random.choice(["5-10", "11-15"])),
            },
        )
        for _ in range(n)
    ]


def _codes(measure: Measure) -> list[Why]:
    return [reason.code for reason in measure.why]


def test_the_worked_respondent() -> None:
    assert respondent_score((4, 2, 3, None, 2, 3, 4, 5)) == pytest.approx(400 / 7)
    assert round(respondent_score((4, 2, 3, None, 2, 3, 4, 5)) or 0, 1) == 57.1
    assert [item_score(answer) for answer in (1, 3, 5)] == [0, 50, 100]


def test_a_respondent_needs_six_of_eight() -> None:
    assert respondent_score((5, 5, 5, 5, 5, 5, None, None)) == 100
    assert respondent_score((5, 5, 5, 5, 5, None, None, None)) is None


def test_those_without_a_score_count_for_items_only() -> None:
    rows = [*(Row((3,) * 8) for _ in range(60)), *(Row((5, None, 5, None, 5, None, 5, None)) for _ in range(20))]
    measure = score(rows)

    assert (measure.n, measure.without_score) == (60, 20)
    assert measure.index == 50
    first, second = measure.items[:2]
    assert first is not None
    assert second is not None
    assert (first.n, first.value) == (80, 62.5)
    assert (second.n, second.value) == (60, 50)


def test_the_weighted_index_stands_beside_the_unweighted_one() -> None:
    rows = _rows(200)
    measure = score(rows, margins=MARGINS)
    plain = score(rows)

    assert measure.weighted
    assert not plain.weighted
    assert measure.unweighted == plain.index
    assert (measure.unweighted_low, measure.unweighted_high) == (plain.low, plain.high)
    assert measure.index != plain.index
    assert measure.n_eff < plain.n_eff == 200


def test_bands_add_up_and_have_ranges() -> None:
    measure = score(_rows(200), margins=MARGINS)

    assert [share.code for share in measure.bands] == ["below_40", "40_59", "60_and_over"]
    assert sum(share.value for share in measure.bands) == pytest.approx(100)
    assert sum(share.count for share in measure.bands) == 200
    assert all(share.low < share.value < share.high for share in measure.bands)


def test_bands_meet_at_forty_and_sixty() -> None:
    scores = {
        37.5: (2, 2, 2, 2, 3, 3, 3, 3),
        40.625: (2, 2, 2, 3, 3, 3, 3, 3),
        59.375: (3, 3, 3, 3, 3, 4, 4, 4),
        62.5: (3, 3, 3, 3, 4, 4, 4, 4),
    }
    assert [respondent_score(items) for items in scores.values()] == list(scores)

    bands = score([Row(items) for items in scores.values() for _ in range(20)]).bands

    assert [share.count for share in bands] == [20, 40, 20]


def test_the_anchor_counts_from_seven() -> None:
    rows = [Row((3,) * 8, anchor=7)] * 30 + [Row((3,) * 8, anchor=6)] * 30 + [Row((3,) * 8)] * 30
    share = score(rows).share_confident

    assert share is not None
    assert (share.count, share.n, share.value) == (30, 60, 50)


def test_few_anchors_give_no_share() -> None:
    rows = [Row((3,) * 8, anchor=7)] * 49 + [Row((3,) * 8)] * 30

    assert score(rows).share_confident is None


@pytest.mark.parametrize(
    ("n", "level", "stated"),
    [
        (49, Level.HEADLINE, False),
        (50, Level.HEADLINE, True),
        (29, Level.GROUP, False),
        (30, Level.GROUP, True),
        (9, Level.BOARDS, False),
        (10, Level.BOARDS, True),
    ],
)
def test_least_numbers(n: int, level: Level, stated: bool) -> None:
    measure = score(_rows(n), level=level)

    assert measure.suppressed is not stated
    assert (measure.index is not None) is stated
    assert measure.n == n


def test_a_suppressed_measure_carries_no_number_of_the_index() -> None:
    measure = score(_rows(49), margins=MARGINS)

    assert _codes(measure)[0] is Why.TOO_FEW_ANSWERS
    assert measure == replace(
        measure,
        index=None,
        low=None,
        high=None,
        se=None,
        unweighted=None,
        unweighted_low=None,
        unweighted_high=None,
        bands=(),
        share_confident=None,
        items=(),
        low_numbers=False,
        indicative=False,
    )


def test_low_and_indicative_numbers_say_so() -> None:
    assert _codes(score(_rows(99))) == [Why.LOW_NUMBERS]
    assert _codes(score(_rows(100))) == []
    boards = score(_rows(12), level=Level.BOARDS)
    assert boards.indicative
    assert _codes(boards) == [Why.INDICATIVE]


def test_refused_weights_leave_the_unweighted_index() -> None:
    rows = [
        *(Row((4,) * 8, profile={"provision": "ehcp"}) for _ in range(150)),
        *(Row((2,) * 8, profile={"provision": "sen_support"}) for _ in range(50)),
    ]
    measure = score(rows, margins=Margins({"provision": {"ehcp": 0.29, "sen_support": 0.71}}))

    assert measure.index == measure.unweighted == 62.5
    assert round(measure.refused_n_eff or 0) == 94
    assert not measure.weighted
    assert Why.WEIGHTS_REFUSED in _codes(measure)


def test_small_groups_are_resampled_the_same_way_each_time_and_quickly() -> None:
    rows = _rows(45)
    started = time.process_time()
    first = score(rows, margins=MARGINS, level=Level.GROUP)
    took = time.process_time() - started

    assert first == score(rows, margins=MARGINS, level=Level.GROUP)
    low, index, high, se = (number or 0 for number in (first.low, first.index, first.high, first.se))
    assert 0 < low < index < high
    assert high - low == pytest.approx(4 * se, rel=0.25)
    assert took < 4


def test_groups_share_the_weights_of_the_whole() -> None:
    rows = [*_rows(200), *(Row((5,) * 8, profile={"provision": "prefer_not_to_say"}) for _ in range(12))]
    groups = score_groups(rows, by="provision", margins=MARGINS)

    assert set(groups) == {"ehcp", "sen_support", "not_stated"}
    assert sum(group.n for group in groups.values()) == 212
    assert groups["not_stated"].suppressed
    assert all(group.weighted for group in groups.values())


def test_straight_lines_are_counted() -> None:
    assert straight_lines([Row((3,) * 8), Row((3,) * 7 + (4,)), Row((3,) * 7 + (None,))]) == 1


@pytest.mark.parametrize("row", [((3,) * 7, 5), ((3,) * 7 + (6,), 5), ((3,) * 7 + (0,), 5), ((3,) * 8, 11)])
def test_answers_off_the_scale_are_refused(row: tuple[tuple[int, ...], int]) -> None:
    with pytest.raises(ValueError, match=r"eight items|0 to 10"):
        Row(*row)


def test_nobody_is_a_measure_too() -> None:
    measure = score([], margins=MARGINS)

    assert (measure.n, measure.n_eff, measure.suppressed) == (0, 0, True)
