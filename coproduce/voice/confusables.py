"""Letters of other scripts that look Latin, read as Latin where a word is meant to be Latin.

A word is folded when it mixes scripts, or when most letters of the text are plain Latin; a text that is written in
Cyrillic or Greek stays as it is. Small capitals and letters in boxes are always folded: no language is written so.
"""

import re
import unicodedata

_LIKE = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u04bb\u051b\u051d\u043a\u043c\u0442\u0432\u043d"
    "\u03b1\u03b5\u03b9\u03ba\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7\u03b3",
    "aeopcyxijsdhqwkmtbhaeikvoptuxy",
)
_SMALL_CAPITALS = str.maketrans(
    "\u1d00\u0299\u1d04\u1d05\u1d07\ua730\u0262\u029c\u026a\u1d0a\u1d0b\u029f\u1d0d\u0274\u1d0f\u1d18\u0280\ua731\u1d1b\u1d1c\u1d20\u1d21\u028f\u1d22",
    "abcdefghijklmnoprstuvwyz",
)
_BOXED = {start + place: chr(ord("a") + place) for start in (0x1F130, 0x1F150, 0x1F170) for place in range(26)}
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[a-z]")
_OTHER = re.compile(r"[\u0370-\u052f]")


def folded(low: str) -> str:
    """A text in lower case with letters that only look Latin made Latin."""
    if low.isascii():
        return low
    low = "".join(_plain(one) for one in low.translate(_BOXED).translate(_SMALL_CAPITALS))
    others = len(_OTHER.findall(low))
    if not others:
        return low
    mostly_latin = len(_LATIN.findall(low)) > others
    return _WORD.sub(lambda found: _word(found.group(), mostly_latin), low)


def _word(word: str, mostly_latin: bool) -> str:
    return word.translate(_LIKE) if mostly_latin or _LATIN.search(word) else word


def _plain(one: str) -> str:
    if one < "\u2000":
        return one
    plain = unicodedata.normalize("NFKD", one).lower()
    return plain if len(plain) == 1 and "a" <= plain <= "z" else one
