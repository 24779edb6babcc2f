"""Cue words: phrases written as data, found in a text's words in one pass.

A cue is one or more words: `wait*` is any word that begins so, `phone|rang` one word or the other, `_` any one
word, `...` up to three words or none. Words are compared in lower case; hyphens part words, apostrophes do not.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from typing import Generic, TypeVar

WORDS_REMEMBERED = 8192

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*|£")
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "`": "'", "\u00b4": "'"})

Label = TypeVar("Label")


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, typographic apostrophes made plain."""
    return _WORD.findall(text.translate(_APOSTROPHES).lower())


def spelled_out(cue: str) -> list[tuple[str, ...]]:
    """Every sequence of words that a cue stands for, its `|` alternatives and `...` multiplied out."""
    choices = [[("_",) * gap for gap in range(4)] if part == "..." else _either(part) for part in cue.split()]
    return [tuple(word for words in chosen for word in words) for chosen in product(*choices)]


def _either(part: str) -> list[tuple[str, ...]]:
    return [(word,) for word in part.split("|")]


@dataclass(slots=True)
class _Node(Generic[Label]):
    """A step in the tree of cues: what may follow, and which cues end here."""

    exact: dict[str, "_Node[Label]"] = field(default_factory=dict)
    stems: dict[str, "_Node[Label]"] = field(default_factory=dict)
    anything: "_Node[Label] | None" = None
    ends: tuple[Label, ...] = ()

    def step(self, part: str) -> "_Node[Label]":
        """The node after one word of a cue, made where it is missing."""
        if part == "_":
            self.anything = self.anything or _Node()
            return self.anything
        if part.endswith("*"):
            return self.stems.setdefault(part[:-1], _Node())
        return self.exact.setdefault(part, _Node())

    def after(self, word: str) -> list["_Node[Label]"]:
        """The nodes that this word of a text leads to."""
        found = []
        if word in self.exact:
            found.append(self.exact[word])
        if self.stems:
            stems = self.stems
            found.extend(stems[word[:end]] for end in range(2, len(word) + 1) if word[:end] in stems)
        if self.anything is not None:
            found.append(self.anything)
        return found


class Cues(Generic[Label]):
    """Cues under labels. `found_in` takes time in proportion to the number of words."""

    def __init__(self, cues: Mapping[Label, Iterable[str]]) -> None:
        self._root: _Node[Label] = _Node()
        for label, phrases in cues.items():
            for phrase in phrases:
                for parts in spelled_out(phrase):
                    self._add(parts, label)
        self._first: Callable[[str], list[_Node[Label]]] = lru_cache(maxsize=WORDS_REMEMBERED)(self._root.after)

    def _add(self, parts: Sequence[str], label: Label) -> None:
        node = self._root
        for part in parts:
            node = node.step(part)
        if label not in node.ends:
            node.ends = (*node.ends, label)

    def found_in(self, words: Sequence[str]) -> dict[Label, int]:
        """How many words of the text begin a cue of each label; labels not found are left out."""
        counts: dict[Label, int] = {}
        for start, first in enumerate(words):
            labels: set[Label] = set()
            nodes = self._first(first)
            following = start + 1
            while nodes:
                for node in nodes:
                    labels.update(node.ends)
                if following == len(words):
                    break
                nodes = [later for node in nodes for later in node.after(words[following])]
                following += 1
            for label in labels:
                counts[label] = counts.get(label, 0) + 1
        return counts
