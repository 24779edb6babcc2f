"""The lists that redaction of names and places works from, read once."""

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

NOT_DECOMPOSED = str.maketrans({"ł": "l", "Ł": "l", "ø": "o", "đ": "d", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class NameLists:
    """Words in lower case without accents (`plain`); other scripts as they are written."""

    given: frozenset[str]
    also_words: frozenset[str]
    surnames: frozenset[str]
    other_scripts: frozenset[str]
    titles: frozenset[str]
    roles: frozenset[str]
    kin: frozenset[str]
    other_script_name_is: frozenset[str]
    other_script_kin: frozenset[str]
    other_script_after_name: frozenset[str]
    other_script_not_names: frozenset[str]
    whose: frozenset[str]
    titles_before_listed: frozenset[str]
    before_times: frozenset[str]
    person_does: frozenset[str]
    person_alone_does: frozenset[str]
    places: frozenset[str]
    person_says: frozenset[str]
    person_is_met: frozenset[str]
    person_is_met_after_to: frozenset[str]
    conditions: frozenset[str]
    plain_words: frozenset[str]


def plain(word: str) -> str:
    """A word in lower case without accents and without a possessive ending."""
    word = word.lower()
    if not word.isascii():
        parts = unicodedata.normalize("NFD", word.translate(NOT_DECOMPOSED))
        word = "".join(part for part in parts if not "\u0300" <= part <= "\u036f")
    return word.removesuffix("'s") if word.endswith("'s") else word.rstrip("'")


@cache
def place_words(key: str) -> frozenset[str]:
    """A list of words about schools, streets or postcodes, by its key in places.toml."""
    data = tomllib.loads((files("coproduce.voice") / "data" / "places.toml").read_text("utf-8"))
    return frozenset(data[key].split())


@cache
def name_lists() -> NameLists:
    """The lists that are shipped."""
    folder = files("coproduce.voice") / "data"
    data = tomllib.loads((folder / "names.toml").read_text("utf-8"))
    words = (folder / "plain_words.txt").read_text("utf-8").split()
    lists = {key: frozenset(text.split()) for key, text in data.items()}
    return NameLists(**lists, plain_words=frozenset(words))
