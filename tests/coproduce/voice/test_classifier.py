import json
from importlib.resources import files
from typing import Any

import pytest

from coproduce.voice.classifier import CLASSES, WeightsDamaged, checksum_of, read_weights, terms_of, weights
from coproduce.voice.features import features_of, tfidf_words
from coproduce.voice.sentiment import read


@pytest.fixture
def data() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((files("coproduce.voice") / "data" / "weights.json").read_text("utf-8"))
    return found


def test_the_shipped_weights_fit_the_features(data: dict[str, Any]) -> None:
    assert list(weights().features) == list(features_of(read("x"), question_kind=None))
    assert data["checksum"] == checksum_of(data)
    assert "2021 NHS England" in data["notice"]


def test_damaged_weights_are_refused(data: dict[str, Any]) -> None:
    data["plain_intercept"][0] += 0.0001

    with pytest.raises(WeightsDamaged):
        read_weights(data)


def test_terms_are_words_and_pairs() -> None:
    assert terms_of(["not", "very", "kind"]) == ["not", "very", "kind", "not very", "very kind"]
    assert terms_of([]) == []


def test_no_name_gap_or_number_has_a_weight() -> None:
    assert all(piece.isalpha() for term in weights().words for piece in term.split())


def test_the_numbers_of_a_small_model_are_worked_out_as_written() -> None:
    zero = [0.0, 0.0, 0.0]
    small = {
        "version": "t", "share": 0.5, "temperature": 1.0, "decision": [1, 1, 1], "unsure": [0.5, 0.5, 0.5],
        "features": ["good"], "plain": [[0.0, 0.0, 1.0]], "plain_intercept": zero,
        "beside_words": [zero], "words_intercept": zero, "words": {"kind": [2.0, 0.0, 0.0, 1.0]},
    }  # fmt: skip
    model = read_weights(small | {"checksum": checksum_of(small)})

    guess = model.guess({"good": 1.0}, ["kind", "unknown"])

    # Both parts: e / (1 + 1 + e), since a single known word has TF-IDF 1 after division by its length.
    assert guess.probabilities[2] == pytest.approx(2.718281828 / 4.718281828)
    assert (guess.chosen, guess.unsure, guess.agreed) == ("positive", False, True)


@pytest.mark.parametrize("text", ["", "Great", "Awful", "so so " * 500])
def test_probabilities_add_up(text: str) -> None:
    reading = read(text)
    guess = weights().guess(features_of(reading, question_kind=None), tfidf_words(reading))

    assert sum(guess.probabilities) == pytest.approx(1)
    assert guess.chosen in CLASSES
