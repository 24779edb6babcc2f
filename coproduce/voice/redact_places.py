"""Finding schools by name and street addresses."""

import re
from collections.abc import Iterator

from coproduce.voice.name_lists import name_lists, place_words, plain
from coproduce.voice.spans import Span

_WORD = re.compile(r"[^\W_]+(?:['.-][^\W_]+)*[.']?")
_KIND = place_words("school_kinds")
_SCHOOL = re.compile(
    r"\b(?:schools?|academy|college|nursery|pre-?school|sixth form|primary|infants?|juniors?|grammar|secondary"
    r"|high)\b",
    re.I,
)
_REST = re.compile(
    r"(?:\s(?:school|academy|college|nursery|primary|infants?|juniors?|c of e|ce|catholic|special|high|secondary"
    r"|grammar|sixth form|and|&)\b){0,4}",
    re.I,
)
_NO_SCHOOL_FOLLOWS = re.compile(
    r"\s(?:needs?|care|schools|education|phase|admissions?|places?|provision|st|streets?|road|quality)\b", re.I
)
_TOWNS = place_words("towns")
_SAYS_WHERE = frozenset({"at", "attends", "attending", "attend", "to"})
_BEFORE_NAME = place_words("before_school")
_NEVER = place_words("never_in_a_school")
_DETERMINERS = frozenset(
    {"the", "a", "an", "my", "his", "her", "our", "their", "your", "this", "that", "at", "in"}
)
_STARTS = frozenset({"st", "saint", "st.", "sts"})

_STREET = place_words("streets")
_ENDINGS = sorted(_STREET | place_words("loose_streets"), key=len, reverse=True)
_STREET_NAME = r"(?:[^\W\d_][\w'.-]{0,24}+\s{1,2}+){1,3}"
_NUMBERED = re.compile(
    r"(?<![\w£.,/:-])(?P<flat>(?:flat|apartment|apt|unit|room)\s?\d{1,4}[a-z]?(?:,\s{0,2}|\s{1,2}))?(?:no\.?\s?)?"
    r"\d{1,4}+(?:\s?[a-z](?!\w))?+(?:,\s{0,2}+|\s{1,2}+)"
    rf"(?P<name>{_STREET_NAME})(?P<street>{'|'.join(_ENDINGS)})\b",
    re.I,
)
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_IN_WORDS = re.compile(
    rf"\b(?i:(?:{_TENS})(?:[\s-](?:{_ONES}))?|{_TEENS}|{_ONES})\s"
    rf"(?:[A-Z][\w'-]{{1,24}}\s){{1,3}}(?:{'|'.join(word.title() for word in _ENDINGS)})\b"
)
_NOT_STREET_NAMES = place_words("never_in_a_street")
_LIVES = re.compile(
    r"\b(?:[Ll]ive|lives|living|lived|moved|address is|house|home|flat)\s(?:is\s)?(?:at|on|in|to|near)\s"
    rf"((?:[A-Z][\w'-]{{1,24}}\s){{1,3}}?(?:{'|'.join(word.title() for word in _ENDINGS)}))\b"
)


def find_places(text: str) -> Iterator[Span]:
    """Every named school and street address."""
    yield from _addresses(text)
    done = 0
    for found in _SCHOOL.finditer(text):
        if found.start() >= done:
            span = _school(text, found)
            if span:
                yield span
                done = span.end


def _addresses(text: str) -> Iterator[Span]:
    for found in _NUMBERED.finditer(text):
        middle, street = found["name"], found["street"]
        words = middle.lower().split()
        if any(word.strip(".,") in _NOT_STREET_NAMES for word in words):
            continue
        named = middle[:1].isupper() and street[:1].isupper()
        if named or found["flat"] or street.lower() in _STREET or middle.strip().lower() == "high":
            yield Span(*found.span(), "address")
    for found in _IN_WORDS.finditer(text):
        yield Span(*found.span(), "address")
    for found in _LIVES.finditer(text):
        yield Span(*found.span(1), "address")


def _school(text: str, found: re.Match[str]) -> Span | None:
    """The school whose name ends in this word, or None when it is only "his school"."""
    before = list(_WORD.finditer(text, max(0, found.start() - 80), found.start()))
    if before and before[0].start() == found.start() - 80 and found.start() > 80:
        before = before[1:]
    names: list[re.Match[str]] = []
    for word in reversed(before):
        if not _joined(text, word.end(), _first_start(names, found)):
            break
        if not _may_be_in_a_name(word.group(), names[-1].group() if names else ""):
            break
        names.append(word)
        if len(names) == 6:
            break
    names.reverse()
    names = _town(text, names, found) or _trimmed(text, names)
    if not names:
        return None
    return Span(names[0].start(), _end_of_school(text, found.end()), "school")


def _first_start(names: list[re.Match[str]], found: re.Match[str]) -> int:
    return names[-1].start() if names else found.start()


def _joined(text: str, end: int, start: int) -> bool:
    return text[end:start] in {" ", "  ", "-", " ("}


def _may_be_in_a_name(word: str, following: str) -> bool:
    low = plain(word.rstrip("."))
    if low in _KIND or low in _STARTS or (low, following) == ("our", "Lady"):
        return True
    if word[0].isupper() and len(low) > 1:
        return low not in _DETERMINERS
    return low not in _NEVER and low not in _BEFORE_NAME


def _town(text: str, names: list[re.Match[str]], found: re.Match[str]) -> list[re.Match[str]]:
    """ "Halesowen College", "at halesowen primary": a town and a kind are a school, "Dudley schools" are many."""
    if _NO_SCHOOL_FOLLOWS.match(text, _end_of_school(text, found.end())):
        return []
    for index, word in enumerate(names):
        if plain(word.group()) not in _TOWNS or found.group().lower() == "schools":
            continue
        before = text[max(0, word.start() - 12) : word.start()].lower().split()
        written = word.group()[0].isupper() and found.group()[0].isupper()
        plainly = {plain(other.group()) for other in names[index + 1 :]} <= _KIND
        if plainly and (written or (before and before[-1] in _SAYS_WHERE)):
            return names[index:]
    return []


def _trimmed(text: str, names: list[re.Match[str]]) -> list[re.Match[str]]:
    """The words that are the school's name: from a saint, a capital, or all of them after "at" and the like."""
    for index, word in enumerate(names):
        low = word.group().rstrip(".").lower()
        if low in _STARTS | {"our"} and index + 1 < len(names):
            return names[index:]
    proper = [w for w in names if plain(w.group()) not in _KIND]
    if not proper:
        return []
    for index, word in enumerate(names):
        if word.group()[0].isupper() and plain(word.group()) not in _KIND | name_lists().plain_words:
            return names[_first_capital(text, names, index) :]
    return _in_lower_case(text, names)


def _first_capital(text: str, names: list[re.Match[str]], index: int) -> int:
    """The place of the first capital that runs up to this word and does not merely begin the sentence."""
    while (
        index
        and names[index - 1].group()[0].isupper()
        and text[: names[index - 1].start()].rstrip(" ")[-1:].isalnum()
    ):
        index -= 1
    return index


def _in_lower_case(text: str, names: list[re.Match[str]]) -> list[re.Match[str]]:
    """ "goes to hillcrest primary": one or two unknown words and a kind, after "at", "to", "attends"."""
    unknown = [word for word in names if plain(word.group()) not in _KIND]
    kinds = len(names) - len(unknown)
    before = text[max(0, names[0].start() - 12) : names[0].start()].lower().split()
    known = name_lists().plain_words
    if kinds and 0 < len(unknown) <= 2 and before and before[-1] in _BEFORE_NAME and before[-1] != "and":
        return (
            names if not any(plain(word.group()) in known or word.group()[0].isdigit() for word in unknown) else []
        )
    return []


def _end_of_school(text: str, end: int) -> int:
    found = _REST.match(text, end)
    rest = found.group() if found else ""
    while rest.lower().endswith((" and", " &")):
        rest = rest[: rest.rindex(" ")]
    return end + len(rest)
