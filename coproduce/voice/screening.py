"""Does this comment mean that somebody may be hurt or not safe? Rules that order a queue which people read.

Recall comes before precision, and the answer "no" is no finding: docs/decisions/0005 says what this is and is not.
Words are read through tricks of writing: digits for letters, letters spelled apart, stretched or starred words,
and small slips in the words that matter most.
"""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from coproduce.voice.confusables import folded
from coproduce.voice.cues import Cues, words_of
from coproduce.voice.misspelling import Misspellings
from coproduce.voice.shadow import shadow_of

_STAND_FOR = str.maketrans("013457@$!|", "oieastasii")
_MIXED = re.compile(r"(?<![a-z0-9@$!|])[a-z0-9@$!|]{2,40}")
_STANDS_FOR_A_LETTER = re.compile(r"[013457@$!|]")
_APART = re.compile(r"(?<![^\W_])[^\W\d_](?:[\s.*_-]{1,2}[^\W\d_](?![^\W_])){2,}")
_DOTTED = re.compile(r"(?<=[a-z])[.*_](?=[a-z])")
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_STARRED = re.compile(r"\b([a-z]{1,6})[*#]{1,3}([a-z]{1,6})\b")
_STARRED_WORDS = (
    "rape",
    "raped",
    "suicide",
    "suicidal",
    "abuse",
    "abused",
    "kill",
    "sexual",
    "sex",
    "molest",
    "die",
)


@dataclass(frozen=True, slots=True)
class Screening:
    """Whether a person should look at this comment first, and the kinds of words that say so, sorted."""

    concern: bool
    kinds: tuple[str, ...]


def screen(text: str) -> Screening:
    """Screen one comment in any language. A comment without a concern has not been found safe."""
    low = plain(text)
    kinds: set[str] = set()
    for reading in readings(low):
        kinds.update(_kinds_in(reading))
    if not low.isascii():
        found = _other_scripts().search(
            unicodedata.normalize("NFC", text).replace("\u200c", "").replace("\u200d", "")
        )
        if found or _other_scripts().search(low):
            kinds.add("other_languages")
    return Screening(concern=bool(kinds), kinds=tuple(sorted(kinds)))


def plain(text: str) -> str:
    """A text in small letters, without invisible signs and without the accents of Latin letters."""
    return _without_accents(shadow_of(unicodedata.normalize("NFC", text)).text.lower())


def readings(low: str) -> list[str]:
    """A plain text as written and, where it is written oddly, as it was meant."""
    return _readings(folded(low))


def kinds() -> tuple[str, ...]:
    """The kinds of harm that the list knows, in its order."""
    return tuple(_data()["kinds"])


def version() -> str:
    """The version of the list of words."""
    return str(_data()["version"])


def _kinds_in(low: str) -> set[str]:
    words = words_of(low)
    kinds = set(_cues().found_in(words))
    kinds.update(_misspellings().kinds_in(words))
    return kinds


def _readings(low: str) -> list[str]:
    """The text as written and, where it is written oddly, as it was meant."""
    readings = [low]
    if _APART.search(low):
        readings.append(_APART.sub(lambda found: re.sub(r"[\s.*_-]", "", found.group()), low))
    if _STANDS_FOR_A_LETTER.search(low):
        readings.append(_MIXED.sub(_as_letters, low))
    if _DOTTED.search(low):
        readings.append(_DOTTED.sub("", low))
    if _STRETCHED.search(low):
        readings.extend((_STRETCHED.sub(r"\1", low), _STRETCHED.sub(r"\1\1", low)))
    if _STARRED.search(low):
        readings.append(_STARRED.sub(_unstarred, low))
    return readings


def _as_letters(found: re.Match[str]) -> str:
    """A word of letters and digits with letters for the digits; a number stays."""
    word = found.group()
    core = word.rstrip("!|")
    return core.translate(_STAND_FOR) if any("a" <= one <= "z" for one in core) else word


def _unstarred(found: re.Match[str]) -> str:
    start, end = found.groups()
    for word in _STARRED_WORDS:
        if word.startswith(start) and word.endswith(end) and 1 <= len(word) - len(start) - len(end) <= 3:
            return word
    return found.group()


def _without_accents(low: str) -> str:
    """Polish and Romanian letters without their marks; other scripts keep theirs."""
    if low.isascii():
        return low
    parts = unicodedata.normalize("NFD", low.replace("ł", "l"))
    return unicodedata.normalize("NFC", "".join(part for part in parts if not "\u0300" <= part <= "\u036f"))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("coproduce.voice") / "data" / "concern.toml").read_text("utf-8"))


@cache
def _cues() -> Cues[str]:
    return Cues({kind: words["cues"] for kind, words in _data()["kinds"].items()})


@cache
def _misspellings() -> Misspellings:
    return Misspellings(_data()["misspelled"]["words"], real_words=frozenset(_data()["misspelled"]["real_words"]))


@cache
def _other_scripts() -> re.Pattern[str]:
    words = sorted(
        {unicodedata.normalize("NFC", word) for word in _data()["kinds"]["other_languages"]["other_scripts"]}
    )
    return re.compile("|".join(map(re.escape, words)))
