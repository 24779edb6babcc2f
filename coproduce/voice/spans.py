"""A stretch of text that says who somebody is, and what kind of thing it is."""

from typing import NamedTuple


class Span(NamedTuple):
    """Characters `start` up to, not including, `end`; `kind` as in `redact.TOKENS`."""

    start: int
    end: int
    kind: str
