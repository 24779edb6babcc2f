"""Numbers as people type them: with the digits of their own script, with a sign for thousands, with the unit."""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from surveys.questions.base import Fault

LONGEST = 24
"""Nothing longer is a number that anybody meant, and reading one of a million digits takes long."""
MINUS = "\u2212\u2013"
THOUSANDS = re.compile(r"(?<=\d)[,\u066c'\u2019 \u00a0\u202f](?=\d{3}(?!\d))")
NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?")
INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u061c]")


def plain(text: str) -> str:
    """The text with the digits of any script as 0 to 9: `۱۲` and `١٢` are 12."""
    return "".join(_digit(sign) for sign in INVISIBLE.sub("", text))


def _digit(sign: str) -> str:
    if sign.isascii():
        return sign
    found = unicodedata.decimal(sign, None)
    return sign if found is None else str(found)


def number(text: str, *, units: Iterable[str] = ()) -> Decimal:
    """The number in this text. Raises Fault `not_a_number`.

    The words in `units` may stand before it or after it, as people write them: "£12", "30 minutes".
    """
    tidied = plain(text).strip()
    for unit in units:
        tidied = tidied.removeprefix(unit).removesuffix(unit).strip()
    tidied = tidied.removeprefix("£").strip().replace("\u066b", ".")
    if len(tidied) > LONGEST:
        raise Fault("not_a_number")
    for sign in MINUS:
        tidied = tidied.replace(sign, "-")
    tidied = THOUSANDS.sub("", tidied)
    if not NUMBER.fullmatch(tidied):
        raise Fault("not_a_number")
    return Decimal(tidied)


def whole(text: str, *, most: int) -> int:
    """A whole number from 0 to `most`. Raises Fault `not_a_number`, `not_whole`, `too_small` or `too_large`."""
    found = number(text)
    if found != found.to_integral_value():
        raise Fault("not_whole")
    if found < 0:
        raise Fault("too_small", least="0")
    if found > most:
        raise Fault("too_large", most=str(most))
    return int(found)
