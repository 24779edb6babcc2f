"""Which files may be read: plain files of a bounded size, so that a slip of the finger cannot fill the memory.

A device never ends, and a pipe may never begin; what they are and their size are asked before they are opened.
"""

import stat
from pathlib import Path

LARGEST_FILE = 200_000_000
"""Bytes, where a reader goes row by row."""


def why_refused(path: Path, *, largest: int = LARGEST_FILE) -> str | None:
    """Why this file is not read, in a sentence, or None."""
    try:
        facts = path.stat()
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL in it
        reason = error.strerror if isinstance(error, OSError) else "its name is not one"
        return f"{path.name} cannot be read: {reason}."
    if not stat.S_ISREG(facts.st_mode):
        return f"{path.name} is not a plain file."
    if facts.st_size > largest:
        return f"{path.name} is larger than {largest // 1_000_000} MB, which is the most."
    return None
