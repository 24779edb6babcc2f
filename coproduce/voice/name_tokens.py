"""The words of a text as the search for names sees them: where they stand and how they are written."""

import re
from typing import NamedTuple

from coproduce.voice.name_lists import plain

_VOWEL_SIGNS = (
    "\u0300-\u036f\u064b-\u0652\u0670\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09cd"
    "\u0a01-\u0a03\u0a3c-\u0a4d\u0a70\u0a71"
)
_TOKEN = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{_VOWEL_SIGNS}])*(?:['-][^\W\d_]+)*")
_SENTENCE_ENDS = re.compile(r"[.!?\n:;•*\"“”(]")


class Token(NamedTuple):
    """A word, where it stands, and how it is written."""

    text: str
    plain: str
    start: int
    end: int
    capital: bool
    begins: bool


def tokens_of(text: str) -> list[Token]:
    """The words of a text. In a text all in capitals a capital says nothing."""
    shouting = sum(map(str.isupper, text)) > 0.6 * max(1, sum(map(str.isalpha, text)))
    found: list[Token] = []
    end = 0
    for match in _TOKEN.finditer(text):
        word = match.group()
        begins = not found or _SENTENCE_ENDS.search(text, end, match.start()) is not None
        capital = word[0].isupper() and not (shouting and word.isupper())
        found.append(Token(word, plain(word), match.start(), match.end(), capital, begins))
        end = match.end()
    return found


def length_of_name(word: str) -> int:
    """How much of a word is the name: the ending 's stays."""
    return len(word) - 2 if word.lower().endswith("'s") and len(word) > 2 else len(word)
