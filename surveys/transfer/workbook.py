"""Rows of a workbook (.xlsx): a zip of XML from somebody else, weighed before it is opened. Its one door here."""

import warnings
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError  # nosec B405 # its error alone; its entities do not grow (expat 2.4)
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

SHEETS = "xl/worksheets/"
LARGEST_SHEET = 1_000_000_000
"""Bytes unpacked. Sheets are read row by row: a hundred thousand long answers make about a fifth of this."""
LARGEST_BESIDE = 100_000_000
"""Of everything else together: texts that cells share, styles. It is held in memory."""
MOST_PARTS = 1_000
BROKEN = (
    BadZipFile,
    EOFError,
    IndexError,
    InvalidFileException,
    KeyError,
    NotImplementedError,
    OSError,
    ParseError,
    RuntimeError,
    TypeError,
    ValueError,
    zlib.error,
)
"""How the libraries say that a workbook is damaged or locked, or has no sheet."""


class NotAWorkbook(ValueError):
    """It is damaged, locked or none at all."""


class TooLarge(ValueError):
    """It unpacks to far more than answers need."""


def rows(path: Path) -> Iterator[tuple[Any, ...]]:
    """The values of each row of the first sheet. Raises NotAWorkbook and TooLarge."""
    try:
        _weigh(path)
        with warnings.catch_warnings():
            # Of styles and drop-down lists that are not read.
            warnings.simplefilter("ignore", UserWarning)
            book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        with closing(book):
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # some programs write too small a size, and what lies beyond would be lost
            yield from sheet.iter_rows(values_only=True)
    except TooLarge:
        raise
    except BROKEN:
        raise NotAWorkbook(path.name) from None


def _weigh(path: Path) -> None:
    with ZipFile(path) as packed:
        parts = packed.infolist()
    # No more than a part says of its size is ever unpacked of it.
    sheets = [part.file_size for part in parts if part.filename.startswith(SHEETS)]
    beside = sum(part.file_size for part in parts) - sum(sheets)
    if len(parts) > MOST_PARTS or max(sheets, default=0) > LARGEST_SHEET or beside > LARGEST_BESIDE:
        raise TooLarge(path.name)
