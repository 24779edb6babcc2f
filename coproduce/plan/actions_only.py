"""A file with nothing but actions: the plan around them is made here, and said. Pure."""

import re
from collections.abc import Iterable
from dataclasses import replace

from coproduce.plan.drafts import PlanDraft, Row, RowKind
from coproduce.plan.texts import is_stated, one_line

PLACE = "the file"
ONE_PRIORITY = "Actions"
_NUMBERED = re.compile(r"(?:priority\s+)?([1-9][0-9]{0,3})(?:\.0)?", re.IGNORECASE)


def complete(draft: PlanDraft, *, area: str, title: str, kind: str) -> PlanDraft:
    """The draft with a row for the plan, its priorities and its weaknesses, as far as its actions name them.

    Nothing is invented beyond what is needed to keep them: a priority that is only a number is called
    "Priority 3", a weakness "Weakness 6", and the notes say so. A draft that has all its rows comes back as it is.
    """
    if not draft.actions_only:
        return draft
    actions = draft.of(RowKind.ACTION)
    priorities = _priorities(actions)
    weaknesses = _weaknesses(actions)
    head = Row(RowKind.PLAN, PLACE, {"area": area, "title": title, "plan_kind": kind})
    named = {row.place: _with_priority(row, priorities) for row in actions}
    made = [
        head,
        *(_row(RowKind.WEAKNESS, number, f"Weakness {number}") for number in weaknesses),
        *(_row(RowKind.PRIORITY, number, words) for words, number in priorities.items()),
    ]
    rows = (*made, *(named.get(row.place, row) for row in draft.rows))
    return replace(draft, rows=rows, notes=(*draft.notes, *_said(area, title, kind, priorities, weaknesses)))


def _row(kind: RowKind, number: int, title: str) -> Row:
    return Row(kind, PLACE, {"number": str(number), "title": title})


def _priority_of(row: Row) -> str:
    """The name of an action's priority: its words, "Priority 3" for a number."""
    words = one_line(row.texts.get("priority", ""))
    numbered = _NUMBERED.fullmatch(words)
    if numbered:
        return f"Priority {numbered[1]}"
    return words if is_stated(words) else ONE_PRIORITY


def _priorities(actions: Iterable[Row]) -> dict[str, int]:
    """Each priority's number by its name. Printed numbers are kept; names get the numbers that are left."""
    names = list(dict.fromkeys(_priority_of(row) for row in actions))
    numbers = {name: int(name.removeprefix("Priority ")) for name in names if _NUMBERED.fullmatch(name)}
    free = (number for number in range(1, len(names) + max(numbers.values(), default=0) + 1))
    left = (number for number in free if number not in numbers.values())
    return {name: numbers[name] if name in numbers else next(left) for name in names}


def _with_priority(row: Row, priorities: dict[str, int]) -> Row:
    return replace(row, texts={**row.texts, "priority": str(priorities[_priority_of(row)])})


def _weaknesses(actions: Iterable[Row]) -> list[int]:
    found = {one_line(item) for row in actions for item in row.lists.get("weaknesses", ())}
    return sorted({int(item) for item in found if re.fullmatch(r"[1-9][0-9]{0,3}", item)})


def _said(area: str, title: str, kind: str, priorities: dict[str, int], weaknesses: list[int]) -> Iterable[str]:
    yield f"The file has actions only. The plan is called '{title}', its area {area}, its kind {kind}."
    yield f"Its priorities are: {'; '.join(f'{number} {name}' for name, number in priorities.items())}."
    if weaknesses:
        numbers = ", ".join(map(str, weaknesses))
        yield f"The file does not say what its weaknesses are; they are called by their numbers: {numbers}."
