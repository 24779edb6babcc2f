"""Fit the theme weights: python bench/fit_themes.py LEARN_FOLDER

Reads nhs_fft.csv in LEARN_FOLDER (never a checking folder) and writes coproduce/voice/data/theme_weights.json.
Needs scikit-learn, which is a development dependency only. Themes with fewer than FEWEST labelled comments are
left to cues. Prints micro F1 by five-fold cross-validation, each fold judged by sentence as at run time.
"""

import argparse
import csv
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold
from theme_scores import load_mapping, score_themes, wanted_themes

from coproduce.voice import theming
from coproduce.voice.cues import words_of
from coproduce.voice.theme_weights import checksum_of, read_weights

TARGET = Path(__file__).parents[1] / "coproduce" / "voice" / "data" / "theme_weights.json"
NOTICE = "contains data (c) 2021 NHS England, MIT licence"
VERSION = "1"
FEWEST = 15
FEWEST_COMMENTS_WITH_WORD = 4
STRENGTH_OF_FIT = 3.0  # scikit-learn's C; chosen by cross-validation on the learning rows from 0.3, 1, 3, 6
ACCEPT = 0.35
ACCEPT_WITH_STRONG_CUE = 0.2
SMALLEST_KEPT = 0.05
WRITTEN_WORD = re.compile(r"[a-zA-Z]+(?:'[a-zA-Z]+)*")


def fit(texts: Sequence[str], wanted: Sequence[set[str]]) -> dict[str, Any]:
    """The weights file's content for these comments and their themes."""
    common = _common_words(texts)
    vectors = TfidfVectorizer(
        min_df=FEWEST_COMMENTS_WITH_WORD,
        sublinear_tf=True,
        tokenizer=lambda text: [word for word in words_of(text) if word in common],
        token_pattern=None,
        lowercase=False,
    )
    words = vectors.fit_transform(texts)
    names = vectors.get_feature_names_out()
    pairs: dict[str, list[tuple[int, float]]] = {str(name): [] for name in names}
    themes = []
    for code in sorted({code for codes in wanted for code in codes}):
        labels = np.array([code in codes for codes in wanted])
        if labels.sum() < FEWEST:
            continue
        model = LogisticRegression(C=STRENGTH_OF_FIT, max_iter=1000)
        model.fit(hstack([words, csr_matrix(_cue_columns(texts, code))]).tocsr(), labels)
        *of_words, strong, weak = model.coef_[0]
        for name, weight in zip(names, of_words, strict=True):
            if abs(weight) >= SMALLEST_KEPT:
                pairs[str(name)].append((len(themes), round(float(weight), 3)))
        themes.append(
            {
                "code": code,
                "intercept": round(float(model.intercept_[0]), 4),
                "strong": round(float(strong), 4),
                "weak": round(float(weak), 4),
            }
        )
    idf = {str(name): round(float(value), 3) for name, value in zip(names, vectors.idf_, strict=True)}
    data: dict[str, Any] = {
        "version": VERSION,
        "notice": NOTICE,
        "accept": ACCEPT,
        "accept_with_strong_cue": ACCEPT_WITH_STRONG_CUE,
        "themes": themes,
        "words": {name: [idf[name], kept] for name, kept in sorted(pairs.items())},
    }
    data = json.loads(json.dumps(data))
    data["checksum"] = checksum_of(data)
    return data


def _common_words(texts: Sequence[str]) -> set[str]:
    """Words that are also written in lower case: names of places and people stay out of the weights."""
    return {word for text in texts for word in WRITTEN_WORD.findall(text) if word.islower()}


def _cue_columns(texts: Sequence[str], code: str) -> np.ndarray:
    """Two columns: whether a strong cue, and whether a weak cue of the theme is in each text."""
    cues = theming._cues()
    found = [cues.found_in(words_of(text)) for text in texts]
    return np.array([[float((code, kind) in there) for kind in ("strong", "weak")] for there in found])


def cross_validate(rows: Sequence[Mapping[str, str]], mapping: Mapping[str, str]) -> float:
    """Mean micro F1 over five folds."""
    scores = []
    for train, rest in KFold(5, shuffle=True, random_state=1).split(rows):
        learn = [rows[i] for i in train]
        data = fit([row["text"] for row in learn], [wanted_themes(row, mapping) for row in learn])
        weights = read_weights(data)
        theming.theme_weights = lambda weights=weights: weights
        theming._judged_by_cues.cache_clear()
        scores.append(score_themes([rows[i] for i in rest], mapping).micro)
    return float(np.mean(scores))


def main() -> None:
    """Fit, write and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    with (given.folder / "nhs_fft.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["theme"]]
    mapping = load_mapping()
    data = fit([row["text"] for row in rows], [wanted_themes(row, mapping) for row in rows])
    TARGET.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    print(
        f"{len(rows)} comments, {len(data['themes'])} themes fitted, {len(data['words'])} words -> {TARGET.name}"
    )
    print(f"micro F1 by five-fold cross-validation: {cross_validate(rows, mapping):.3f}")


if __name__ == "__main__":
    main()
