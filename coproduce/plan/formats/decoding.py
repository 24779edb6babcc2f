"""Bytes to text: UTF-8 and UTF-16 by their marks, else UTF-8, else the old Windows code page, which is said."""

import codecs

from coproduce.plan.drafts import Unreadable

OLD_WINDOWS = "cp1252"
GUESSED = (
    "The file is not in UTF-8. It was read as old Windows text (cp1252): look at its accents and quotation marks."
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text, and what its reader ought to be told. Raises Unreadable."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding), ()
    if b"\x00" in data:
        raise Unreadable("The file is not text in UTF-8. Save it again as 'CSV UTF-8' or as a workbook (.xlsx).")
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _decoded(data, OLD_WINDOWS), (GUESSED,)


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(
            "The letters of the file cannot be read: it is neither in UTF-8 nor in UTF-16 nor Windows text. "
            "Save it again as 'CSV UTF-8'."
        ) from None
