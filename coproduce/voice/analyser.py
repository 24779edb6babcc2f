"""The analyser: one comment in, what a machine can say of it out. Pure: no clock, no database, no chance.

What it says is a labelled guess: with a version, with the pieces that decided, and with the reasons why a person
should read it. In order: hygiene, language, redaction, clauses, words and phrases, features, regressions.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from coproduce.voice.hygiene import MOST_CHARACTERS, capped, tidy
from coproduce.voice.languages import detect
from coproduce.voice.redact import redact
from coproduce.voice.screening import screen
from coproduce.voice.stances import stance_in
from coproduce.voice.theming import ThemeHit, themes_of
from coproduce.voice.verdict import NOT_ANALYSED, Span, State, Verdict, judge
from coproduce.voice.version import analysis_version

__all__ = ["Analysis", "Reason", "Span", "State", "analyse", "analysis_version"]

CHILDREN = "cyp"
ENGLISH = "en"
LONG = 2_000  # characters: too much happens in such a story for one label
MOST_SCREENED = 50_000  # characters: concern is looked for far beyond what sentiment reads


class Reason(StrEnum):
    """Why a person should read a comment."""

    UNSURE = "unsure"
    DISAGREE = "models_disagree"
    MIXED = "mixed"
    NOT_ENGLISH = "not_english"
    LANGUAGE_UNSURE = "language_unsure"
    VERY_SHORT = "very_short"
    LONG = "long"
    CONCERN = "concern"


@dataclass(frozen=True, slots=True)
class Analysis:
    """What one version of the analyser says of one comment.

    `score` is the expected sentiment, -1 to 1. `confidence` is how likely the state is, 0 to 1. `probabilities`
    are those of negative, neutral (with mixed) and positive; empty where nothing was analysed. `spans` lie in
    `redacted`. `reasons` is empty where no person is needed for this reading.
    """

    language: str
    state: State
    score: float
    confidence: float
    probabilities: tuple[float, ...]
    needs_human: bool
    reasons: tuple[Reason, ...]
    spans: tuple[Span, ...]
    themes: tuple[ThemeHit, ...]
    concern: bool
    concern_kinds: tuple[str, ...]
    redacted: str
    version: str
    text_hash: str


def analyse(
    text: str,
    *,
    question_kind: str | None = None,
    language: str | None = None,
    audience: str = "parent",
    own_names: Sequence[str] = (),
) -> Analysis:
    """Analyse one comment. The same arguments and version give the same analysis, on any machine.

    `question_kind` is good, improve or why (anything else counts as why). `language` is a hint: the language of
    the page. Children's words (`audience` "cyp") and other languages than English get no sentiment.
    """
    whole = tidy(text)
    words = capped(whole)
    found = detect(words, hint=language)
    masked = redact(words, own_names=own_names).text
    screened = screen(capped(whole, most=MOST_SCREENED))
    english = found.code == ENGLISH
    verdict = judge(masked, question_kind=question_kind) if english and audience != CHILDREN else NOT_ANALYSED
    reasons = _reasons(
        verdict, english=english, certain=found.certain, length=len(whole), concern=screened.concern
    )
    return Analysis(
        language=found.code,
        state=verdict.state,
        score=verdict.score,
        confidence=verdict.confidence,
        probabilities=verdict.probabilities,
        needs_human=bool(reasons),
        reasons=reasons,
        spans=verdict.spans,
        themes=_themes(masked, verdict) if english else (),
        concern=screened.concern,
        concern_kinds=screened.kinds,
        redacted=masked,
        version=analysis_version(),
        text_hash=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    )


def _themes(text: str, verdict: Verdict) -> tuple[ThemeHit, ...]:
    if verdict.reading is None:
        return themes_of(text)
    return themes_of(text, stance_of=stance_in(text, verdict))


def _reasons(verdict: Verdict, *, english: bool, certain: bool, length: int, concern: bool) -> tuple[Reason, ...]:
    holds = {
        Reason.CONCERN: concern,
        Reason.NOT_ENGLISH: not english and length > 0,
        Reason.LANGUAGE_UNSURE: english and not certain and length > 0,
        Reason.UNSURE: verdict.unsure,
        Reason.DISAGREE: not verdict.agreed,
        Reason.MIXED: verdict.state is State.MIXED,
        Reason.VERY_SHORT: verdict.very_short,
        Reason.LONG: length > min(LONG, MOST_CHARACTERS),
    }
    return tuple(reason for reason, there in holds.items() if there)
