"""Read a list of contacts row by row: which rows name somebody to reach, and why the others do not. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from coproduce.core import languages
from coproduce.core.contact import Channel, Contact
from surveys.transfer.tables import Row

MOST_ROWS = 20_000
LONGEST_EMAIL = 254
LONGEST_LINE = 70
LONGEST_BODY = 80
MOST_LINES, FEWEST_LINES = 7, 2
EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)+", re.IGNORECASE)
MOBILE = re.compile(r"\+447\d{9}|\+(?!44)\d{8,15}")
TITLED = re.compile(r"(mr|mrs|ms|miss|mx|dr|prof)\b\.?\s", re.IGNORECASE)
COLUMNS = {
    "email": ("email", "e-mail", "email address", "e-mail address"),
    "mobile": ("mobile", "mobile number", "phone", "telephone", "mobile phone"),
    "address": ("address", "address 1", "address line 1", "address1"),
    "language": ("language", "preferred language"),
    "body": ("body", "organisation", "held by"),
}
MORE_LINES = re.compile(r"(address( line)? ?[2-6]|town|city|county|postcode)")


class Why(StrEnum):
    """Why a row is not taken."""

    NOTHING = "nothing"
    EMAIL = "email"
    MOBILE = "mobile"
    ADDRESS = "address"
    NAMED = "named"
    LANGUAGE = "language"
    BODY = "body"
    RAGGED = "ragged"
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that is not taken: its number as the spreadsheet shows it, and why. What it holds is not repeated."""

    row: int
    why: Why


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody who can be asked: how, in which language, and who holds the address where not the list's owner."""

    contact: Contact
    language: str
    body: str = ""


def unknown_columns(header: Iterable[str]) -> tuple[str, ...]:
    """The columns that a list does not have: what is in them would be lost without a word."""
    return tuple(name for name in header if _kind(name) is None)


def read(row: Row) -> Entry | Reject:
    """The entry of a row, or why there is none."""
    typed: dict[str, list[str]] = {}
    for name, cell in row.cells.items():
        if (kind := _kind(name)) is not None and cell:
            typed.setdefault(kind, []).append(cell)
    found = _entry(typed)
    if row.is_ragged:
        found = Why.RAGGED
    return Reject(row.number, found) if isinstance(found, Why) else found


def merged(first: Entry, second: Entry) -> Entry:
    """Two rows about one family: the first counts, and takes from the second what it lacks."""
    one, other = first.contact, second.contact
    contact = Contact(
        email=one.email or other.email, mobile=one.mobile or other.mobile, post=one.post or other.post
    )
    return replace(first, contact=contact)


def _entry(typed: Mapping[str, list[str]]) -> Entry | Why:
    email, mobile, body = (" ".join(typed.get(kind, ())) for kind in ("email", "mobile", "body"))
    lines = [part for cell in typed.get("address", ()) for part in cell.splitlines() if part.strip()]
    if not (email or mobile or lines):
        return Why.NOTHING
    if email and (len(email) > LONGEST_EMAIL or not EMAIL.fullmatch(email)):
        return Why.EMAIL
    if lines and (not FEWEST_LINES <= len(lines) <= MOST_LINES or max(map(len, lines)) > LONGEST_LINE):
        return Why.ADDRESS
    if lines and TITLED.match(lines[0]):
        return Why.NAMED
    contact = Contact(email=email, mobile=mobile, post="\n".join(lines))
    if mobile and not MOBILE.fullmatch(contact.address(Channel.SMS)):
        return Why.MOBILE
    language = _language(" ".join(typed.get("language", ())))
    if language is None:
        return Why.LANGUAGE
    return Why.BODY if len(body) > LONGEST_BODY else Entry(contact, language, body)


def _kind(name: str) -> str | None:
    plain = " ".join(name.lower().replace("_", " ").split())
    if MORE_LINES.fullmatch(plain):
        return "address"
    return next((kind for kind, names in COLUMNS.items() if plain in names), None)


def _language(typed: str) -> str | None:
    """The code of a language that is named by its code or its name; English where none is."""
    plain = typed.strip().casefold()
    if not plain:
        return languages.ENGLISH.code
    for language in languages.OFFERED:
        if plain in {language.code, language.tag.casefold(), language.own_name.casefold()}:
            return language.code
    return ENGLISH_NAMES.get(plain)


ENGLISH_NAMES = {"english": "en", "urdu": "ur"}
"""What officers write in a column of languages."""
