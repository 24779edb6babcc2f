"""What makes a secret key too easy to guess. Everything that the area seals stands on it."""

import re
import secrets

DEVELOPMENT_KEY = "development-only-key-never-for-production"
LEAST_LENGTH = 32
LEAST_DIFFERENT = 8
"""A random key of 32 figures in hexadecimal has fewer once in tens of thousands."""
LEAST_LEFT = 20
"""What must be left of a key without the words and rows that everybody tries first."""

WELL_KNOWN = (
    *("changeme", "changethis", "change", "replaceme", "replace", "insecure", "password", "passphrase", "letmein"),
    *("coproduce", "development", "production", "placeholder", "default", "example", "secret", "super", "django"),
    *("flask", "dudley", "council", "never", "please", "sample", "admin", "your", "here", "must", "only", "this"),
    *("with", "test", "demo", "send", "not", "for", "the", "key", "safe", "todo", "fixme", "me"),
)
LOOKALIKES = str.maketrans("@4310$57!|", "aaeiossttl")
ROWS = ("01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")
YEAR = re.compile(r"(?:19|20)\d\d")


def fault_of(key: str) -> str:
    """Why this is no secret key for production, as the end of a sentence; nothing where it may be one."""
    if not key:
        return "is not set"
    if key == DEVELOPMENT_KEY:
        return "is the one for development, which everybody knows"
    if len(key) < LEAST_LENGTH:
        return f"is shorter than {LEAST_LENGTH} characters"
    if len(set(key)) < LEAST_DIFFERENT:
        return "is made of a few characters again and again"
    if _repeats(key):
        return "repeats a pattern"
    if len(_left_of(key)) < LEAST_LEFT:
        return "is made of words and rows that everybody tries first"
    return ""


def how_to_make_one() -> str:
    """What to do instead. The example is cut short, so that nobody takes it."""
    return (
        f"Set it to {LEAST_LENGTH} or more random characters, for example {secrets.token_urlsafe(6)}... made by "
        "`python -c 'import secrets; print(secrets.token_urlsafe(48))'`."
    )


def _repeats(key: str) -> bool:
    """Whether a piece of it, at most half as long, makes up the whole."""
    return any(key[step:] == key[:-step] for step in range(1, len(key) // 2 + 1))


def _left_of(key: str) -> str:
    left = _without_rows(YEAR.sub("", key.casefold())).translate(LOOKALIKES)
    for word in WELL_KNOWN:
        left = left.replace(word, "")
    return re.sub(r"[\W_]", "", left)


def _without_rows(text: str) -> str:
    """Without three or more neighbours in the alphabet or on the keyboard."""
    for row in (*ROWS, *(row[::-1] for row in ROWS)):
        for length in range(len(row), 2, -1):
            for start in range(len(row) - length + 1):
                text = text.replace(row[start : start + length], "")
    return text
