"""A plain shadow of a text for matching: the same words without tricks of writing, and the way back.

People type in full width, in other scripts' digits, with invisible characters between letters. Patterns run on the
shadow; `Shadow.back` gives the place in the text itself.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_PLAIN = {
    "\u2018": "'", "\u2019": "'", "\u02bc": "'", "\uff07": "'", "\u00b4": "'", "`": "'",
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-", "\ufe63": "-",
    "\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u3000": " ", "\t": " ",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shadow:
    """`text` is what patterns see. `places[i]` is where its character i stands; None when nothing moved."""

    text: str
    places: Sequence[int] | None

    def back(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of the shadow as a stretch of the text that it was made from."""
        if self.places is None or start >= end:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def shadow_of(text: str) -> Shadow:
    """The shadow of a text in Unicode's NFC form."""
    if text.isascii() and "`" not in text and "\t" not in text:
        return Shadow(text, None)
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        plain = _plain(character)
        if plain:
            characters.append(plain)
            places.append(place)
    return Shadow("".join(characters), places)


def _plain(character: str) -> str:
    """One plain character, or nothing for a character that cannot be seen."""
    if character.isascii():
        return _PLAIN.get(character, character)
    if character in _PLAIN:
        return _PLAIN[character]
    category = unicodedata.category(character)
    if category == "Cf" or character == "\u034f":
        return ""
    if category == "Nd":
        return str(unicodedata.digit(character))
    wide = unicodedata.normalize("NFKC", character)
    return wide if len(wide) == 1 else character
