"""How likely a comment is negative, neutral or positive: two small regressions over plain numbers, blended.

Most of the say (0.7) has a multinomial regression over the features of the lexicon, which knows no word and so
travels to services it was never fitted on. The rest (0.3) has one that also sees the comment's words by TF-IDF.
The weights come from `data/weights.json`: numbers with a checksum, no pickle. `bench/fit_sentiment.py` writes it.

TF-IDF as scikit-learn has it: (1 + ln tf) * idf, made of length 1.
"""

import hashlib
import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, NamedTuple

FILE = "weights.json"
CLASSES = ("negative", "neutral", "positive")

Three = tuple[float, float, float]


class WeightsDamaged(ValueError):
    """The file of weights is not the one that its checksum was made for."""


class Guess(NamedTuple):
    """Probabilities of `CLASSES`, which is chosen, that one's, and what speaks against trusting it.

    `unsure`: its probability is low for this class. `agreed`: the two regressions choose the same.
    """

    probabilities: Three
    chosen: str
    confidence: float
    unsure: bool
    agreed: bool


@dataclass(frozen=True, slots=True)
class Weights:
    """Each triple is in the order of `CLASSES`. `words[term]` is the term's idf and its weights.

    `decision` are factors on the probabilities before the largest is chosen: neutral comments are few, and a
    negative comment taken for praise is the worse mistake. `unsure` is, for each class, the confidence below
    which a person reads.
    """

    version: str
    checksum: str
    share: float
    temperature: float
    decision: Three
    unsure: Three
    features: tuple[str, ...]
    plain: tuple[Three, ...]
    plain_intercept: Three
    beside_words: tuple[Three, ...]
    words_intercept: Three
    words: Mapping[str, tuple[float, Three]]

    def guess(self, features: Mapping[str, float], words: Sequence[str]) -> Guess:
        """The guess for a comment of these features (all of `self.features`) and words."""
        values = [features[name] for name in self.features]
        plain = _softmax(_linear(self.plain_intercept, self.plain, values))
        worded = self._by_words(values, words)
        blended = [
            (self.share * a + (1 - self.share) * b) ** (1 / self.temperature)
            for a, b in zip(plain, worded, strict=True)
        ]
        total = sum(blended)
        likely: Three = (blended[0] / total, blended[1] / total, blended[2] / total)
        chosen = self._choose(likely)
        agreed = self._choose(plain) == self._choose(worded) == chosen
        return Guess(likely, CLASSES[chosen], likely[chosen], likely[chosen] < self.unsure[chosen], agreed)

    def _by_words(self, values: Sequence[float], words: Sequence[str]) -> Three:
        sums = list(_linear(self.words_intercept, self.beside_words, values))
        known = []
        for term, count in Counter(terms_of(words)).items():
            entry = self.words.get(term)
            if entry is not None:
                known.append(((1 + math.log(count)) * entry[0] if count > 1 else entry[0], entry[1]))
        length = math.sqrt(sum(value * value for value, _ in known))
        for value, (negative, neutral, positive) in known:
            part = value / length
            sums[0] += part * negative
            sums[1] += part * neutral
            sums[2] += part * positive
        return _softmax((sums[0], sums[1], sums[2]))

    def _choose(self, likely: Three) -> int:
        weighed = [p * by for p, by in zip(likely, self.decision, strict=True)]
        return weighed.index(max(weighed))


def terms_of(words: Sequence[str]) -> list[str]:
    """The words and the pairs of neighbours."""
    return [*words, *(f"{first} {second}" for first, second in pairwise(words))]


def _linear(intercept: Three, weights: Sequence[Three], values: Sequence[float]) -> Three:
    a, b, c = intercept
    for value, (first, second, third) in zip(values, weights, strict=True):
        if value:
            a += value * first
            b += value * second
            c += value * third
    return a, b, c


def _softmax(sums: Three) -> Three:
    highest = max(sums)
    a, b, c = (math.exp(one - highest) for one in sums)
    total = a + b + c
    return a / total, b / total, c / total


def checksum_of(data: Mapping[str, Any]) -> str:
    """SHA-256 over the weights in one fixed spelling, the checksum itself left out."""
    rest = {key: value for key, value in data.items() if key != "checksum"}
    spelled = json.dumps(rest, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(spelled.encode()).hexdigest()


def _three(numbers: Sequence[float]) -> Three:
    first, second, third = numbers
    return float(first), float(second), float(third)


def read_weights(data: Mapping[str, Any]) -> Weights:
    """The weights of a decoded file. Raises WeightsDamaged when its checksum does not match."""
    if checksum_of(data) != data["checksum"]:
        raise WeightsDamaged("the sentiment weights do not match their checksum")
    return Weights(
        version=data["version"],
        checksum=data["checksum"],
        share=data["share"],
        temperature=data["temperature"],
        decision=_three(data["decision"]),
        unsure=_three(data["unsure"]),
        features=tuple(data["features"]),
        plain=tuple(_three(row) for row in data["plain"]),
        plain_intercept=_three(data["plain_intercept"]),
        beside_words=tuple(_three(row) for row in data["beside_words"]),
        words_intercept=_three(data["words_intercept"]),
        words={term: (float(idf), _three(row)) for term, (idf, *row) in data["words"].items()},
    )


@cache
def weights() -> Weights:
    """The weights that are shipped, read once."""
    return read_weights(json.loads((files("coproduce.voice") / "data" / FILE).read_text("utf-8")))
