"""Words, dates and codes as people write them, turned into values. Pure."""

import re
import unicodedata
from datetime import date, datetime

from coproduce.core.blank import is_blank

NOT_STATED = frozenset(
    {"", "-", "–", "—", "?", "n/a", "na", "n.a.", "nil", "none", "tbc", "tbd", "tba", "to be confirmed"}
    | {"to be decided", "to be agreed", "not stated", "not known", "not given", "unknown"}
)
"""What people write where they have nothing to say. Compared without case."""

NO_CODE = "none"
"""How files say that the paper prints no code for an action; one of the words above."""

EARLIEST_YEAR, LATEST_YEAR = 1990, 2100
DATE_ADVICE = "Write it like 15 October 2026 or 2026-10-15"

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_LINE_END = re.compile(r"\r\n?")
_SPACES = re.compile(r"[^\S\n]+")
_NOT_IN_A_CODE = re.compile(r"[^\w.-]+")
_OUR_CODE = re.compile(r"[0-9]+(?:\.[0-9]+)*[a-z]?-[a-z]{3}[a-z0-9-]*")
_ORDINAL = re.compile(r"(?<=\d)(st|nd|rd|th)\b", re.IGNORECASE)
_PATTERNS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %m %Y", "%d %B %Y", "%d %b %Y")
_MIDNIGHT = re.compile(r"[ T]00:00(:00(\.0+)?)?$")


class NotADate(ValueError):
    """These words are not a day that a plan may name."""


def tidy(text: str) -> str:
    """The text without what cannot be seen: control characters go, spaces are single, ends are trimmed.

    Lines stay lines; a text in which nothing can be seen is empty. Tidying twice changes nothing more.
    """
    seen = _UNSEEN.sub("", _LINE_END.sub("\n", text))
    lines = (_SPACES.sub(" ", line).strip() for line in unicodedata.normalize("NFC", seen).split("\n"))
    tidied = "\n".join(lines).strip()
    return "" if is_blank(tidied) else tidied


def one_line(text: str) -> str:
    """The tidy text with its lines joined by spaces."""
    return " ".join(tidy(text).split())


def is_stated(text: str) -> bool:
    """Whether the words say anything: "tbc", "n/a" and the like do not."""
    return one_line(text).casefold() not in NOT_STATED


def read_date(text: str) -> date:
    """The day that is meant: 2026-10-15, 15/10/2026, 15 October 2026. Days come before months.

    Raises NotADate, also for years outside 1990 to 2100.
    """
    plain = _ORDINAL.sub("", _MIDNIGHT.sub("", one_line(text)).replace(",", " "))
    plain = " ".join(plain.split())
    for pattern in _PATTERNS:
        try:
            # A day has no zone: only the date of it is kept.
            found = datetime.strptime(plain, pattern).date()  # noqa: DTZ007
        except ValueError:
            continue
        if EARLIEST_YEAR <= found.year <= LATEST_YEAR:
            return found
    raise NotADate(text)


def code_for_address(printed: str) -> str:
    """A printed code as it may stand in a page's address: letters, digits, dots and hyphens; may be empty."""
    return _NOT_IN_A_CODE.sub("-", printed).strip("-.")


def is_ours_alone(code: str) -> bool:
    """Whether a code was made for an address, such as 4.3-short-breaks: a number, then words."""
    return _OUR_CODE.fullmatch(code) is not None


def unique_code(code: str, taken: set[str]) -> str:
    """The code itself when it is free, else with the first free number behind it: 4.3, 4.3-2, 4.3-3."""
    candidate, number = code, 1
    while candidate in taken:
        number += 1
        candidate = f"{code}-{number}"
    return candidate
