"""Codes made of words, and keyed marks of them that cannot be turned back without the key.

A family keeps a code of six plain words. The database keeps marks of it under different keys for different
purposes, so that two tables which each hold a mark of one code cannot be joined by whoever reads the database.
"""

import hashlib
import hmac
import re
import secrets
import unicodedata
from functools import cache
from importlib.resources import files

WORDS_IN_A_CODE = 6


@cache
def word_list() -> tuple[str, ...]:
    """The 512 plain words that codes are made of: 9 bits each, 54 bits a code."""
    return tuple((files("coproduce.core") / "data" / "words.txt").read_text("utf-8").split())


def derive_key(secret: str, purpose: str) -> bytes:
    """A key for one purpose, from which neither the secret nor another purpose's key follows."""
    return hmac.new(secret.encode(), b"coproduce/" + purpose.encode(), hashlib.sha256).digest()


def code_from(key: bytes, *parts: str) -> str:
    """The same words for the same parts: a repeated request then shows the same code."""
    digest = hmac.new(key, "\x1f".join(parts).encode(), hashlib.sha256).digest()
    number = int.from_bytes(digest, "big")
    words = word_list()
    chosen = []
    for _ in range(WORDS_IN_A_CODE):
        number, index = divmod(number, len(words))
        chosen.append(words[index])
    return "-".join(chosen)


def new_nonce() -> str:
    """128 random bits as text."""
    return secrets.token_urlsafe(16)


def tidy(code: str) -> str:
    """A code as it was given out, however it was typed: case, spaces and hyphens do not matter."""
    plain = unicodedata.normalize("NFKC", code).lower()
    return "-".join(re.findall(r"[a-z]+", plain))


def mark(key: bytes, code: str) -> str:
    """The mark of a code under this key: 64 hexadecimal digits."""
    return hmac.new(key, tidy(code).encode(), hashlib.sha256).hexdigest()
