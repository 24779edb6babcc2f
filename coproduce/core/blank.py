"""Whether a text says anything at all to somebody who looks at it."""

import unicodedata

_LOOK_LIKE_NOTHING = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs by their category, drawn as an empty place: the Hangul fillers, the empty Braille cell."""

_SEEN = frozenset("LNPS")
"""Letters, numbers, punctuation and symbols. Marks alone stand on nothing; the rest is space or cannot be seen."""


def is_blank(text: str) -> bool:
    """Whether nothing in a text can be seen: spaces, zero-width signs, marks for direction, controls, fillers."""
    return not any(sign not in _LOOK_LIKE_NOTHING and unicodedata.category(sign)[0] in _SEEN for sign in text)
