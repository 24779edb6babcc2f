"""Finding phone, NHS, pupil and insurance numbers by shape and check digit, and dates of birth by what is said.

Rules: NHS number, Modulus 11 (NHS Data Dictionary); unique pupil number, check letter modulus 23 (Department for
Education, UPN guide); phone numbers, libphonenumber for Great Britain.
"""

import re
from collections.abc import Iterator

import phonenumbers

from coproduce.voice.spans import Span

_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_GAP = r"[\s().\[\]/_*-]{0,3}"
_DIGIT = r"(?:\d|[oO](?![A-NP-Za-np-z]))"
_DIGITS = re.compile(rf"(?<![\w+])(?:\+{_GAP}|[(\[]\s?\+?)?{_DIGIT}(?:{_GAP}{_DIGIT}){{5,14}}(?!\w)")
_COMMAS = re.compile(r"(?<![\w+])0[1-9]\d{2,3},\s?\d{3},?\s?\d{3,4}(?![\w,])")
_NUMBER_COMES = re.compile(
    r"(?:phone|telephone|tel|mobile|mob|cell|number|ring|call|text|whats\s?app|contact|fax|numer|telefon|numar|numarul"
    r"|zadzwo\w+)\b[^\n.!?]{0,25}\Z",
    re.I,
)
_NHS_COMES = re.compile(r"\bn\.?h\.?s\.?\s*(?:number|no|num|#)?\b[^\n!?]{0,12}\Z", re.I)
_NOT_A_PHONE = re.compile(r"(?:£|\$|€|\b(?:ref|reference|between|years?|aged?)\b)[^\n]{0,10}\Z", re.I)
_WORD_DIGITS = re.compile(
    r"\b(?:oh|o|zero|nought|plus|double)\b[\s,-]{0,2}"
    r"(?:\b(?:oh|o|zero|nought|one|two|three|four|five|six|seven|eight|nine|double|triple|treble)\b[\s,-]{0,2}){8,16}",
    re.I,
)
_UPN = re.compile(r"(?<![A-Za-z0-9])([A-Za-z])((?:[\s-]?\d){11})[\s-]?([0-9A-Za-z])(?![A-Za-z0-9])")
_UPN_COMES = re.compile(r"\bupn\b|pupil number", re.I)
_INSURANCE = re.compile(
    r"(?<![A-Za-z0-9])[ABCEGHJ-PRSTW-Z][A-CEGHJ-NPR-TW-Z](?:\s?\d\d){3}\s?[A-D](?![A-Za-z0-9])", re.I
)

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}"
_YEAR = r"(?:19|20)\d\d"
DATE = (
    rf"(?:{_YEAR}\s?[./-]\s?\d{{1,2}}\s?[./-]\s?\d{{1,2}}"
    rf"|\d{{1,2}}\s?[./-]\s?\d{{1,2}}\s?[./-]\s?(?:{_YEAR}|\d\d)|\d{{1,2}}\s\d{{1,2}}\s{_YEAR}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[\s./-]{{0,2}}(?:of\s)?{_MONTH}[\s.,/-]{{0,2}}(?:{_YEAR}|\d\d)"
    rf"|{_MONTH}\.?\s(?:the\s)?\d{{1,2}}(?:st|nd|rd|th)?,?\s{_YEAR})"
)
_SHORT_DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}"
    rf"|{_MONTH}\s(?:the\s)?\d{{1,2}}(?:st|nd|rd|th)?\b|{_MONTH},?\s(?:of\s)?{_YEAR})"
)
_ORDINAL = (
    r"(?:(?:twenty|thirty)[\s-]?)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh"
    r"|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth"
)
_DATE_IN_WORDS = (
    rf"(?:{_ORDINAL})\s(?:of\s)?{_MONTH}(?:[\s,]{{1,2}}(?:{_YEAR}|two thousand(?:\sand)?\s\w{{2,9}}))?"
)
_BIRTH = (
    r"(?:\bd\s?[./]?\s?o\s?[./]?\s?b\b\.?|\bdate\s?of\s?birth\b|\bbirth\s?-?(?:day|date)\b|\bborn\b|\burodz\w{0,8}"
    r"|\bnăscut\w?|\bnascut\w?)"
)
_BORN = re.compile(
    rf"{_BIRTH}[\s:;,(-]{{0,4}}(?:(?:is|was|on|in|the|of|being|his|her)\s){{0,4}}({DATE}|{_SHORT_DATE}|{_DATE_IN_WORDS})",
    re.I,
)
_DATE = re.compile(rf"(?<!\d){DATE}(?!\d)", re.I)
_IS_BIRTHDAY = re.compile(
    r"\s?(?:[(,-]\s?)?(?:(?:is|was|as|being)\s)?(?:(?:his|her|my|the|their|our)\s)?(?:(?:son|daughter)'s\s)?"
    r"(?:d\.?o\.?b|date of birth|birth\s?(?:day|date))\b",
    re.I,
)


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits carry the right check digit."""
    total = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True))
    check = (11 - total % 11) % 11
    return check != 10 and check == int(digits[9])


def is_pupil_number(upn: str) -> bool:
    """Whether thirteen characters (permanent, or temporary with a letter last) carry the right check letter."""
    upn = upn.upper()
    values = [_UPN_LETTERS.find(character) if character.isalpha() else int(character) for character in upn[1:]]
    if min(values) < 0:
        return False
    total = sum(value * weight for value, weight in zip(values, range(2, 14), strict=True))
    return _UPN_LETTERS[total % 23] == upn[0]


def find_numbers(text: str) -> Iterator[Span]:
    """Every phone, NHS, pupil and insurance number, and every date of birth."""
    if any(character.isdigit() for character in text):
        for found in _UPN.finditer(text):
            upn = re.sub(r"[\s-]", "", found.group())
            if is_pupil_number(upn) or _UPN_COMES.search(text, max(0, found.start() - 30), found.start()):
                yield Span(*found.span(), "upn")
        for found in _INSURANCE.finditer(text):
            yield Span(*found.span(), "ni_number")
        yield from _digit_runs(text)
        for found in _COMMAS.finditer(text):
            yield Span(*found.span(), "phone")
    yield from _births(text)
    for found in _WORD_DIGITS.finditer(text):
        yield Span(found.start(), found.start() + len(found.group().rstrip(" ,-\n")), "phone")


def dates(text: str) -> Iterator[tuple[int, int]]:
    """Where whole dates stand."""
    for found in _DATE.finditer(text):
        yield found.span()


def _births(text: str) -> Iterator[Span]:
    for found in _BORN.finditer(text):
        yield Span(*found.span(1), "date_of_birth")
    for start, end in dates(text):
        if _IS_BIRTHDAY.match(text, end):
            yield Span(start, end, "date_of_birth")


def _digit_runs(text: str) -> Iterator[Span]:
    for found in _DIGITS.finditer(text):
        run = found.group()
        digits = re.sub(r"\D", "", run.replace("o", "0").replace("O", "0"))
        before = text[max(0, found.start() - 40) : found.start()]
        kind = _kind_of(run, digits, before)
        if kind:
            end = found.end() + (text[found.end() : found.end() + 1] == ")" and run.count("(") > run.count(")"))
            yield Span(found.start(), end, kind)


def _kind_of(run: str, digits: str, before: str) -> str | None:
    if len(digits) == 10 and not digits.startswith("0") and (is_nhs_number(digits) or _NHS_COMES.search(before)):
        return "nhs_number"
    if _is_phone(run, digits):
        return "phone"
    if _NUMBER_COMES.search(before) and not _NOT_A_PHONE.search(before) and not _DATE.fullmatch(run.strip()):
        return "phone"
    return None


def _is_phone(run: str, digits: str) -> bool:
    if "+" in run:
        return _is_possible("+" + digits.replace("440", "44", 1) if digits.startswith("440") else "+" + digits)
    if digits.startswith(("0044", "44")):
        rest = digits.removeprefix("00").removeprefix("44").removeprefix("0")
        return len(rest) in (9, 10) and rest[0] in "1235789"
    if digits.startswith("00"):
        return _is_possible("+" + digits[2:])
    return len(digits) in (10, 11) and digits[0] == "0" and digits[1] in "1235789"


def _is_possible(number: str) -> bool:
    try:
        return bool(phonenumbers.is_possible_number(phonenumbers.parse(number, "GB")))
    except phonenumbers.NumberParseException:
        return False
