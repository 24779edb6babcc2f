"""A checked plan as rows of text again: what every kind of file is written from."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from coproduce.plan.content import PlanContent
from coproduce.plan.drafts import FIELDS, LISTS, Row, RowKind
from coproduce.plan.models import Progress
from coproduce.plan.texts import NO_CODE

_NAMES = {"kind": "plan_kind"}


def rows_of(content: PlanContent) -> Iterator[Row]:
    """Every row of the plan, in the order in which files are written."""
    yield _row(RowKind.PLAN, content.head)
    parts: tuple[tuple[RowKind, tuple[Any, ...]], ...] = (
        (RowKind.WEAKNESS, content.weaknesses),
        (RowKind.PRIORITY, content.priorities),
        (RowKind.ACTION, content.actions),
        (RowKind.BOARD, content.boards),
        (RowKind.MILESTONE, content.milestones),
        (RowKind.NOTE, content.notes),
    )
    for kind, entries in parts:
        yield from (_row(kind, entry) for entry in entries)


def _row(kind: RowKind, entry: Any) -> Row:
    values = {_NAMES.get(item.name, item.name): getattr(entry, item.name) for item in fields(entry)}
    texts = {name: _text(values[name]) for name in FIELDS[kind] if name not in LISTS}
    lists = {name: tuple(map(str, values[name])) for name in FIELDS[kind] if name in LISTS}
    if kind is RowKind.ACTION:
        texts["printed_code"] = texts["printed_code"] or NO_CODE
    return Row(kind, kind.value, texts, lists)


def _text(value: object) -> str:
    if value is None or value is Progress.NOT_STATED:
        return ""
    return value.value.replace("_", " ") if isinstance(value, Progress) else str(value)
