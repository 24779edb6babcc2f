"""A text cut into words with their places, and the words into clauses.

Our own, because TextBlob's sentences and words need corpora that are no part of it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

TURNS = frozenset({"but", "however", "although", "though", "except", "whereas", "unfortunately"})

_PIECE = re.compile(
    r"(?P<mark>\[[^\]\n]{1,40}\])"
    r"|(?P<face>[:;]-?[()dD/](?!\w))"
    r"|(?P<number>\d+(?:[.,:/]\d+)*(?:%|st\b|nd\b|rd\b|th\b)?)"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)"
    r"|(?P<end>[.!?;\n]+)"
    r"|(?P<drawn>[\u2600-\u27bf\u2b50\U0001f300-\U0001faff])"
)


class Word(str):
    """A word in lower case without apostrophes, with its place in the text and how it was written."""

    __slots__ = ("capital", "end", "kind", "start", "whole_capital")

    start: int
    end: int
    kind: str
    capital: bool
    whole_capital: bool


class Clause(NamedTuple):
    """Words that belong together. `turned`: it begins with a word like "but"."""

    words: tuple[Word, ...]
    turned: bool
    sentence: int


def words_of(text: str) -> list[Word]:
    """The words, numbers, marks and ends of clauses of a text, in their order."""
    found = []
    for piece in _PIECE.finditer(text):
        raw = piece.group()
        kind = piece.lastgroup or "word"
        word = Word(raw.lower().replace("'", "") if kind == "word" else raw)
        word.start, word.end = piece.span()
        word.kind = kind
        word.capital = kind == "word" and raw[0].isupper()
        word.whole_capital = word.capital and len(raw) > 1 and raw.isupper()
        found.append(word)
    return found


def clauses_of(words: Sequence[Word]) -> Iterator[Clause]:
    """Clauses: they end at . ! ? ; and line ends, and before a word that turns ("but", "however").

    An exclamation mark stays with its clause, as the last word: TextBlob reads it as emphasis.
    """
    held: list[Word] = []
    turned, sentence = False, 0
    for word in words:
        if word.kind == "end":
            if "!" in word:
                held.append(_emphasis(word))
            if held:
                yield Clause(tuple(held), turned, sentence)
                sentence += 1
            held, turned = [], False
        elif word in TURNS:
            if held:
                yield Clause(tuple(held), turned, sentence)
            held, turned = [word], True
        else:
            held.append(word)
    if held:
        yield Clause(tuple(held), turned, sentence)


def _emphasis(end: Word) -> Word:
    mark = Word("!")
    mark.start, mark.end, mark.kind, mark.capital, mark.whole_capital = end.start, end.end, "end", False, False
    return mark
