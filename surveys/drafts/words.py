"""The words that open a draft: what finds it and what unseals it are both made from them, slowly.

Six words are 54 bits. Whoever holds a copy of the database and the application's key as well must still do the
slow step for each guess: the key is only its salt. The slow step is done when a draft is made or opened; between
screens the browser keeps what it gave.
"""

import hashlib
import secrets
from dataclasses import dataclass

from coproduce.core import codes

WORK, BLOCK, LANES = 2**14, 8, 1
"""scrypt's costs: 16 MB and about a twentieth of a second for each guess."""
PURPOSE = "draft-words"


@dataclass(frozen=True, slots=True)
class Opener:
    """What opens one draft: its words, the mark that finds it, the key that unseals it."""

    code: str
    mark: str
    key: str


def new_code() -> str:
    """Six words that nobody has yet."""
    return "-".join(secrets.choice(codes.word_list()) for _ in range(codes.WORDS_IN_A_CODE))


def opener(code: str, *, secret: str) -> Opener:
    """What these words open, however they are typed."""
    tidied = codes.tidy(code)
    salt = codes.derive_key(secret, PURPOSE)
    made = hashlib.scrypt(tidied.encode(), salt=salt, n=WORK, r=BLOCK, p=LANES, dklen=64)
    return Opener(tidied, made[:32].hex(), made[32:].hex())
