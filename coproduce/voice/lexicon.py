"""The SEND lexicon: what `data/lexicon.toml` holds, ready for use.

It says which words and phrases carry feeling, which of TextBlob's words carry none here, and which words (needs,
settings, origins, genders, given names) are read as one and the same, so that they cannot move a score.
"""

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from coproduce.voice.clauses import Word
from coproduce.voice.phrases import Phrases, word_list

NEED = "\u00b7need"
NAME = "\u00b7name"
FILE = "lexicon.toml"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Polarities run from -1 to 1; an intensity is a factor on the word that follows."""

    version: str
    checksum: str
    neutral: frozenset[str]
    polarity: Mapping[str, float]
    intensity: Mapping[str, float]
    negators: frozenset[str]
    phrases: Phrases
    phrase_polarity: Mapping[str, float]
    needs: Phrases
    written_large: frozenset[str]
    names: frozenset[str]
    same: Mapping[str, str]
    cues: Mapping[str, frozenset[str]]

    def neutralised(self, words: Sequence[Word]) -> list[Word]:
        """The words with each need, setting, origin and given name put as one silent word in its place."""
        kept: list[Word] = []
        at = 0
        for found in [*self.needs.find(words), None]:
            until = found.start if found else len(words)
            kept.extend(
                self._silenced(word, first=number == 0) if word.capital or word.kind == "mark" else word
                for number, word in enumerate(words[at:until], at)
            )
            if found:
                kept.append(_silent(NEED, words[found.start], words[found.end - 1]))
                at = found.end
        return kept

    def _silenced(self, word: Word, *, first: bool) -> Word:
        if word.kind == "mark":
            return _silent(NAME, word, word)
        if word.whole_capital:
            return _silent(NEED, word, word) if word in self.written_large else word
        return word if first or word not in self.names else _silent(NAME, word, word)


def _silent(name: str, first: Word, last: Word) -> Word:
    word = Word(name)
    word.start, word.end, word.kind, word.capital, word.whole_capital = (
        first.start,
        last.end,
        "silent",
        False,
        False,
    )
    return word


def _polarities(groups: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    return {word: float(group["polarity"]) for group in groups for word in word_list(group["words"])}


def _phrases(
    groups: Sequence[Mapping[str, Any]], sets: Mapping[str, frozenset[str]]
) -> tuple[Phrases, dict[str, float]]:
    lines = {f"\u00b7phrase{number}": group["lines"].strip().splitlines() for number, group in enumerate(groups)}
    polarity = {f"\u00b7phrase{number}": float(group["polarity"]) for number, group in enumerate(groups)}
    return Phrases(lines, sets=sets), polarity


def _needs(table: Mapping[str, str]) -> Phrases:
    lines = [*table["phrases"].strip().splitlines(), *table["words"].split()]
    return Phrases({NEED: lines}, sets={})


def read(raw: bytes) -> Lexicon:
    """A lexicon from the bytes of a file. Raises ValueError (which TOMLDecodeError is) or KeyError where unfit."""
    table = tomllib.loads(raw.decode("utf-8"))
    sets = {name: frozenset(word_list(words)) for name, words in table["sets"].items()}
    phrases, phrase_polarity = _phrases(table["phrases"], sets)
    return Lexicon(
        version=table["version"],
        checksum=hashlib.sha256(raw).hexdigest(),
        neutral=frozenset(word_list(table["neutral"])),
        polarity=_polarities(table["words"]),
        intensity={word: float(by) for by, words in table["intensity"].items() for word in word_list(words)},
        negators=sets["not"],
        phrases=phrases,
        phrase_polarity=phrase_polarity,
        needs=_needs(table["needs"]),
        written_large=frozenset(table["needs"]["capitals"].split()),
        names=frozenset(table["names"]["words"].split()),
        same={word: name for name, words in table["gender"].items() for word in words.split()},
        cues={name: frozenset(word_list(words)) for name, words in table["cues"].items()},
    )


@cache
def lexicon() -> Lexicon:
    """The packaged lexicon, read once."""
    return read((files("coproduce.voice") / "data" / FILE).read_bytes())
