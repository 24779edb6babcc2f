"""What a file says about a plan, as it stands there: rows of text, each with its place. Nothing is judged here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class RowKind(StrEnum):
    """What a row is about."""

    PLAN = "plan"
    WEAKNESS = "weakness"
    PRIORITY = "priority"
    ACTION = "action"
    BOARD = "board"
    MILESTONE = "milestone"
    NOTE = "note"


FIELDS: Mapping[RowKind, tuple[str, ...]] = {
    RowKind.PLAN: (
        "area",
        "title",
        "plan_kind",
        "wider_plan",
        "inspected_from",
        "inspected_to",
        "inspectors",
        "jointly_responsible",
        "lead_role",
        "submission_due",
        "categories",
    ),
    RowKind.WEAKNESS: ("number", "title", "summary"),
    RowKind.PRIORITY: ("number", "title"),
    RowKind.ACTION: (
        "code",
        "printed_code",
        "priority",
        "section",
        "title",
        "category",
        "weaknesses",
        "parts",
        "lead_role",
        "due",
        "progress",
    ),
    RowKind.BOARD: ("code", "name", "role"),
    RowKind.MILESTONE: ("date", "title", "action", "reached"),
    RowKind.NOTE: ("action", "date", "progress", "text", "by_role"),
}
"""The fields of each kind of row, in the order in which files are written."""

LISTS = frozenset({"inspectors", "jointly_responsible", "categories", "weaknesses", "parts"})
"""The fields that hold several texts."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a file that must be mended before it can be imported: where, and a plain sentence."""

    place: str
    reason: str

    @property
    def line(self) -> str:
        """Both in one line."""
        return f"{self.place}: {self.reason}"


class Unreadable(ValueError):
    """The file cannot be read at all; the message is one plain sentence that says what to do."""


class NotAPlan(ValueError):
    """The file was read, and has faults. All of them are listed, in the order of the file."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(fault.line for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its kind, its place ("row 7", "action 2.1a"), its texts and its lists of texts by field."""

    kind: RowKind
    place: str
    texts: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A file's rows, the faults met while reading, and what its reader ought to be told ("notes")."""

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()
    actions_only: bool = False

    def of(self, kind: RowKind) -> tuple[Row, ...]:
        """The rows of one kind, in the order of the file."""
        return tuple(row for row in self.rows if row.kind is kind)
