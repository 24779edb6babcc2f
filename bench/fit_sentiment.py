"""Fit the sentiment regressions on a folder of labelled comments and write coproduce/voice/data/weights.json.

    python bench/fit_sentiment.py FOLDER [--out FILE]

The same folder gives the same file. What has to be chosen is chosen by cross-validation inside the folder, with
one person's answers kept in one fold.
"""

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from labelled import Example, Row, example_of, rows_of
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold

from coproduce.voice.classifier import CLASSES, checksum_of, terms_of
from coproduce.voice.hygiene import clean

OUT = Path(__file__).parents[1] / "coproduce" / "voice" / "data" / "weights.json"
NOTICE = "contains data (c) 2021 NHS England, MIT licence"
SHARE = 0.7  # of the regression that knows no words: what travelled best to other services
STRENGTH = 1.0
JOINED, JOINED_WEIGHT, JOINED_MIXED = 0.6, 0.5, 0.12
ONE_SIDED_WEIGHT = 0.3
SEEN_OFTEN_ENOUGH = 5
MOST_PRAISE_TAKEN_FROM_CRITICISM = 0.065
AS_GOOD = 0.005
TO_PEOPLE = (0.25, 0.1, 0.12)  # the share of what is called negative, neutral, positive


def joined(rows: Sequence[Row], count: int) -> list[Example]:
    """Longer stories, made of comments put one after another: what is short in the folder is long elsewhere.

    Comments of one sentiment keep it, and so do four or more with a single one that says otherwise: long stories
    have both. As much praise as criticism is neutral, which is where mixed counts.
    """
    rnd = random.Random(1)
    pool = {name: [r for r in rows if r.sentiment == name and len(r.text.split()) > 4] for name in CLASSES}
    made = []
    for _ in range(count):
        pieces, chance = rnd.choice((2, 3, 4, 6)), rnd.random()
        kind = rnd.choice(("why", "why", "good", "improve"))
        if chance < JOINED_MIXED:
            taken = rnd.sample(pool["positive"], pieces // 2) + rnd.sample(pool["negative"], pieces // 2)
            rnd.shuffle(taken)
            label = "neutral"
        else:
            label = "negative" if chance < JOINED_MIXED + (1 - JOINED_MIXED) * 0.4 else "positive"
            against = 1 if pieces >= 4 and rnd.random() < 0.6 else 0
            other = "positive" if label == "negative" else "negative"
            taken = rnd.sample(pool[label], pieces - against) + rnd.sample(pool[other], against)
            rnd.shuffle(taken)
        text = "\n".join(clean(row.text).rstrip(".") + "." for row in taken)
        made.append(example_of(replace(taken[0], kind=kind, sentiment=label), text=text))
    return made


class Fitted:
    """Both regressions. One-sided files, whose scale has no middle, teach words only, and at a low weight."""

    def __init__(self, full: Sequence[Example], one_sided: Sequence[Example], banned: set[str]) -> None:
        long = joined([e.row for e in [*full, *one_sided]], int(len(full) * JOINED))
        self.plain = _regression().fit(*_with_labels([*full, *long]), sample_weight=_weights(full, [], long))
        examples = [*full, *long, *one_sided]
        values, labels = _with_labels(examples)
        self.tfidf = TfidfVectorizer(
            analyzer=terms_of_example(banned), min_df=SEEN_OFTEN_ENOUGH, sublinear_tf=True, lowercase=False
        )
        self.tfidf.fit([*full, *one_sided])
        words = self.tfidf.transform(examples)
        self.worded = _regression().fit(
            hstack([csr_matrix(values), words]).tocsr(), labels, sample_weight=_weights(full, one_sided, long)
        )

    def likelihoods(self, examples: Sequence[Example]) -> Any:
        values = values_of(examples)
        worded = self.worded.predict_proba(hstack([csr_matrix(values), self.tfidf.transform(examples)]).tocsr())
        return SHARE * self.plain.predict_proba(values) + (1 - SHARE) * worded


def terms_of_example(banned: set[str]) -> Any:
    """Terms without any that holds a banned word or a gap."""

    def terms(example: Example) -> list[str]:
        return [term for term in terms_of(example.words) if not banned.intersection(term.split())]

    return terms


def _regression() -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=5_000, tol=1e-6)


def _with_labels(examples: Sequence[Example]) -> tuple[Any, Any]:
    return values_of(examples), np.array([example.label for example in examples])


def _weights(full: Sequence[Example], one_sided: Sequence[Example], long: Sequence[Example]) -> list[float]:
    return [1.0] * len(full) + [JOINED_WEIGHT] * len(long) + [ONE_SIDED_WEIGHT] * len(one_sided)


def values_of(examples: Sequence[Example]) -> Any:
    return np.array([list(example.features.values()) for example in examples])


def names_in(rows: Sequence[Row]) -> set[str]:
    """Words that are mostly written with a capital inside a sentence: names, which must not move a score."""
    large: dict[str, int] = defaultdict(int)
    small: dict[str, int] = defaultdict(int)
    for row in rows:
        pieces = clean(row.text).replace("\n", " . ").split()
        if row.text.isupper():
            continue
        for before, word in pairwise(pieces):
            plain = word.strip(".,!?;:()\"'").lower().replace("'", "")
            if before[-1] not in ".!?:;-" and plain.isalpha():
                (large if word.strip("(\"'")[:1].isupper() else small)[plain] += 1
    return {word for word, often in large.items() if often >= 2 and often > small[word] * 1.5}


def out_of_fold(full: Sequence[Example], one_sided: Sequence[Example], banned: set[str]) -> Any:
    people = [example.row.person for example in full]
    likely = np.zeros((len(full), len(CLASSES)))
    for kept, left in GroupKFold(5).split(full, groups=people):
        known = {people[i] for i in kept}
        others = [example for example in one_sided if example.row.person not in set(people) - known]
        likely[left] = Fitted([full[i] for i in kept], others, banned).likelihoods([full[i] for i in left])
    return likely


def best_temperature(likely: Any, labels: Any) -> float:
    def loss(temperature: float) -> float:
        warm = likely ** (1 / temperature)
        warm /= warm.sum(axis=1, keepdims=True)
        return float(-np.log(warm[np.arange(len(labels)), labels]).mean())

    return min((round(0.6 + 0.05 * step, 2) for step in range(19)), key=loss)


def best_decision(likely: Any, labels: Any) -> tuple[float, float, float]:
    """The factors with the best mean F1 among those that seldom take criticism for praise."""
    tried: dict[tuple[float, float, float], float] = {}
    for negative in (1.0, 1.1, 1.2, 1.3, 1.4, 1.5):
        for neutral in (1.0, 1.2, 1.4, 1.6, 1.8, 2.0, 2.2):
            chosen = (likely * [negative, neutral, 1.0]).argmax(axis=1)
            praised = float((chosen[labels == 0] == 2).mean())
            if praised <= MOST_PRAISE_TAKEN_FROM_CRITICISM:
                tried[negative, neutral, 1.0] = f1_score(labels, chosen, average="macro")
    # Of all that are about as good, the mildest: a lead of less than AS_GOOD is chance, and overruling likely
    # criticism for the sake of the neutral class costs a reader's trust.
    best = max(tried.values())
    chosen = min((f for f in tried if tried[f] > best - AS_GOOD), key=lambda f: (f[1] / f[0], f))
    print(f"decision {chosen}, F1 out of fold {tried[chosen]:.3f}, {best:.3f} at best")
    return chosen


def unsure_below(likely: Any, decision: Sequence[float]) -> list[float]:
    """The confidence below which a person reads, for each class.

    Each class has its own: with one bar for all, nearly every neutral comment would go to people, and the rest
    would look like a world without any.
    """
    chosen = (likely * np.array(decision)).argmax(axis=1)
    confidence = likely[np.arange(len(likely)), chosen]
    return [round(float(np.quantile(confidence[chosen == index], TO_PEOPLE[index])), 3) for index in range(3)]


def _rounded(numbers: Any) -> list[float]:
    return [round(float(number), 4) for number in numbers]


def as_data(fitted: Fitted, names: Sequence[str], chosen: dict[str, Any]) -> dict[str, Any]:
    vocabulary = sorted(fitted.tfidf.vocabulary_.items())
    coef = fitted.worded.coef_
    data = {
        "notice": NOTICE,
        "version": "1",
        "share": SHARE,
        **chosen,
        "features": list(names),
        "plain": [_rounded(row) for row in fitted.plain.coef_.T],
        "plain_intercept": _rounded(fitted.plain.intercept_),
        "beside_words": [_rounded(row) for row in coef[:, : len(names)].T],
        "words_intercept": _rounded(fitted.worded.intercept_),
        "words": {
            term: _rounded([fitted.tfidf.idf_[index], *coef[:, len(names) + index]]) for term, index in vocabulary
        },
    }
    return data | {"checksum": checksum_of(data)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--look", type=Path, help="also keep the out-of-fold probabilities here")
    asked = parser.parse_args()
    files = {name: [row for row in rows if row.sentiment] for name, rows in rows_of(asked.folder).items()}
    banned = names_in([row for rows in files.values() for row in rows]) | {"\u00b7"}
    full, one_sided = [], []
    for rows in files.values():
        examples = [example_of(row) for row in rows]
        # A scale without a middle teaches words, and would teach that nothing is neutral.
        (full if sum(e.label == 1 for e in examples) > 0.02 * len(examples) else one_sided).extend(examples)
    labels = np.array([example.label for example in full])
    likely = out_of_fold(full, one_sided, banned)
    temperature = best_temperature(likely, labels)
    warm = likely ** (1 / temperature)
    warm /= warm.sum(axis=1, keepdims=True)
    decision = best_decision(warm, labels)
    chosen = {"temperature": temperature, "decision": list(decision), "unsure": unsure_below(warm, decision)}
    if asked.look:
        np.save(asked.look, warm)
    print(
        f"{len(full)} comments, {len(one_sided)} one-sided;"
        f" temperature {temperature}, unsure below {chosen['unsure']}"
    )
    data = as_data(Fitted(full, one_sided, banned), list(full[0].features), chosen)
    asked.out.write_text(json.dumps(data, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n", "utf-8")
    print(f"{len(data['words'])} terms, {asked.out}")


if __name__ == "__main__":
    main()
