"""What charts draw and tables list: published numbers with their words. A chart and its table share one list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from coproduce.core.points import PublishedPoint


@dataclass(frozen=True, slots=True)
class Mark:
    """One published number and what it is called.

    `note` is written beside it where it means something; `special` gives it another shape (a rule of the trend
    fires there). `kind` names the stance of a share: positive, mixed, neutral or negative.
    """

    label: str
    point: PublishedPoint
    note: str = ""
    special: bool = False
    kind: str = ""


class TableRow(NamedTuple):
    """One row of the table below a chart. `value`, `low` and `high` are None where the number is hidden."""

    label: str
    value: float | None
    low: float | None
    high: float | None
    n: int | None
    indicative: bool
    note: str


def rows(marks: Sequence[Mark]) -> list[TableRow]:
    """The table of these marks, in their order."""
    return [
        TableRow(
            mark.label,
            mark.point.value,
            mark.point.low,
            mark.point.high,
            mark.point.n,
            mark.point.indicative,
            mark.note,
        )
        for mark in marks
    ]


def whole(value: float) -> str:
    """A number as charts write it unless they are given a language's own way."""
    return f"{value:.0f}"


def ranged(point: PublishedPoint) -> str:
    """A number and its likely range, in English; views pass their own, worded in the reader's language."""
    if point.value is None or point.low is None or point.high is None:
        return ""
    return f"{whole(point.value)} ({whole(point.low)} to {whole(point.high)})"


def ranged_percent(point: PublishedPoint) -> str:
    """A share and its likely range, in English."""
    if point.value is None or point.low is None or point.high is None:
        return ""
    return f"{whole(point.value)}% ({whole(point.low)}% to {whole(point.high)}%)"
