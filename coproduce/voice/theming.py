"""What a comment is about: themes by sentence, each with a stance.

A long story mentions much in passing, so each sentence is judged by itself. A sure cue decides. Beside it, a theme
that enough labelled comments were at hand for is judged by a small linear model over cues and words
(`theme_weights.py`); for the rest, two weak cues in the same sentence are enough.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from coproduce.voice.cues import Cues, words_of
from coproduce.voice.redact import TOKENS
from coproduce.voice.taxonomy import taxonomy
from coproduce.voice.theme_weights import theme_weights

STRENGTH_OF_SURE_CUE = 0.8
STRENGTH_OF_WEAK_CUES = 0.5
WEAK_CUES_NEEDED = 2

_MASKED = re.compile("|".join(map(re.escape, TOKENS.values())))
_SENTENCE_END = re.compile(r"(?<=[.!?;\u06d4\u061f\u0964])\s+|\n+")


@dataclass(frozen=True, slots=True)
class ThemeHit:
    """A theme found in a comment. `strength` is 0..1; `sentences` counts from 0.

    `stance` is positive, negative, mixed, neutral or unknown.
    """

    code: str
    stance: str
    strength: float
    sentences: tuple[int, ...]


def themes_of(text: str, *, stance_of: Callable[[str], str] | None = None) -> tuple[ThemeHit, ...]:
    """The themes of an English comment, strongest first.

    `stance_of` judges one sentence: positive, negative, mixed, neutral or unknown. Without it every stance is
    unknown.
    """
    sentences = split_sentences(text)
    found: dict[str, dict[int, float]] = {}
    for index, sentence in enumerate(sentences):
        for code, strength in strengths_in(sentence).items():
            found.setdefault(code, {})[index] = strength
    hits = [
        ThemeHit(
            code=code,
            stance=_stance(stance_of(sentences[index]) for index in where) if stance_of else "unknown",
            strength=round(max(where.values()), 4),
            sentences=tuple(where),
        )
        for code, where in found.items()
    ]
    return tuple(sorted(hits, key=lambda hit: (-hit.strength, hit.code)))


def split_sentences(text: str) -> list[str]:
    """The sentences of a text, blank ones left out."""
    return [part.strip() for part in _SENTENCE_END.split(text) if part.strip()]


def strengths_in(sentence: str) -> dict[str, float]:
    """How strongly one sentence is about each theme that it is about, 0..1, by code.

    What redaction put there, such as [email], is no word of the family's and counts for nothing.
    """
    words = words_of(_MASKED.sub(" ", sentence))
    counts = _cues().found_in(words)
    weak = {code: count for (code, kind), count in counts.items() if kind == "weak"}
    found = _by_weights(words, {code for code, kind in counts if kind == "strong"}, weak)
    for code in _judged_by_cues():
        if weak.get(code, 0) >= WEAK_CUES_NEEDED:
            found[code] = STRENGTH_OF_WEAK_CUES
    for code, kind in counts:
        if kind == "sure":
            found[code] = max(found.get(code, 0.0), STRENGTH_OF_SURE_CUE)
    return found


def _by_weights(words: Sequence[str], strong: set[str], weak: Iterable[str]) -> dict[str, float]:
    weights = theme_weights()
    likely = weights.likelihoods(words, strong, weak)
    return {
        code: likelihood
        for code, likelihood in likely.items()
        if likelihood >= (weights.accept_with_strong_cue if code in strong else weights.accept)
    }


def _stance(stances: Iterable[str]) -> str:
    """One stance for several sentences: neutral and unknown give way to what is clearer."""
    seen = set(stances)
    if "mixed" in seen or {"positive", "negative"} <= seen:
        return "mixed"
    for clear in ("negative", "positive", "neutral"):
        if clear in seen:
            return clear
    return "unknown"


@cache
def _cues() -> Cues[tuple[str, str]]:
    """Every cue under (theme's code, whether it is sure, strong or weak)."""
    cues: dict[tuple[str, str], tuple[str, ...]] = {}
    for theme in taxonomy().themes:
        cues[theme.code, "sure"] = theme.sure
        cues[theme.code, "strong"] = theme.strong
        cues[theme.code, "weak"] = theme.weak
    return Cues(cues)


@cache
def _judged_by_cues() -> tuple[str, ...]:
    fitted = set(theme_weights().codes)
    return tuple(theme.code for theme in taxonomy().themes if theme.code not in fitted)
