"""Numbers about a comment for the regression: what the lexicon found, and which question was asked.

All lie roughly between -1 and 1, so that one strength of regularisation suits them all, and none of them knows a
single word of the comment: that is why they travel to services the weights were never fitted on.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby

from coproduce.voice.clauses import Word
from coproduce.voice.lexicon import lexicon
from coproduce.voice.sentiment import ClauseReading, LexicalReading

GOOD, IMPROVE, WHY = "good", "improve", "why"
KINDS = (GOOD, IMPROVE, WHY)
GAP = "\u00b7"

_SHORT = 4  # words: what people write who answer a question with a word


def kind_of(question_kind: str | None) -> str:
    """The kind of question as the features know it: an unknown or missing one is `why`."""
    return question_kind if question_kind in KINDS else WHY


def _squashed(amount: float, *, half: float) -> float:
    """An amount from 0 up, as 0 to 1; `half` is where it reaches a half."""
    return amount / (amount + half)


def _strength(clauses: Sequence[ClauseReading]) -> tuple[float, float]:
    """How much good and how much bad these clauses say: two sums, neither below 0."""
    polarities = [hit.polarity for clause in clauses for hit in clause.hits]
    return sum(p for p in polarities if p > 0), -sum(p for p in polarities if p < 0)


def _balance(good: float, bad: float) -> float:
    return (good - bad) / (good + bad + 0.3)


def _spread(balances: Sequence[float]) -> float:
    """How far sentences lie apart: their mean distance from their mean, 0 to 1."""
    if len(balances) < 2:
        return 0.0
    mean = sum(balances) / len(balances)
    return sum(abs(balance - mean) for balance in balances) / len(balances)


def _by_sentence(reading: LexicalReading) -> list[float]:
    """The balance of each sentence in which anything carries feeling."""
    sums = [_strength(list(clauses)) for _, clauses in groupby(reading.clauses, key=lambda c: c.sentence)]
    return [_balance(good, bad) for good, bad in sums if good or bad]


def is_empty(words: Sequence[Word]) -> bool:
    """Whether the words only say that there is nothing to say: "Nothing", "N/A", "none that I can think of"."""
    cues = lexicon().cues
    spoken = {word for word in words if word.kind == "word"}
    if any(word.kind not in ("word", "end") for word in words):
        return False
    return bool(spoken) and spoken <= cues["empty"] and not cues["head"].isdisjoint(spoken)


def _share(clauses: Sequence[ClauseReading], cue: frozenset[str]) -> float:
    """The share of clauses in which such a word is said: a count would grow with the length of a story."""
    return sum(not cue.isdisjoint(clause.words) for clause in clauses) / (len(clauses) or 1)


def _thanks_in(clause: ClauseReading) -> bool:
    """Whether thanks are said, and not as in "thanks for nothing"."""
    said = [word for word in clause.words if word in lexicon().cues["thanks"]]
    bitter = [hit for hit in clause.hits if hit.polarity < 0]
    return any(not any(hit.start <= word.start < hit.end for hit in bitter) for word in said)


def _cues(reading: LexicalReading) -> dict[str, float]:
    cues = lexicon().cues
    clauses = reading.clauses
    words = reading.words
    spoken = [word for word in words if word.kind != "end"]
    return {
        "wish": _share(clauses, cues["wish"]),
        "negators": _share(clauses, lexicon().negators),
        "times": _share(clauses, cues["time"]),
        "contrast": _share(clauses, cues["contrast"]),
        "thanks": float(any(_thanks_in(clause) for clause in clauses)),
        "short": float(len(spoken) <= _SHORT),
        "empty": float(is_empty(words)),
    }


def _feelings(reading: LexicalReading) -> dict[str, float]:
    good, bad = _strength(reading.clauses)
    sentences = _by_sentence(reading)
    polarities = [hit.polarity for hit in reading.hits]
    turned = _strength([clause for clause in reading.clauses if clause.turned])
    leanings = [_balance(*_strength([clause])) for clause in reading.clauses]
    return {
        "good": _squashed(good, half=1),
        "bad": _squashed(bad, half=1),
        "glad_share": sum(max(lean, 0.0) for lean in leanings) / (len(leanings) or 1),
        "sad_share": -sum(min(lean, 0.0) for lean in leanings) / (len(leanings) or 1),
        "balance": _balance(good, bad),
        "both": 2 * min(good, bad) / (good + bad + 0.3),
        "best": max(0.0, *polarities, 0.0),
        "worst": -min(0.0, *polarities, 0.0),
        "none": float(not polarities),
        "first": sentences[0] if sentences else 0.0,
        "last": sentences[-1] if sentences else 0.0,
        "split": _spread(sentences),
        "turned": _balance(*turned),
    }


def _opens_with(clause: ClauseReading, cue: str, *, against: float) -> bool:
    """Whether a clause opens with such a word, and it is no part of a hit whose polarity lies on that side."""
    first = clause.words[0]
    if first not in lexicon().cues[cue]:
        return False
    return not any(hit.start == first.start and hit.polarity * against > 0 for hit in clause.hits)


def _openings(reading: LexicalReading) -> dict[str, float]:
    """How the clauses begin: "Nothing, ..." but not "No help"; "Listen to us" but not "Keep up the good work"."""
    clauses = reading.clauses
    orders = sum(_opens_with(clause, "order", against=1.0) for clause in clauses)
    return {
        "nothing_first": float(bool(clauses) and _opens_with(clauses[0], "nothing", against=-1.0)),
        "orders": orders / (len(clauses) or 1),
    }


def features_of(reading: LexicalReading, *, question_kind: str | None) -> dict[str, float]:
    """The features of one comment by name, always the same names in the same order."""
    kind = kind_of(question_kind)
    plain = _feelings(reading) | _cues(reading) | _openings(reading)
    return plain | _with_kind(plain, kind)


def _with_kind(plain: Mapping[str, float], kind: str) -> dict[str, float]:
    """What a feature means depends on the question: "nothing" after "what could be better?" is praise."""
    crossed = ("none", "empty", "nothing_first", "short", "wish", "orders", "balance")
    out: dict[str, float] = {}
    for asked in (GOOD, IMPROVE):
        here = float(kind == asked)
        out[asked] = here
        out |= {f"{asked}_{name}": here * plain[name] for name in crossed}
    return out


def tfidf_words(reading: LexicalReading) -> list[str]:
    """The words that TF-IDF may see: genders made one, a gap where a need, a name or a number stood.

    A word that a phrase has turned is a gap too: "great" in "great, another meeting cancelled".
    """
    same = lexicon().same
    out: list[str] = []
    for clause in reading.clauses:
        turned = _turned_in(clause)
        for word in clause.words:
            if word.kind == "word" and word.start not in turned:
                out.append(same.get(word, str(word)))
            elif word.kind != "end":
                out.append(GAP)
    return out


def _turned_in(clause: ClauseReading) -> set[int]:
    """Where the words begin that lie in a hit of the other sign."""
    polarity = lexicon().polarity
    return {
        word.start
        for hit in clause.hits
        for word in clause.words
        if hit.start <= word.start < hit.end and polarity.get(word, 0.0) * hit.polarity < 0
    }
