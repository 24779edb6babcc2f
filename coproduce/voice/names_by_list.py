"""Finding names by lists, and by how a word is used that no list knows.

A name that is no ordinary word counts wherever it stands; one that is also a word, or a month, only where the
writing says name; a word that no list knows, where it is written with a capital and does what people do.
"""

import re
from collections.abc import Container

from coproduce.voice.name_lists import name_lists
from coproduce.voice.name_tokens import Token
from coproduce.voice.theme_weights import theme_weights

_LISTS = name_lists()
_SPACE = re.compile(r"\s{1,3}\Z")
_MONTHS_AND_SEASONS = frozenset({"may", "april", "june", "august", "summer", "autumn", "jan", "spring"})
BEGIN_SENTENCES = frozenset({"hope", "faith", "joy", "will", "may", "art", "happy", "just"})
"""Names that also begin sentences as words: they need stronger evidence there."""


def in_list(token: Token, names: frozenset[str]) -> bool:
    """Whether a word, or what stands before its first hyphen, is in a list."""
    if token.plain in names:
        return True
    first, hyphen, _ = token.plain.partition("-")
    return bool(hyphen) and len(first) > 2 and first in names


def by_lists(text: str, tokens: list[Token], masked: list[bool]) -> None:
    """Mark in `masked` every word that lists or its use say is a name."""
    for index, token in enumerate(tokens):
        if token.plain in _LISTS.other_scripts or in_list(token, _LISTS.given):
            masked[index] = True
        elif token.capital and not is_acronym(token):
            if token.plain in _LISTS.surnames or in_list(token, _LISTS.also_words):
                masked[index] = token.plain in _LISTS.surnames or _reads_as_name(text, tokens, index)
            else:
                masked[index] = _acts_like_a_person(text, tokens, index)


def _reads_as_name(text: str, tokens: list[Token], index: int) -> bool:
    """Whether a capitalised word that may be a name, a month or a word is used as a name here."""
    token = tokens[index]
    following = next_plain(text, tokens, index)
    if token.plain in _MONTHS_AND_SEASONS:
        before = tokens[index - 1].plain if index else ""
        after = text[token.end : token.end + 3].strip()
        return (
            before not in _LISTS.before_times
            and not after[:1].isdigit()
            and (not token.begins or following in _LISTS.person_does)
        )
    if token.text.endswith("'s"):
        return True
    if not token.begins:
        return not tokens[index - 1].capital or tokens[index - 1].begins
    return following in (_LISTS.person_alone_does if token.plain in BEGIN_SENTENCES else _LISTS.person_does)


def _acts_like_a_person(text: str, tokens: list[Token], index: int) -> bool:
    """Whether a capitalised word that no list knows is spoken to, speaks, or has something of its own."""
    token = tokens[index]
    if (
        len(token.plain) < 3
        or token.plain in _LISTS.plain_words | _LISTS.conditions
        or token.plain in _common_words()
    ):
        return False
    if token.text.endswith("'s"):
        return True
    if token.begins:
        return not token.plain.endswith("s") and next_plain(text, tokens, index) in _LISTS.person_says
    before, earlier = tokens[index - 1].plain, tokens[index - 2].plain if index > 1 else ""
    return (
        before in _LISTS.person_is_met
        or (before == "you" and earlier == "thank")
        or (before in {"to", "with"} and earlier in _LISTS.person_is_met_after_to)
        or next_plain(text, tokens, index) in _LISTS.person_says
    )


def _common_words() -> Container[str]:
    """Words that families commonly write in lower case, as the weights for themes know them."""
    return theme_weights().words


def next_plain(text: str, tokens: list[Token], index: int) -> str:
    """The next word where only a space lies between, in plain letters; else nothing."""
    if index + 1 < len(tokens) and _SPACE.match(text[tokens[index].end : tokens[index + 1].start][:4]):
        return tokens[index + 1].plain
    return ""


def is_acronym(token: Token) -> bool:
    """Whether a word is written in capitals only, as EHCP is."""
    word = token.text.removesuffix("'s")
    return token.capital and word.isupper() and len(word) > 1 and "'" not in word
