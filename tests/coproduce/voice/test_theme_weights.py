import json
from importlib.resources import files
from typing import Any

import pytest

from coproduce.voice.taxonomy import taxonomy
from coproduce.voice.theme_weights import WeightsDamaged, checksum_of, read_weights, theme_weights


def small() -> dict[str, Any]:
    theme = {"code": "transport", "intercept": -1.0, "strong": 2.0, "weak": 0.5}
    data: dict[str, Any] = {
        "version": "1",
        "accept": 0.5,
        "accept_with_strong_cue": 0.5,
        "themes": [theme],
        "words": {"taxi": [3.0, [[0, 1.5]]], "red": [4.0, []]},
    }
    return data | {"checksum": checksum_of(data)}


def test_a_likelihood_is_the_logistic_of_the_sum() -> None:
    weights = read_weights(small())

    assert weights.likelihoods([], [], []) == {"transport": pytest.approx(0.26894, abs=1e-5)}
    # A known word alone has TF-IDF 1; beside "red" (idf 4) it has 3/5.
    assert weights.likelihoods(["taxi"], ["transport"], [])["transport"] == pytest.approx(0.92414, abs=1e-5)
    assert weights.likelihoods(["taxi", "red"], [], ["transport"])["transport"] == pytest.approx(0.59869, abs=1e-5)


def test_a_changed_number_is_noticed() -> None:
    data = small()
    data["accept"] = 0.1

    with pytest.raises(WeightsDamaged):
        read_weights(data)


def test_the_shipped_weights_are_whole_and_know_only_our_themes() -> None:
    codes = {theme.code for theme in taxonomy().themes}

    assert set(theme_weights().codes) <= codes
    assert len(theme_weights().codes) == len(theme_weights().intercept)


def test_the_shipped_weights_carry_their_notice() -> None:
    data = json.loads((files("coproduce.voice") / "data" / "theme_weights.json").read_text("utf-8"))

    assert data["notice"] == "contains data (c) 2021 NHS England, MIT licence"
