"""What a small linear model learnt about themes from labelled comments: plain numbers, read and checked once.

For each theme it was fitted on, a sentence's likelihood is logistic(intercept + strong + weak + words), where
`strong` and `weak` count once if such a cue is there, and a word weighs its TF-IDF (1 + ln count, times idf, over
the Euclidean length of the sentence). `bench/fit_themes.py` writes the file.
"""

import hashlib
import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


class WeightsDamaged(ValueError):
    """The file of weights is not the one that its checksum was made for."""


@dataclass(frozen=True, slots=True)
class ThemeWeights:
    """`words[word]` is the word's idf and its (theme's index, weight) pairs; the rest is one number a theme."""

    version: str
    checksum: str
    codes: tuple[str, ...]
    intercept: tuple[float, ...]
    strong: tuple[float, ...]
    weak: tuple[float, ...]
    words: Mapping[str, tuple[float, tuple[tuple[int, float], ...]]]
    accept: float
    accept_with_strong_cue: float

    def likelihoods(self, words: Sequence[str], strong: Iterable[str], weak: Iterable[str]) -> dict[str, float]:
        """How likely a sentence of these words and cues is about each fitted theme, 0..1, by code."""
        sums = list(self.intercept)
        strong, weak = set(strong), set(weak)
        for index, code in enumerate(self.codes):
            if code in strong:
                sums[index] += self.strong[index]
            if code in weak:
                sums[index] += self.weak[index]
        for index, amount in self._from_words(words):
            sums[index] += amount
        return {code: 1 / (1 + math.exp(-total)) for code, total in zip(self.codes, sums, strict=True)}

    def _from_words(self, words: Sequence[str]) -> list[tuple[int, float]]:
        known = [
            ((1 + math.log(count)) * self.words[word][0], self.words[word][1])
            for word, count in Counter(words).items()
            if word in self.words
        ]
        length = math.sqrt(sum(value * value for value, _ in known))
        return [(index, value / length * weight) for value, pairs in known for index, weight in pairs]


def checksum_of(data: Mapping[str, Any]) -> str:
    """SHA-256 over the weights in one fixed spelling, the checksum itself left out."""
    rest = {key: value for key, value in data.items() if key != "checksum"}
    spelled = json.dumps(rest, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(spelled.encode()).hexdigest()


def read_weights(data: Mapping[str, Any]) -> ThemeWeights:
    """The weights of a decoded file. Raises WeightsDamaged when its checksum does not match."""
    if checksum_of(data) != data["checksum"]:
        raise WeightsDamaged("the theme weights do not match their checksum")
    themes = data["themes"]
    return ThemeWeights(
        version=data["version"],
        checksum=data["checksum"],
        codes=tuple(theme["code"] for theme in themes),
        intercept=tuple(theme["intercept"] for theme in themes),
        strong=tuple(theme["strong"] for theme in themes),
        weak=tuple(theme["weak"] for theme in themes),
        words={
            word: (idf, tuple((int(index), float(weight)) for index, weight in pairs))
            for word, (idf, pairs) in data["words"].items()
        },
        accept=data["accept"],
        accept_with_strong_cue=data["accept_with_strong_cue"],
    )


@cache
def theme_weights() -> ThemeWeights:
    """The weights that are shipped."""
    path = files("coproduce.voice") / "data" / "theme_weights.json"
    return read_weights(json.loads(path.read_text("utf-8")))
