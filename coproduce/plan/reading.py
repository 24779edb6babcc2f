"""Reads a plan's file of any kind we know. A new kind is a module in `formats/` and a line here."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Protocol

from coproduce.plan.content import PlanContent
from coproduce.plan.drafts import PlanDraft, Unreadable
from coproduce.plan.formats import csv_file, toml_file, xlsx_file

LARGEST_FILE = 5_000_000


class UnknownFormat(ValueError):
    """The file's name does not end in one of ours."""


class Format(Protocol):
    """One kind of file: `read` raises Unreadable, `write` gives what `read` takes."""

    suffix: str

    def read(self, data: bytes) -> PlanDraft:
        """The rows of a file."""

    def write(self, content: PlanContent) -> bytes:
        """A file with this plan."""


FORMATS: Mapping[str, Format] = {known.suffix: known for known in (toml_file, csv_file, xlsx_file)}


def format_of(name: str) -> Format:
    """The kind of file, by the end of its name. Raises UnknownFormat."""
    found = FORMATS.get(PurePath(name).suffix.casefold())
    if found is None:
        raise UnknownFormat(f"'{PurePath(name).name}' must end in {', '.join(FORMATS)}.")
    return found


def read(name: str, data: bytes) -> PlanDraft:
    """What a file says. Raises UnknownFormat and Unreadable."""
    chosen = format_of(name)
    if len(data) > LARGEST_FILE:
        raise Unreadable(f"The file has {len(data):,} bytes; {LARGEST_FILE:,} is the most.")
    if not data.strip():
        raise Unreadable("The file is empty.")
    return chosen.read(data)
