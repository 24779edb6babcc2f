"""The verdict on one comment in English: its state, how sure that is, and which pieces decided."""

from dataclasses import dataclass
from enum import StrEnum

from coproduce.voice.classifier import Guess, weights
from coproduce.voice.features import GOOD, IMPROVE, features_of, is_empty, kind_of, tfidf_words
from coproduce.voice.lexicon import lexicon
from coproduce.voice.sentiment import LexicalReading, read

MOST_SPANS = 8
VERY_SHORT = 2  # words
FAINT, FAINT_PRAISE = 0.25, 0.5  # "not bad" is praise, and the highest score that such words alone can reach
SAYS_BOTH = 0.25  # of good and of bad each: two sums of polarities

# "Nothing" as an answer, negative, neutral, positive: what people meant by it in labelled feedback.
EMPTY_MEANS = {IMPROVE: (0.01, 0.02, 0.97), GOOD: (0.86, 0.08, 0.06)}


class State(StrEnum):
    """What a comment says about how its writer feels."""

    NEGATIVE = "negative"
    MIXED = "mixed"
    NEUTRAL = "neutral"
    POSITIVE = "positive"
    NO_OPINION = "no_opinion"
    NOT_ANALYSED = "not_analysed"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece that decided: characters `start` up to `end`, and which way it points, -1 to 1."""

    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """As in `Analysis`; `reading` is what the lexicon found, None where it was not asked."""

    state: State
    score: float = 0.0
    confidence: float = 0.0
    probabilities: tuple[float, ...] = ()
    unsure: bool = False
    agreed: bool = True
    very_short: bool = False
    spans: tuple[Span, ...] = ()
    reading: LexicalReading | None = None


NOT_ANALYSED = Verdict(State.NOT_ANALYSED)


def judge(text: str, *, question_kind: str | None) -> Verdict:
    """The verdict on a clean, masked text in English."""
    reading = read(text)
    words = reading.words
    if not reading.hits and not any(word.kind in ("word", "silent") for word in words):
        return Verdict(State.NO_OPINION, confidence=1.0, reading=reading)
    if is_empty(words):
        empty = _empty(reading, kind_of(question_kind), text)
        if empty is not None:
            return empty
    return _guessed(reading, question_kind)


def _empty(reading: LexicalReading, kind: str, text: str) -> Verdict | None:
    """The verdict on "nothing": the question decides. None where thanks make it more than nothing."""
    undecided = not lexicon().cues["undecided"].isdisjoint(reading.words)
    means = None if undecided else EMPTY_MEANS.get(kind)
    if means is not None:
        state = State.POSITIVE if kind == IMPROVE else State.NEGATIVE
        span = Span(0, len(text), 1.0 if state is State.POSITIVE else -1.0)
        return Verdict(state, round(means[2] - means[0], 4), max(means), means, spans=(span,), reading=reading)
    if not undecided and not lexicon().cues["thanks"].isdisjoint(reading.words):
        return None
    return Verdict(State.NO_OPINION, confidence=1.0, reading=reading)


def _guessed(reading: LexicalReading, question_kind: str | None) -> Verdict:
    features = features_of(reading, question_kind=question_kind)
    guess = weights().guess(features, tfidf_words(reading))
    spoken = sum(word.kind != "end" for word in reading.words)
    negative, _, positive = guess.probabilities
    return Verdict(
        state=_state(guess, reading),
        score=round(min(positive - negative, _most(reading)), 4),
        confidence=round(guess.confidence, 4),
        probabilities=tuple(round(p, 4) for p in guess.probabilities),
        unsure=guess.unsure,
        agreed=guess.agreed,
        very_short=spoken <= VERY_SHORT and not reading.hits,
        spans=_spans(reading),
        reading=reading,
    )


def _most(reading: LexicalReading) -> float:
    """The highest score this comment can have: faint words of praise alone bring it half way."""
    praise = [hit.polarity for hit in reading.hits if hit.polarity > 0]
    return FAINT_PRAISE if praise and max(praise) <= FAINT else 1.0


def _state(guess: Guess, reading: LexicalReading) -> State:
    state = State(guess.chosen)
    if state is State.NEUTRAL:
        good = sum(hit.polarity for hit in reading.hits if hit.polarity > 0)
        bad = -sum(hit.polarity for hit in reading.hits if hit.polarity < 0)
        if min(good, bad) >= SAYS_BOTH:
            return State.MIXED
    return state


def _spans(reading: LexicalReading) -> tuple[Span, ...]:
    strongest = sorted(reading.hits, key=lambda hit: (-abs(hit.polarity), hit.start))[:MOST_SPANS]
    return tuple(Span(hit.start, hit.end, round(hit.polarity, 4)) for hit in sorted(strongest))
