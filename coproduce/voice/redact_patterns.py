"""Finding e-mail and web addresses, accounts, postcodes, dates of birth and street addresses by their shape.

Every search starts from a rare mark (an @, a digit, a word such as "born") and looks a bounded way around it, so
time grows with the length of the text and no faster.
"""

import re
from collections.abc import Iterator

from coproduce.voice.name_lists import name_lists, place_words, plain
from coproduce.voice.spans import Span

_AT = re.compile(r"\s{0,2}(?:@|[(\[{]\s?at\s?[)\]}])\s{0,2}|\s{1,2}at\s{1,2}", re.I)
_DOT = r"(?:\s?\.\s?|\s?[(\[{]\s?dot\s?[)\]}]\s?|\sdot\s)"
_ENDS = r"(?:com|co|uk|org|net|edu|gov|io|me|info|nhs|sch|ac|pl|ro|eu|pk|in|de|fr)"
_DOMAIN = re.compile(rf"[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{0,4}}?{_DOT}{_ENDS}\b(?:{_DOT}uk\b)?", re.I)
_ANY_DOMAIN = re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_JOINT = re.compile(r"\s(?:dot|underscore|dash)\s\Z", re.I)
MOST_DOTS = 3
MOST_LETTERS = 64
_MAIL_HOST = re.compile(
    r"(?:gmail|googlemail|hotmail|outlook|yahoo|icloud|live|msn|btinternet|sky|aol|nhs|virginmedia|talktalk|proton"
    r"|protonmail|ymail|mail|wp|onet)\b",
    re.I,
)

_LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"]{1,300}"
    r"|\b(?:facebook|instagram|twitter|tiktok|x|linkedin|youtube|snapchat)\.com/[^\s<>\"]{1,200}",
    re.I,
)
_HAS_LINK = re.compile(r"://|\.com/|[wW]{3}\.")
_ACCOUNT = re.compile(r"(?<![\w@.])@[A-Za-z_][\w.]{2,30}")

_NAME_WITH_AT = re.compile(r"(?<![\w.@])[A-Za-z]{1,10}@[a-z]{1,10}(?![\w@]|\.\w)")

_AREAS = place_words("postcode_areas")
_UNIT = "[ABD-HJLNP-UW-Zabd-hjlnp-uw-z]"
_POSTCODE = re.compile(
    rf"(?<![A-Za-z0-9])([A-Za-z]{{1,2}})([0-9oOI][0-9A-Za-z]?)[\s.,/-]{{0,3}}([0-9oO])({_UNIT}{{2}})(?![A-Za-z0-9])"
)
_POSTCODE_APART = re.compile(
    r"(?<![A-Za-z0-9])([A-Za-z])\s(?:([A-Za-z])\s)?\d\s(?:[A-Za-z0-9]\s)?\d\s[A-Za-z]\s[A-Za-z](?![A-Za-z0-9])"
)
_HALF_POSTCODE = re.compile(
    r"\bpost\s?code\b[\s:,-]{0,3}(?:is\s|was\s)?([A-Za-z]{1,2}\d[A-Za-z0-9]?)(?![A-Za-z0-9])", re.I
)
_ORDINAL = re.compile(r"(?:1st|2nd|3rd|[04-9]th)\Z")


def find_patterns(text: str) -> Iterator[Span]:
    """Every e-mail address, link, account and postcode of a text."""
    yield from _emails(text)
    for found in _LINK.finditer(text) if _HAS_LINK.search(text) else ():
        if _points_at_a_page(found.group()):
            yield Span(found.start(), found.start() + len(found.group().rstrip(".,;:!?)")), "link")
    if "@" in text:
        for found in _ACCOUNT.finditer(text):
            yield Span(*found.span(), "name")
        for found in _NAME_WITH_AT.finditer(text):
            if plain(found.group().replace("@", "a")) in name_lists().given:
                yield Span(*found.span(), "name")
    yield from _postcodes(text)


def _emails(text: str) -> Iterator[Span]:
    for at in _AT.finditer(text):
        spelled = "@" not in at.group()
        domain = _DOMAIN.match(text, at.end()) or (None if spelled else _ANY_DOMAIN.match(text, at.end()))
        if domain is None:
            continue
        start = _start_of_local(text, at.start())
        local = text[start : at.start()]
        if local and (not spelled or _is_written_out(at.group(), local, domain.group())):
            yield Span(start, domain.end(), "email")


def _start_of_local(text: str, end: int) -> int:
    """Where the part before the @ begins, "dot" and "underscore" between its words included."""
    start = _start_of_word(text, end)
    for _ in range(MOST_DOTS):
        joint = _JOINT.search(text, max(0, start - 12), start)
        if joint is None or start == end:
            break
        earlier = _start_of_word(text, joint.start())
        if earlier == joint.start():
            break
        start = earlier
    return start


def _start_of_word(text: str, end: int) -> int:
    start = end
    while start > max(0, end - MOST_LETTERS) and (text[start - 1].isalnum() or text[start - 1] in "._%+'-"):
        start -= 1
    return start


def _is_written_out(at: str, local: str, domain: str) -> bool:
    """Whether "x at y.com" is an address, and not words about a website."""
    if not at.isspace() and at.strip()[0] in "([{":
        return True
    has_mark = re.search(r"[\d._]|\sdot\s", local) is not None
    return has_mark or " dot " in domain.lower() or _MAIL_HOST.match(domain) is not None


def _points_at_a_page(link: str) -> bool:
    """Whether a link leads deeper than a site's front page, where it may name somebody."""
    _, _, rest = link.rpartition("://")
    return len(rest.rstrip("/").split("/", 1)) == 2 or "?" in rest


def _postcodes(text: str) -> Iterator[Span]:
    for found in _POSTCODE.finditer(text):
        area, district, digit, unit = found.groups()
        if area.lower() in _AREAS and not (unit.islower() and _ORDINAL.match(digit + unit)):
            if not any(character.isdigit() for character in district + digit):
                continue
            yield Span(*found.span(), "postcode")
    for found in _POSTCODE_APART.finditer(text):
        if (found[1] + (found[2] or "")).lower() in _AREAS:
            yield Span(*found.span(), "postcode")
    for found in _HALF_POSTCODE.finditer(text):
        yield Span(*found.span(1), "postcode")
