"""What a comment's sentences say, one by one: the stance that a theme found in a sentence takes from it."""

from bisect import bisect_left
from collections.abc import Callable

from coproduce.voice.sentiment import Hit, read
from coproduce.voice.verdict import State, Verdict

LEANS = 0.4  # a sentence whose good and bad differ by less than this share of both is mixed


def stance_of_hits(hits: list[Hit]) -> State | None:
    """The stance these words and phrases take together; None where there are none."""
    good = sum(hit.polarity for hit in hits if hit.polarity > 0)
    bad = -sum(hit.polarity for hit in hits if hit.polarity < 0)
    if not good and not bad:
        return None
    balance = (good - bad) / (good + bad)
    if abs(balance) < LEANS:
        return State.MIXED
    return State.POSITIVE if balance > 0 else State.NEGATIVE


def stance_in(text: str, verdict: Verdict) -> Callable[[str], str]:
    """A judge of single sentences of this text: positive, negative, mixed, neutral or unknown.

    A comment of one sentence has the comment's state, which also knows the question. A sentence without words of
    feeling follows the comment where the whole comment points one way.
    """
    reading = verdict.reading
    if reading is None or verdict.state in (State.NO_OPINION, State.NOT_ANALYSED):
        return lambda _: "unknown"
    hits = reading.hits
    starts = [hit.start for hit in hits]
    alone = len({clause.sentence for clause in reading.clauses}) <= 1
    whole = verdict.state if verdict.state in (State.POSITIVE, State.NEGATIVE) else State.NEUTRAL
    otherwise = whole if stance_of_hits(hits) in (whole, None) else State.NEUTRAL

    def stance(sentence: str) -> str:
        if alone:
            return verdict.state.value
        start = text.find(sentence)
        if start < 0:
            found = read(sentence).hits
        else:
            found = hits[bisect_left(starts, start) : bisect_left(starts, start + len(sentence))]
        return (stance_of_hits(found) or otherwise).value

    return stance
