"""Raking: the worked numbers, what is joined or left out, and when weights are refused."""

import numpy as np
import pytest

from coproduce.insight.intervals import effective_n, mean, standard_error, t_range
from coproduce.insight.margins import BadMargins, Margins, usable
from coproduce.insight.reasons import Why, in_english
from coproduce.insight.weighting import RESAMPLES, weigh

MARGINS = Margins(
    {"provision": {"ehcp": 0.29, "sen_support": 0.71}, "age_band": {"5-10": 0.55, "11-15": 0.45}},
    source="sample",
)
WORKED = [("ehcp", "5-10", 60), ("ehcp", "11-15", 50), ("sen_support", "5-10", 52), ("sen_support", "11-15", 38)]
MEANS = [(58.0, 24.0), (52.0, 25.0), (47.0, 26.0), (41.0, 25.0)]


def _profiles(*cells: tuple[str, str, int]) -> list[dict[str, str]]:
    return [{"provision": provision, "age_band": age} for provision, age, n in cells for _ in range(n)]


def _scores() -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Scores with exactly the worked means and standard deviations, cell by cell."""
    parts = []
    for (_, _, n), (centre, spread) in zip(WORKED, MEANS, strict=True):
        shape = np.linspace(-1, 1, n)
        parts.append(centre + spread * shape / shape.std(ddof=1))
    return np.concatenate(parts)


def test_the_worked_weights() -> None:
    found = weigh(_profiles(*WORKED), MARGINS)

    firsts = [round(float(found.weights[row]), 3) for row in (0, 60, 110, 162)]
    assert firsts == [0.509, 0.549, 1.528, 1.646]
    assert round(found.n_eff, 1) == 156.9
    assert found.weighted
    assert found.used == ("provision", "age_band")
    assert found.weights.mean() == pytest.approx(1)


def test_the_worked_index_and_its_likely_range() -> None:
    weights, scores = weigh(_profiles(*WORKED), MARGINS).weights, _scores()
    index = mean(scores, weights)
    low, high = t_range(index, se=standard_error(scores, weights), n=200)

    assert round(mean(scores, np.ones(200)), 1) == 50.4
    assert (round(index, 1), round(low, 1), round(high, 1)) == (47.5, 43.4, 51.5)
    assert round(standard_error(scores, weights), 2) == 2.05


def test_the_worked_refusal_of_weights_that_cost_too_much() -> None:
    margins = Margins({"provision": {"ehcp": 0.29, "sen_support": 0.71}})
    found = weigh(_profiles(("ehcp", "5-10", 150), ("sen_support", "5-10", 50)), margins)
    would_be = np.repeat([0.29 * 200 / 150, 0.71 * 200 / 50], [150, 50])

    assert [round(float(weight), 3) for weight in would_be[[0, 199]]] == [0.387, 2.84]
    assert not found.weighted
    assert set(found.weights) == {1.0}
    assert found.n_eff == 200
    assert found.refused_n_eff == pytest.approx(effective_n(would_be))
    assert round(found.refused_n_eff or 0) == 94
    assert round((found.refused_n_eff or 0) / 200, 2) == 0.47
    assert in_english(found.reasons[0]).startswith("Not weighted: 200 answers would be worth only 94.")


def test_not_stated_takes_the_mean_weight_of_its_cell() -> None:
    profiles = [*_profiles(*WORKED), {"provision": "ehcp"}, {"age_band": "5-10", "provision": ""}, {}]
    weights = weigh(profiles, MARGINS).weights

    assert weights[200] == pytest.approx(weights[:110].mean())
    assert weights[201] == pytest.approx(np.r_[weights[:60], weights[110:162]].mean())
    assert weights[202] == pytest.approx(weights[:200].mean())


def test_margins_are_met_by_those_who_state_them() -> None:
    profiles = [*_profiles(*WORKED), *({"provision": "ehcp"} for _ in range(20))]
    weights = weigh(profiles, MARGINS).weights
    ehcp = np.array([profile["provision"] == "ehcp" for profile in profiles])

    assert weights[ehcp].sum() / weights.sum() == pytest.approx(0.29, abs=0.001)


def test_rows_outside_the_count_take_their_cells_weight_and_add_nothing() -> None:
    profiles = [*_profiles(*WORKED), {"provision": "ehcp", "age_band": "5-10"}]
    found = weigh(profiles, MARGINS, counted=[True] * 200 + [False])

    assert found.n == 200
    assert round(found.n_eff, 1) == 156.9
    assert found.weights[200] == found.weights[0]


def test_weights_are_trimmed() -> None:
    margins = Margins({"provision": {"ehcp": 0.02, "sen_support": 0.88, "none": 0.10}})
    profiles = [
        {"provision": code} for code, n in (("ehcp", 30), ("sen_support", 150), ("none", 30)) for _ in range(n)
    ]
    found = weigh(profiles, margins)

    assert found.weighted
    assert found.weights.min() == pytest.approx(0.3, rel=0.1)
    assert found.weights.min() > 0.02 * 210 / 30
    assert found.weights.mean() == pytest.approx(1)


def test_small_categories_are_joined() -> None:
    margins = Margins({"provision": {"ehcp": 0.3, "sen_support": 0.5, "waiting": 0.15, "none": 0.05}})
    profiles = [
        {"provision": code}
        for code, n in (("ehcp", 60), ("sen_support", 70), ("waiting", 12), ("none", 9))
        for _ in range(n)
    ]
    used, reasons = usable(margins, profiles)

    assert used[0].places == {"ehcp": 0, "sen_support": 1, "waiting": 2, "none": 2}
    assert used[0].targets == pytest.approx((0.3, 0.5, 0.2))
    assert [reason.code for reason in reasons] == [Why.MARGIN_JOINED]
    assert "'none' was joined with 'waiting'" in in_english(reasons[0])


def test_age_bands_are_joined_with_a_neighbour() -> None:
    margins = Margins({"age_band": {"0-4": 0.1, "5-10": 0.4, "11-15": 0.3, "16-25": 0.2}})
    profiles = [
        {"age_band": code}
        for code, n in (("0-4", 12), ("5-10", 60), ("11-15", 50), ("16-25", 4))
        for _ in range(n)
    ]
    used, _ = usable(margins, profiles)

    assert used[0].places == {"0-4": 0, "5-10": 1, "11-15": 2, "16-25": 2}


def test_a_margin_with_one_large_category_is_left_out() -> None:
    found = weigh([{"provision": "ehcp"}] * 80, MARGINS)

    assert not found.weighted
    assert [reason.code for reason in found.reasons] == [Why.MARGIN_SKIPPED, Why.MARGIN_SKIPPED]


def test_a_category_that_the_margins_lack_counts_as_not_stated() -> None:
    profiles = [*_profiles(*WORKED), *({"provision": "waiting", "age_band": "5-10"} for _ in range(7))]
    found = weigh(profiles, MARGINS)

    assert [reason.code for reason in found.reasons] == [Why.NOT_IN_MARGIN]
    assert "7 answers are 'waiting'" in in_english(found.reasons[0])
    assert found.weights[200] == pytest.approx(np.r_[found.weights[:60], found.weights[110:162]].mean())


def test_resamples_are_raked_again_and_the_same_each_time() -> None:
    profiles = _profiles(
        ("ehcp", "5-10", 14), ("ehcp", "11-15", 10), ("sen_support", "5-10", 12), ("sen_support", "11-15", 11)
    )
    first, second = weigh(profiles, MARGINS).resamples, weigh(profiles, MARGINS).resamples
    every, ehcp = np.arange(47), np.arange(24)
    weights = first.weights_of(every)
    shares = first.weights_of(ehcp).sum(axis=1) / weights.sum(axis=1)

    assert weights.shape == (RESAMPLES, 47)
    assert np.array_equal(weights, second.weights_of(every))
    assert np.allclose(weights.mean(axis=1), 1)
    assert np.all(first.times_of(every).sum(axis=1) == 47)
    assert np.median(np.abs(shares - 0.29)) < 0.002


@pytest.mark.parametrize(
    ("shares", "words"),
    [
        ({"ehcp": 0.5, "sen_support": 0.3}, "add to 0.8"),
        ({"ehcp": 29.0, "sen_support": 71.0}, "between 0 and 1"),
        ({"ehcp": float("nan"), "sen_support": 0.5}, "between 0 and 1"),
        ({"ehcp": 1.0}, "at least two"),
    ],
)
def test_margins_that_cannot_be_are_refused(shares: dict[str, float], words: str) -> None:
    with pytest.raises(BadMargins, match=words):
        Margins({"provision": shares})


def test_rounded_margins_are_scaled() -> None:
    margins = Margins({"provision": {"ehcp": 0.333, "sen_support": 0.333, "none": 0.333}})

    assert sum(margins.shares["provision"].values()) == pytest.approx(1)
