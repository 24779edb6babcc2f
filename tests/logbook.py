"""The log as it would be written, for tests to read."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

from coproduce.web.logs import JsonLines


class Logbook:
    """What was logged while it was open."""

    def __init__(self) -> None:
        self.stream = StringIO()

    @property
    def text(self) -> str:
        """All of it."""
        return self.stream.getvalue()

    @property
    def records(self) -> list[dict[str, Any]]:
        """A record a line."""
        return [json.loads(line) for line in self.text.splitlines()]


@contextmanager
def logbook() -> Iterator[Logbook]:
    """Write the log as JSON into a book, every level of it."""
    book = Logbook()
    handler = logging.StreamHandler(book.stream)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield book
    finally:
        root.setLevel(level)
        root.removeHandler(handler)
