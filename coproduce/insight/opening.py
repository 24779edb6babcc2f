"""Files that commands read: only regular ones of a sane size, and standard input up to the same bound."""

import io
import stat
import sys
from pathlib import Path
from typing import TextIO

import click

from coproduce.insight.tables import BadFile

LARGEST_FILE = 50_000_000
STANDARD_INPUT = "-"
# A byte-order mark, which spreadsheets write, is no part of the first column's name.
ENCODING = "utf-8-sig"

CSV = click.Path(exists=True, dir_okay=False, allow_dash=True)
"""A file's name, or - for standard input."""


def opened(name: str) -> TextIO:
    """The text of a file, whole, or of standard input for `-`.

    Raises BadFile for what is no regular file (a device never ends) or holds more than 50 million bytes,
    UnicodeDecodeError for what is not UTF-8, and OSError.
    """
    return io.StringIO(_bytes(name).decode(ENCODING), newline="")


def _bytes(name: str) -> bytes:
    if name == STANDARD_INPUT:
        data = sys.stdin.buffer.read(LARGEST_FILE + 1)
    else:
        facts = Path(name).stat()
        if not stat.S_ISREG(facts.st_mode):
            raise BadFile("This is not a file that ends, such as a CSV on a disk.")
        if facts.st_size > LARGEST_FILE:
            raise _too_large()
        # A file may grow after it was looked at, and those of the system state no size.
        with Path(name).open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise _too_large()
    return data


def _too_large() -> BadFile:
    return BadFile(f"The file has more than {LARGEST_FILE:,} bytes, which is the most.")
