"""Words written with one slip: a letter left out, put in, changed, or two swapped."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

SHORTEST = 6
WORDS_REMEMBERED = 8192


class Misspellings:
    """Finds words that are one slip away from those that matter. Time grows with the length of the words only."""

    def __init__(self, words: Mapping[str, str], *, real_words: frozenset[str]) -> None:
        """`words` gives each word's kind; `real_words` are near them and mean something else."""
        self._kinds = dict(words)
        self._real_words = real_words
        self._near: dict[str, set[str]] = {}
        for word in words:
            for shorter in _shortened(word):
                self._near.setdefault(shorter, set()).add(word)
        self._remembered: Callable[[str], frozenset[str]] = lru_cache(maxsize=WORDS_REMEMBERED)(self._kinds_of)

    def kinds_in(self, words: Iterable[str]) -> set[str]:
        """The kinds of every word that is at most one slip from a known one."""
        return {kind for word in words for kind in self._remembered(word)}

    def _kinds_of(self, word: str) -> frozenset[str]:
        if not SHORTEST <= len(word) <= 16 or word in self._real_words:
            return frozenset()
        near = {known for shorter in _shortened(word) for known in self._near.get(shorter, ())}
        return frozenset(self._kinds[known] for known in near if _is_one_slip(word, known))


def _shortened(word: str) -> set[str]:
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def _is_one_slip(written: str, meant: str) -> bool:
    start = 0
    while start < min(len(written), len(meant)) and written[start] == meant[start]:
        start += 1
    rest, wanted = written[start:], meant[start:]
    return (
        rest[1:] == wanted[1:]
        or rest[1:] == wanted
        or rest == wanted[1:]
        or (rest[2:] == wanted[2:] and rest[:2] == wanted[:2][::-1])
    )
