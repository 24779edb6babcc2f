"""Finding people's names by what stands before them, by lists, and by the writer's own names.

A name that is no ordinary word is masked wherever it stands, in lower case too. One that is also a word (Will,
Grace, May) is masked only where the writing says name: a cue, a capital within a sentence, a possessive.
"""

import re
from collections.abc import Iterable, Sequence

from coproduce.voice.name_lists import name_lists, plain
from coproduce.voice.name_tokens import Token, length_of_name, tokens_of
from coproduce.voice.names_by_list import BEGIN_SENTENCES, by_lists, in_list, is_acronym, next_plain
from coproduce.voice.spans import Span

_LISTS = name_lists()
_LIGHT_GAP = re.compile(r"\s{0,3},?\s{1,3}\Z|\s?[(:-]\s?\Z")

_SAYS_NAME = frozenset({"named", "nickname", "nicknamed", "surname", "forename"})
_SOMEBODY = frozenset({"lady", "man", "woman", "guy", "someone", "somebody", "person", "is", "was"})
_TEAMS = frozenset({"team", "office"})
_BEING = frozenset({"is", "was", "are", "s"})


def find_names(text: str, own_names: Sequence[str] = ()) -> list[Span]:
    """The names in a text. `own_names` are the writer's and the family's, as they would write them."""
    tokens = tokens_of(text)
    masked = [False] * len(tokens)
    by_lists(text, tokens, masked)
    _by_cues(text, tokens, masked)
    _by_own_names(tokens, masked, own_names)
    _surnames_follow(text, tokens, masked)
    _spare_places(text, tokens, masked)
    return [
        Span(token.start, token.start + length_of_name(token.text), "name")
        for token, is_name in zip(tokens, masked, strict=True)
        if is_name
    ]


def _by_cues(text: str, tokens: list[Token], masked: list[bool]) -> None:
    for index, token in enumerate(tokens):
        if masked[index] or is_acronym(token):
            continue
        if _role_follows(text, tokens, index):
            masked[index] = True
        elif index == 0 or _gap(text, tokens, index) is None:
            continue
        elif token.text.isascii() or token.text[0] < "\u0600":
            masked[index] = _cue_says_name(text, tokens, index)
        else:
            masked[index] = _other_script_cue(tokens, index)


def _gap(text: str, tokens: list[Token], index: int) -> str | None:
    """What stands between a word and the one before it, when a name may follow it; else None."""
    gap = text[tokens[index - 1].end : tokens[index].start]
    if len(gap) > 4:
        return None
    if _LIGHT_GAP.match(gap):
        return gap
    return gap if tokens[index - 1].plain in _LISTS.titles and gap.strip() in {".", ""} else None


def _cue_says_name(text: str, tokens: list[Token], index: int) -> bool:
    token, before = tokens[index], tokens[index - 1]
    if token.plain in _LISTS.plain_words and token.plain not in _LISTS.also_words:
        return False
    cue, earlier = before.plain, tokens[index - 2].plain if index > 1 else ""
    if cue in _LISTS.titles:
        return _after_title(token, before)
    if _is_said_to_be_a_name(text, token, before, earlier):
        return True
    if cue in {"called", "as"} and (
        earlier in _LISTS.kin | _LISTS.roles | _SOMEBODY or (cue, earlier) == ("as", "known")
    ):
        return token.capital or cue == "called" or earlier == "known"
    if (
        cue in {"i'm", "im"}
        or (cue == "am" and earlier == "i")
        or (cue == "is" and earlier in {"this", "he", "she"})
    ):
        return token.capital and not token.begins and _is_listed(token)
    if before.text.lower().endswith("'s"):
        return False
    if cue in _LISTS.kin and earlier in _LISTS.whose:
        return _after_kin(text, tokens, index)
    if cue in _LISTS.kin:
        return token.capital and cue in {"fiul", "fiica", "syn", "corka", "twins"}
    if cue in {"meu", "mea"} and earlier in _LISTS.kin:
        return token.capital
    return cue in _LISTS.roles and token.capital and not token.begins


def _is_said_to_be_a_name(text: str, token: Token, before: Token, earlier: str) -> bool:
    """ "named X", "her name is X", "name: X"."""
    if before.plain in _SAYS_NAME or (before.plain in _BEING and earlier in {"name", "names"}):
        return True
    if before.plain == "name":
        return before.text.lower().endswith("'s") or ":" in text[before.end : token.start]
    return before.plain in {"ime", "imie", "nazywa"} or (before.plain == "sie" and earlier == "nazywa")


def _is_listed(token: Token) -> bool:
    return in_list(token, _LISTS.given) or in_list(token, _LISTS.also_words) or token.plain in _LISTS.surnames


def _after_title(token: Token, before: Token) -> bool:
    if token.capital:
        return True
    if before.plain in _LISTS.titles_before_listed:
        return token.plain in _LISTS.given | _LISTS.surnames and not token.begins
    return not token.begins and not token.plain.endswith(("ed", "ing"))


def _after_kin(text: str, tokens: list[Token], index: int) -> bool:
    """ "my son Ayaan", and in lower case "my son ayaan has": a word nobody knows, then what a person does."""
    token = tokens[index]
    if token.capital:
        return True
    if token.plain in _LISTS.also_words:
        return next_plain(text, tokens, index) in _LISTS.person_does and token.plain not in BEGIN_SENTENCES
    known_ending = token.plain.endswith(("ly", "ed", "ing", "s", "n't", "d", "ment", "tion"))
    return not known_ending and next_plain(text, tokens, index) in _LISTS.person_does


def _role_follows(text: str, tokens: list[Token], index: int) -> bool:
    """ "Bronagh our SENCO", "Bronagh, his teacher", "Bronagh from the EHC team"."""
    token = tokens[index]
    if not token.capital or token.plain in _LISTS.plain_words or index + 2 >= len(tokens):
        return False
    gap = text[token.end : tokens[index + 1].start]
    if gap == " " and tokens[index + 1].plain in {"from", "at"} and tokens[index + 2].plain == "the":
        return any(later.plain in _TEAMS and not later.begins for later in tokens[index + 3 : index + 6])
    return (
        gap.strip() in {"", ",", "("}
        and tokens[index + 1].plain in {"our", "my", "his", "her", "their", "the"}
        and tokens[index + 2].plain in _LISTS.roles | _LISTS.kin
    )


def _other_script_cue(tokens: list[Token], index: int) -> bool:
    token, cue = tokens[index], tokens[index - 1].text
    if token.text in _LISTS.other_script_not_names or len(token.text) < 2:
        return False
    if cue in _LISTS.other_script_name_is:
        return True
    follows = tokens[index + 1].text if index + 1 < len(tokens) else ""
    return cue in _LISTS.other_script_kin and follows in _LISTS.other_script_after_name


def _by_own_names(tokens: list[Token], masked: list[bool], own_names: Iterable[str]) -> None:
    own = {plain(part) for name in own_names for part in re.split(r"[\s,]+", name) if len(part) > 1}
    if not own:
        return
    words = _LISTS.plain_words | _LISTS.also_words
    for index, token in enumerate(tokens):
        parts = {token.plain, *token.plain.split("-")}
        if parts & own and (token.capital or token.plain not in words or token.text.isupper()):
            masked[index] = True


def _surnames_follow(text: str, tokens: list[Token], masked: list[bool]) -> None:
    """What follows a name directly and is written like one is a name too, up to two words."""
    run = 0
    for index in range(1, len(tokens)):
        if masked[index]:
            run = 0
            continue
        gap = text[tokens[index - 1].end : tokens[index].start]
        if not masked[index - 1] or run == 2 or gap not in {" ", ". ", "  "}:
            run = 0
            continue
        token = tokens[index]
        initial = gap == " " and len(token.text) == 1 and token.capital and token.plain not in {"i", "a"}
        written_so = (
            token.capital
            and token.plain not in _LISTS.plain_words | _LISTS.places
            and not is_acronym(token)
            and not token.begins
        )
        if tokens[index - 1].text.endswith("'s") or gap == ". ":
            continue
        if initial or written_so or token.plain in _LISTS.surnames:
            masked[index] = True
            run += 1


def _spare_places(text: str, tokens: list[Token], masked: list[bool]) -> None:
    """A name that a ward, a hospital or a condition is called by says nothing about a family."""
    for index in range(len(tokens) - 1):
        following = tokens[index + 1]
        if masked[index] and not masked[index + 1] and following.capital and following.plain in _LISTS.places:
            if text[tokens[index].end : following.start] != " ":
                continue
            earlier = index
            while earlier >= 0 and masked[earlier] and tokens[earlier + 1].start - tokens[earlier].end == 1:
                masked[earlier] = False
                earlier -= 1
