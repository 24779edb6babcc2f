"""Codes and addresses made from words, once; then they are kept, whatever becomes of the words. Pure."""

import re
import unicodedata
from collections.abc import Collection

MOST_OF_A_CODE = 32
MOST_OF_A_SLUG = 40
EMPTY_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "do",
        "does",
        "did",
        "is",
        "are",
        "you",
        "your",
        "my",
        "i",
        "of",
        "to",
        "in",
        "on",
        "at",
        "for",
        "and",
        "or",
        "what",
        "which",
        "how",
    ]
)


def code_from(words: str, *, taken: Collection[str], instead: str = "q") -> str:
    """A code for a question or an option from its words: short, and none that is or ever was taken."""
    parts = _parts(words)
    telling = [part for part in parts if part not in EMPTY_WORDS] or parts
    made = ""
    for part in telling:
        longer = f"{made}_{part}" if made else part
        if len(longer) > MOST_OF_A_CODE:
            break
        made = longer
    if not made or not made[0].isalpha():
        made = f"{instead}_{made}".rstrip("_")
    return _free(made, taken, "_")


def slug_from(words: str, *, taken: Collection[str]) -> str:
    """A survey's address from its title."""
    made = "-".join(_parts(words))[:MOST_OF_A_SLUG].rstrip("-") or "survey"
    return _free(made, taken, "-")


def _parts(words: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", words.replace("'", "").replace("’", ""))
    return re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode().lower())


def _free(made: str, taken: Collection[str], between: str) -> str:
    if made not in taken:
        return made
    number = 2
    while f"{made}{between}{number}" in taken:
        number += 1
    return f"{made}{between}{number}"
