"""What people typed, as it can be shown and stored: tidied, never changed."""

import re

from coproduce.core.blank import is_blank

# Control characters mean nothing to a reader, and NUL cannot be stored at all; line breaks and tabs stay.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def tidy(text: str) -> str:
    """Text as it can be stored: one kind of line break, no control characters, no half characters.

    Nothing where nothing can be seen: a box of zero-width signs is a question skipped.
    """
    whole = text.encode("utf-8", "replace").decode("utf-8")
    tidied = UNPRINTABLE.sub("", whole.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return "" if is_blank(tidied) else tidied
