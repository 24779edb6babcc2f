"""A plan as plain checked values: what a good file says, and what is written to a file again."""

import datetime
import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from coproduce.plan.models import PlanKind, Progress


@dataclass(frozen=True, slots=True)
class HeadContent:
    """The plan itself. Dates and the lead are None where they are not stated."""

    area: str
    title: str
    kind: PlanKind
    wider_plan: str = ""
    inspected_from: datetime.date | None = None
    inspected_to: datetime.date | None = None
    inspectors: tuple[str, ...] = ()
    jointly_responsible: tuple[str, ...] = ()
    lead_role: str | None = None
    submission_due: datetime.date | None = None
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WeaknessContent:
    """A weakness by its number."""

    number: int
    title: str
    summary: str = ""


@dataclass(frozen=True, slots=True)
class PriorityContent:
    """A priority by its number."""

    number: int
    title: str


@dataclass(frozen=True, slots=True)
class ActionContent:
    """An action. `code` is unique in the plan; `printed_code` is what the paper says, empty for none."""

    code: str
    printed_code: str
    priority: int
    title: str
    section: str = ""
    category: str = ""
    weaknesses: tuple[int, ...] = ()
    parts: tuple[str, ...] = ()
    lead_role: str | None = None
    due: datetime.date | None = None
    progress: Progress = Progress.NOT_STATED


@dataclass(frozen=True, slots=True)
class BoardContent:
    """A board by its code."""

    code: str
    name: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class MilestoneContent:
    """A date of the plan, or of one of its actions."""

    date: datetime.date
    title: str
    action: str | None = None
    reached: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class NoteContent:
    """A note of an action's progress."""

    action: str
    date: datetime.date
    progress: Progress
    text: str
    by_role: str


@dataclass(frozen=True, slots=True)
class PlanContent:
    """A whole plan. Weaknesses and priorities stand in the order of their numbers, dates in the order of days."""

    head: HeadContent
    weaknesses: tuple[WeaknessContent, ...] = ()
    priorities: tuple[PriorityContent, ...] = ()
    actions: tuple[ActionContent, ...] = ()
    boards: tuple[BoardContent, ...] = ()
    milestones: tuple[MilestoneContent, ...] = ()
    notes: tuple[NoteContent, ...] = ()

    @property
    def checksum(self) -> str:
        """64 hexadecimal digits: the same for the same plan, whatever the kind of file it came from."""
        canonical = json.dumps(_filled(asdict(self)), sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(canonical.encode()).hexdigest()

    @property
    def summary(self) -> str:
        """How much of what, in one line."""
        counted = (
            (len(self.weaknesses), "weakness", "weaknesses"),
            (len(self.priorities), "priority", "priorities"),
            (len(self.actions), "action", "actions"),
            (len(self.boards), "board", "boards"),
            (len(self.milestones), "date", "dates"),
        )
        notes = ((len(self.notes), "note", "notes"),) if self.notes else ()
        return ", ".join(f"{n} {one if n == 1 else many}" for n, one, many in (*counted, *notes))


def _filled(value: Any) -> Any:
    # A field that is added later and left empty must not make a known plan look like a new one.
    if isinstance(value, dict):
        return {key: _filled(entry) for key, entry in value.items() if entry not in ((), None, "")}
    if isinstance(value, list | tuple):
        return [_filled(entry) for entry in value]
    return value
