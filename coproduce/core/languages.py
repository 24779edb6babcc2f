"""The languages we speak: code, own name in its own script, direction. A new language is one line here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """A language as a reader meets it; `is_draft` until a second speaker has checked its catalogue."""

    code: str
    tag: str
    own_name: str
    direction: str
    is_draft: bool = False


ENGLISH = Language("en", "en-GB", "English", "ltr")
URDU = Language("ur", "ur", "اردو", "rtl", is_draft=True)

OFFERED: tuple[Language, ...] = (ENGLISH, URDU)
"""The languages that pages are offered in. Another joins when its catalogue is whole."""

BY_CODE = {language.code: language for language in OFFERED}


def offered(code: str | None) -> Language | None:
    """The offered language with this code, or None."""
    return BY_CODE.get((code or "").lower())
