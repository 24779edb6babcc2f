"""What the words of a comment say, by the lexicon: the one door to TextBlob.

TextBlob finds words of feeling and how the words before them strengthen or turn them. We give it our own instance
of its lexicon, with the SEND lexicon laid over it: the instance TextBlob keeps is global to the process, and its
lazy loading takes no lock. Only `.sentiment` of a blob asks our analyser; `.polarity` and `.subjectivity` would
ask TextBlob's own, so nobody here calls those.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from coproduce.voice.clauses import Clause, Word, clauses_of, words_of
from coproduce.voice.lexicon import Lexicon, lexicon

_ADVERB = "RB"


class Hit(NamedTuple):
    """A word or phrase that carries feeling: its place in the text and its polarity, -1 to 1."""

    start: int
    end: int
    polarity: float


class ClauseReading(NamedTuple):
    """One clause: its words, neutralised, and what in it carries feeling."""

    words: tuple[Word, ...]
    turned: bool
    sentence: int
    hits: tuple[Hit, ...]


class LexicalReading(NamedTuple):
    """A comment as the lexicon reads it."""

    clauses: tuple[ClauseReading, ...]

    @property
    def words(self) -> list[Word]:
        """All words, in their order."""
        return [word for clause in self.clauses for word in clause.words]

    @property
    def hits(self) -> list[Hit]:
        """All that carries feeling, in its order."""
        return [hit for clause in self.clauses for hit in clause.hits]


def _laid_over(base: Any, ours: Lexicon) -> Any:
    """TextBlob's lexicon without the words that are neutral here, with ours laid over it."""
    base.load()
    for word in ours.neutral:
        base.pop(word, None)
    for word, by in ours.intensity.items():
        base.pop(word, None)
        base.annotate(word, _ADVERB, 0.0, 0.0, by)
    for word, polarity in [*ours.polarity.items(), *ours.phrase_polarity.items()]:
        base.pop(word, None)
        base.annotate(word, None, polarity, 1.0, 1.0)
    return base


def _in_place(chunk: Sequence[str], *, polarity: float) -> Hit | None:
    places = [word for word in chunk if isinstance(word, Word)]
    if not places or not polarity:
        return None
    start, end = min(word.start for word in places), max(word.end for word in places)
    return Hit(start, end, max(-1.0, min(1.0, polarity)))


def _is_asked_for(hit: Hit, clause: Clause, ours: Lexicon) -> bool:
    """Whether this is what a clause that asks for something opens with: "Listen to us" praises nobody."""
    first = clause.words[0]
    return hit.polarity > 0 and (hit.start, hit.end) == (first.start, first.end) and first in ours.cues["order"]


def _with_phrases(words: tuple[Word, ...], ours: Lexicon) -> list[Word]:
    """The words with each phrase put as the one word it has in the lexicon."""
    out: list[Word] = []
    at = 0
    for found in ours.phrases.find(words):
        out.extend(words[at : found.start])
        first, last = words[found.start], words[found.end - 1]
        phrase = Word(found.label)
        phrase.start, phrase.end, phrase.kind = first.start, last.end, "phrase"
        out.append(phrase)
        at = found.end
    out.extend(words[at:])
    return out


@cache
def _analyser() -> Any:
    """Our analyser, made once: TextBlob and what it stands on take most of a second to import."""
    import textblob.en
    from textblob.base import BaseSentimentAnalyzer

    ours = lexicon()
    packaged = Path(textblob.en.__file__).with_name("en-sentiment.xml")
    base = textblob.en.Sentiment(
        path=str(packaged), language="en", synset="wordnet_id", negations=tuple(sorted(ours.negators))
    )
    known = _laid_over(base, ours)

    class CommentAnalyzer(BaseSentimentAnalyzer):
        """Reads a comment clause by clause. It gives a `LexicalReading`."""

        def analyze(self, text: str) -> LexicalReading:
            words = ours.neutralised(words_of(text))
            return LexicalReading(tuple(self.clause(clause) for clause in clauses_of(words)))

        def clause(self, clause: Clause) -> ClauseReading:
            given = [(word, None) for word in _with_phrases(clause.words, ours)]
            found = (_in_place(chunk, polarity=p) for chunk, p, _, _ in known.assessments(given))
            hits = tuple(hit for hit in found if hit is not None and not _is_asked_for(hit, clause, ours))
            return ClauseReading(clause.words, clause.turned, clause.sentence, hits)

    return CommentAnalyzer()


def read(text: str) -> LexicalReading:
    """How the lexicon reads a text (clean it first). The same text gives the same reading."""
    import textblob

    reading: LexicalReading = textblob.TextBlob(text, analyzer=_analyser()).sentiment
    return reading
