"""Passwords: how they are kept, and which are too easy to guess. The one door to argon2.

The rules are those of the National Cyber Security Centre: long enough, and none that everybody tries first. No
rule asks for capitals, figures or signs, and none makes a password grow old.
"""

import re
import secrets
from enum import StrEnum
from functools import cache
from importlib.resources import files

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
LONGEST = 200
LEAST_DIFFERENT = 5
LEAST_LEFT = 6
"""What must be left of a password once common ones and well-known names are taken out of it."""

PRODUCT = "coproduce"
LOOKALIKES = str.maketrans("@4310$57!|", "aaeiossttl")
ROWS = ("01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")
YEAR = re.compile(r"(?:19|20)\d\d")


NOBODYS = "nobody:"
"""How what stands in the place of a hash begins where somebody has no password."""


class PasswordFault(StrEnum):
    """What is wrong with a new password."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    COMMON = "common"
    NAMED_AFTER_US = "named_after_us"


@cache
def _hasher(*, cheap: bool) -> PasswordHasher:
    # Tests sign in hundreds of times; the strength of the hash is not what they test.
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1) if cheap else PasswordHasher()


@cache
def _nobodys(*, cheap: bool) -> str:
    return hashed(secrets.token_urlsafe(16), cheap=cheap)


def hashed(password: str, *, cheap: bool = False) -> str:
    """The password's argon2 hash."""
    return _hasher(cheap=cheap).hash(password)


def no_password() -> str:
    """What is kept for somebody who signs in another way: it fits no password, and differs each time."""
    return NOBODYS + secrets.token_hex(16)


def is_password(password_hash: str) -> bool:
    """Whether somebody has a password at all."""
    return bool(password_hash) and not password_hash.startswith(NOBODYS)


def fits(password: str, password_hash: str | None, *, cheap: bool = False) -> bool:
    """Whether this is the password of the hash; with no hash it takes as long, and is not."""
    if password_hash is not None and not is_password(password_hash):
        password_hash = None
    try:
        _hasher(cheap=cheap).verify(password_hash or _nobodys(cheap=cheap), password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def new_password() -> str:
    """A password that can be read out and typed."""
    return "-".join(secrets.token_hex(3) for _ in range(4))


def password_faults(password: str, *, email: str = "", area: str = "") -> tuple[PasswordFault, ...]:
    """What makes this a poor new password for whoever has this address in this area; nothing when it is good."""
    if len(password) < SHORTEST:
        return (PasswordFault.TOO_SHORT,)
    if len(password) > LONGEST:
        return (PasswordFault.TOO_LONG,)
    folded = password.casefold()
    ours = {PRODUCT, *re.findall(r"\w{4,}", area.casefold()), *re.findall(r"\w{4,}", email.casefold())}
    rest, named = _without(folded, ours)
    rest, _ = _without(rest, _common())
    rest = _without_rows(rest)
    if len(set(folded)) < LEAST_DIFFERENT or len(rest) < LEAST_LEFT or len(set(rest)) < LEAST_DIFFERENT:
        return (PasswordFault.NAMED_AFTER_US if named else PasswordFault.COMMON,)
    return ()


@cache
def _common() -> frozenset[str]:
    text = (files("coproduce.accounts") / "data" / "common_passwords.txt").read_text("utf-8")
    return frozenset(line for line in text.split() if line)


def _without(folded: str, words: frozenset[str] | set[str]) -> tuple[str, bool]:
    """What is left without these words, also where figures stand for their letters; and whether one was there."""
    plain, found = folded.translate(LOOKALIKES), False
    for word in sorted(words, key=len, reverse=True):
        while (at := _find(folded, plain, word)) >= 0:
            folded, plain = (text[:at] + " " + text[at + len(word) :] for text in (folded, plain))
            found = True
    return folded, found


def _find(folded: str, plain: str, word: str) -> int:
    at = folded.find(word)
    return at if at >= 0 else plain.find(word)


def _without_rows(text: str) -> str:
    """What is left without years, neighbours on the keyboard or in the alphabet, and signs between."""
    text = YEAR.sub("", text)
    for row in (*ROWS, *(row[::-1] for row in ROWS)):
        for length in range(len(row), 2, -1):
            for start in range(len(row) - length + 1):
                text = text.replace(row[start : start + length], "")
    return re.sub(r"[\W_]", "", text)
