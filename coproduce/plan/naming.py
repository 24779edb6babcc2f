"""Gives every action a code of its own. Published plans print codes twice; their ids are ours to make. Pure."""

from collections import Counter
from dataclasses import dataclass

from coproduce.plan.drafts import Fault, Row
from coproduce.plan.texts import code_for_address, one_line, unique_code


@dataclass(frozen=True, slots=True)
class Named:
    """A code for each row, in their order, what is wrong with them, and which ones were changed."""

    codes: tuple[str, ...]
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]


def name_actions(rows: tuple[Row, ...]) -> Named:
    """A code of its own for every action, fit for an address.

    Where a row gives both a code and a printed code, its code must be the only one like it. Where it gives only
    what is printed, codes that repeat are numbered: 4.3, 4.3-2, 4.3-3.
    """
    wished = [code_for_address(_given(row)) for row in rows]
    counted = Counter(wished)
    taken: set[str] = set()
    codes, faults, notes = [], [], []
    for row, code in zip(rows, wished, strict=True):
        if not any(letter.isalnum() for letter in code):
            faults.append(Fault(row.place, "this action has no code."))
            codes.append("")
            continue
        if counted[code] > 1 and row.texts.get("printed_code", "").strip():
            faults.append(Fault(row.place, f"the code '{code}' is there {counted[code]} times."))
        free = unique_code(code, taken | set(wished)) if code in taken else code
        if free != _given(row):
            notes.append(_renamed(row, free, repeated=free != code))
        taken.add(free)
        codes.append(free)
    return Named(tuple(codes), tuple(faults), tuple(notes))


def _given(row: Row) -> str:
    return one_line(row.texts.get("code", ""))


def _renamed(row: Row, code: str, *, repeated: bool) -> str:
    why = "is there more than once" if repeated else "cannot stand in an address"
    return f"The code '{_given(row)}' {why}: {row.place} is now {code}, and still shows '{_given(row)}'."
