"""Which language a comment is written in, among those the area's families write.

The script comes first, since it cannot be mistaken; then letters that only one language has; then a detector
(pycld2) that may only answer with one of our languages and must be sure; else English. Short English must never be
sent abroad: too little text is English unless letters, or known words, say otherwise. Urdu in Latin letters is
found by a list of its commonest words and is never certain: a person reads it.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pycld2

ENGLISH = "en"
ROMAN_URDU = "ur-Latn"
LANGUAGES = frozenset({"en", "ur", "pa", "pl", "ro", "ar", "bn"})
"""The languages this module tells apart, beside Urdu in Latin letters."""

_SCRIPTS = (
    ("pa", re.compile(r"[\u0a00-\u0a7f]")),
    ("bn", re.compile(r"[\u0980-\u09ff]")),
    ("arabic", re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")),
)
_URDU_LETTERS = re.compile(
    r"[\u0679\u067e\u0686\u0688\u0691\u0698\u06a9\u06af\u06ba\u06be\u06c1\u06c2\u06c3\u06cc\u06d2\u06d3\u06d4]"
)
_ARABIC_LETTERS = re.compile(r"[\u0629\u0643\u0649\u064a\u0647\u0623\u0625\u0624]")
_POLISH_LETTERS = re.compile(r"[ąćęłńśźż]", re.I)
_ROMANIAN_LETTERS = re.compile(r"[ăâîșțşţ]", re.I)
_SPELLING = {
    "pl": re.compile(r"cj[aiieę]$|prz|cz|sz[cklt]|rz[aey]|yzm$|nych$|nego$|alnie$|[bcdgkprstw]nie$"),
    "ro": re.compile(r"(?:sorii|torii|ilor|ului|elor|[ct]area)$"),
}
"""Spelling that English does not use, marks or no marks."""
_ARABIC_ENDINGS = re.compile(r"(?:ون|ين|ات|وا)\b")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
SURE_PERCENT = 70
FEWEST_LETTERS = 18
SHARE_OF_ROMAN_URDU = 0.25


@dataclass(frozen=True, slots=True)
class Detected:
    """A language's code, and whether a machine may go by it without asking a person."""

    code: str
    certain: bool


def detect(text: str, *, hint: str | None = None) -> Detected:
    """The language of a comment. `hint` is the page's language or the writer's own word, if known.

    The hint decides between Urdu and Arabic, and between English and another language in Latin letters, where the
    text itself does not.
    """
    text = unicodedata.normalize("NFC", text)
    hint = (hint or "").split("-")[0].lower()
    script = _by_script(text, hint)
    if script is not None:
        return script
    words = [word.lower() for word in _WORD.findall(text.replace("\u2019", "'"))]
    if not words:
        return Detected(hint if hint in LANGUAGES else ENGLISH, certain=False)
    return _by_letters(words) or _by_known_words(words, hint) or _by_detector(text, words, hint)


def _by_script(text: str, hint: str) -> Detected | None:
    letters = sum(map(str.isalpha, text))
    for code, script in _SCRIPTS:
        if 2 * len(script.findall(text)) > letters:
            return _urdu_or_arabic(text, hint) if code == "arabic" else Detected(code, certain=True)
    return None


def _urdu_or_arabic(text: str, hint: str) -> Detected:
    urdu, arabic = len(_URDU_LETTERS.findall(text)), len(_ARABIC_LETTERS.findall(text))
    if urdu != arabic:
        return Detected("ur" if urdu > arabic else "ar", certain=True)
    words = set(re.findall(r"\w+", text))
    if words & _known_words()["ur"] or words & _known_words()["ar"]:
        return Detected("ur" if words & _known_words()["ur"] else "ar", certain=True)
    likely = "ar" if "ال" in text or _ARABIC_ENDINGS.search(text) else "ur"
    return Detected(hint if hint in {"ur", "ar"} else likely, certain=False)


def _by_letters(words: list[str]) -> Detected | None:
    """Polish or Romanian by letters that English lacks; a name among English words does not count."""
    for code, letters in (("pl", _POLISH_LETTERS), ("ro", _ROMANIAN_LETTERS)):
        with_letter = [word for word in words if letters.search(word)]
        if not with_letter:
            continue
        english = sum(word in _known_words()["en"] for word in words)
        native = sum(word in _known_words()[code] for word in words)
        if english == 0 or native + len(with_letter) > english:
            return Detected(code, certain=english == 0 or native > english)
    return None


def _by_known_words(words: list[str], hint: str) -> Detected | None:
    """Words that English does not have. Polish and Romanian typed without marks, and Urdu in Latin letters."""
    english = sum(word in _known_words()["en"] for word in words)
    counts = {code: sum(word in _known_words()[code] for word in words) for code in ("pl", "ro", ROMAN_URDU)}
    code, most = max(counts.items(), key=lambda item: item[1])
    if code == ROMAN_URDU and most >= 2 and most >= SHARE_OF_ROMAN_URDU * len(words) and most > english:
        return Detected(ROMAN_URDU, certain=False)
    needed = 1 if len(words) <= 3 or hint == code else 2
    if code != ROMAN_URDU and most >= needed and most > english:
        return Detected(code, certain=len(words) > 3 or hint == code)
    return None


def _by_detector(text: str, words: list[str], hint: str) -> Detected:
    english = sum(word in _known_words()["en"] for word in words)
    abroad = _sure_of(text) if english == 0 or 4 * english < len(words) else None
    if abroad in LANGUAGES and abroad != ENGLISH:
        return Detected(abroad, certain=len(words) >= 4)
    if abroad not in (None, ENGLISH):
        # A language that is not ours: not English either, so a person looks.
        return Detected(ENGLISH, certain=False)
    if english == 0:
        for code, spelling in _SPELLING.items():
            if any(spelling.search(word) for word in words):
                return Detected(code, certain=hint == code)
    if english == 0 and hint in {"pl", "ro"} and len(words) <= 3:
        return Detected(hint, certain=False)
    return Detected(ENGLISH, certain=True)


def _sure_of(text: str) -> str | None:
    """The detector's language where there is text enough and it is sure; else None."""
    if sum(map(str.isalpha, text)) < FEWEST_LETTERS:
        return None
    printable = "".join(one if one.isprintable() else " " for one in text)
    try:
        reliable, _, details = pycld2.detect(printable, bestEffort=False)
    except pycld2.error:
        return None
    _, code, percent, _ = details[0]
    return str(code) if reliable and percent >= SURE_PERCENT else None


@cache
def _known_words() -> dict[str, frozenset[str]]:
    """The commonest words of each language, read once: a line a language, the code first."""
    path = files("coproduce.voice") / "data" / "common_words.txt"
    lines = [line.split() for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return {code.rstrip(":"): frozenset(words) for code, *words in lines}
