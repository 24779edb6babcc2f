"""Phrases of the lexicon found in a list of words: the longest that begins at a word, never two that overlap.

A phrase is written as in `data/lexicon.toml`. Matching tries only the phrases that can begin with a word, and each
is a handful of steps, so the time grows with the number of words.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_RATIO = re.compile(r"\d+/\d+")


def expand(word: str) -> list[str]:
    """The forms that one entry of a word list stands for.

    >>> expand("wait/s/ed"), expand("ignor-/e/ed")
    (['wait', 'waits', 'waited'], ['ignore', 'ignored'])
    """
    if "/" not in word or word.startswith(":") or _RATIO.fullmatch(word):
        return [word]
    stem, *endings = word.split("/")
    if stem.endswith("-"):
        return [stem[:-1] + ending for ending in endings]
    return [stem, *(stem + ending for ending in endings)]


def word_list(text: str) -> list[str]:
    """Every word that a list of entries stands for, in its order."""
    return [form for entry in text.split() for form in expand(entry)]


@dataclass(frozen=True, slots=True)
class Step:
    """One place of a phrase: the words that fit (None: any), how often at least and at most."""

    words: frozenset[str] | None
    least: int
    most: int

    def fits(self, word: str) -> bool:
        """Whether this word may stand here. A figure fits wherever a number does."""
        return self.words is None or word in self.words or ("#" in self.words and word[0].isdigit())


class Found(NamedTuple):
    """A phrase in a list of words: from `start` up to, not including, `end`."""

    start: int
    end: int
    label: str


def parse_step(part: str, sets: Mapping[str, frozenset[str]]) -> Step:
    """One step of a phrase as it is written: `a|b?`, `@set`, `_2`, `#`."""
    optional = part.endswith("?")
    body = part.rstrip("?")
    if body.startswith("_"):
        most = int(body[1:] or 1)
        return Step(None, 0 if optional or most > 1 else 1, most)
    words: set[str] = set()
    for entry in body.split("|"):
        if entry.startswith("@"):
            words |= sets[entry[1:]]
        elif entry == "#":
            words |= sets["number"] | {"#"}
        else:
            words.update(expand(entry))
    return Step(frozenset(words), 0 if optional else 1, 1)


def _length(steps: Sequence[Step], words: Sequence[str], at: int) -> int:
    """Where the longest reading of these steps from `at` ends; -1 where they do not fit."""
    for number, step in enumerate(steps):
        if step.least == step.most == 1:
            if at < len(words) and step.fits(words[at]):
                at += 1
                continue
            return -1
        taken = 0
        while taken < step.most and at + taken < len(words) and step.fits(words[at + taken]):
            taken += 1
        ends = [_length(steps[number + 1 :], words, at + n) for n in range(step.least, taken + 1)]
        return max(ends, default=-1)
    return at


class Phrases:
    """Phrases under labels."""

    def __init__(self, lines: Mapping[str, Sequence[str]], *, sets: Mapping[str, frozenset[str]]) -> None:
        self._starting: dict[str, list[tuple[tuple[Step, ...], str]]] = {}
        for label, phrases in lines.items():
            for phrase in phrases:
                self._add(tuple(parse_step(part, sets) for part in phrase.split()), label)

    def _add(self, steps: tuple[Step, ...], label: str) -> None:
        if not steps or steps[0].least == 0 or steps[0].words is None:
            raise ValueError(f"a phrase begins with a word that must be there: {label}")
        for word in steps[0].words:
            self._starting.setdefault(word, []).append((steps[1:], label))

    def find(self, words: Sequence[str]) -> list[Found]:
        """The phrases in these words, from left to right, the longest at each place."""
        found: list[Found] = []
        until = 0
        for at, word in enumerate(words):
            if at < until or (word not in self._starting and not word[0].isdigit()):
                continue
            best, label = self._best(words, at)
            if best > at:
                found.append(Found(at, best, label))
                until = best
        return found

    def _best(self, words: Sequence[str], at: int) -> tuple[int, str]:
        word = words[at]
        candidates = self._starting.get(word) or (self._starting.get("#") if word[0].isdigit() else None)
        best, label = -1, ""
        for rest, name in candidates or ():
            end = _length(rest, words, at + 1)
            if end > best:
                best, label = end, name
        return best, label
