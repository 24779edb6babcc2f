"""Small pieces of a sentence as the reader's language writes them: lists, moments, words of another direction."""

from collections.abc import Iterable
from datetime import datetime

from flask_babel import format_datetime

from coproduce.web import locale

COMMAS = {"ur": "، "}
FIRST_STRONG, END = "\u2068", "\u2069"


def listed(words: Iterable[str]) -> str:
    """Words one after another, with the comma of the reader's language."""
    return COMMAS.get(locale.current().code, ", ").join(words)


def moment(at: datetime, *, day: str = "d MMMM y", time: str = "HH:mm") -> str:
    """A moment: its day, then its time."""
    return listed((str(format_datetime(at, day)), str(format_datetime(at, time))))


def apart(words: str) -> str:
    """A name or an address that keeps its own direction, wherever it stands in a sentence from right to left.

    Without it a day after "Head of SEND" becomes part of it, and an address at the start turns its sentence round.
    """
    return f"{FIRST_STRONG}{words}{END}" if words and locale.current().direction == "rtl" else words
