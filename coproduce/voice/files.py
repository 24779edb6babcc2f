"""Which files may be read: plain files of a bounded size, so that a slip of the finger cannot fill the memory."""

from pathlib import Path

LARGEST_FILE = 200_000_000
"""Bytes."""


def why_refused(path: Path) -> str | None:
    """Why this file is not read, in a sentence, or None."""
    if not path.is_file():
        return f"{path.name} is not a plain file."
    if path.stat().st_size > LARGEST_FILE:
        return f"{path.name} is larger than {LARGEST_FILE // 1_000_000} MB: split it."
    return None
