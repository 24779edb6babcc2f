"""Text made fit to be read by the analyser: bounded, plain quotes, runs of one sign folded.

Everything here takes time in proportion to the length of the text, whatever it holds.
"""

import re

MOST_CHARACTERS = 5_000

_RUN = re.compile(r"([^\d\s])\1{3,}")  # digits are left whole: numbers are found by their length
_BLANK_RUN = re.compile(r"[^\S\n]{4,}")
_LINE_RUN = re.compile(r"(?:[^\S\n]*\n){3,}")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2060\ufeff\ud800-\udfff]")
_PLAIN = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u02bc": "'",
        "\u00b4": "'",
        "`": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2013": "-",
        "\u2014": "-",
        "\u00a0": " ",
        "\u2028": "\n",
        "\u2029": "\n",
        "\u2026": "...",
    }
)


def tidy(text: str) -> str:
    """The whole text with plain quotes, dashes and line ends, without control signs, runs folded to three.

    >>> tidy("It\u2019s soooooo slow!!!!!!!")
    "It's sooo slow!!!"
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n").translate(_PLAIN)
    folded = _RUN.sub(r"\1\1\1", _UNFIT.sub("", plain))
    return _LINE_RUN.sub("\n\n", _BLANK_RUN.sub("   ", folded)).strip()


def clean(text: str) -> str:
    """The tidy text, `MOST_CHARACTERS` characters of it at most, cut between words where it can be."""
    return capped(tidy(text))


def capped(text: str, *, most: int = MOST_CHARACTERS) -> str:
    """The beginning of a text, `most` characters at most, cut at the last blank of the piece."""
    if len(text) <= most:
        return text
    piece = text[:most]
    end = max(piece.rfind(" "), piece.rfind("\n"))
    return piece[: end if end > most // 2 else most].rstrip()
