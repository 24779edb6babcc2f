"""Finished shapes that a type gives to those who draw it: its chart, and its place on a printed form.

They hold words in one language and codes, no numbers of families: numbers reach a chart through `core.privacy` and
`core.points` alone, under the same codes.
"""

from dataclasses import dataclass
from enum import StrEnum


class ChartKind(StrEnum):
    """What is drawn.

    SHARES: a bar for each code, its share of those who answered, in the order of the bars. STEPS: one bar of
    ordered steps that add up to all who answered. COUNTS: how many in each band of a number or a time. FIGURES: a
    bar for each code, as long as its figure (`figures` of the type). NONE: nothing to draw.
    """

    SHARES = "shares"
    STEPS = "steps"
    COUNTS = "counts"
    FIGURES = "figures"
    NONE = "none"


class Figure(StrEnum):
    """What the type's figures are: a mean of points or of places (1 is best), the middle answer, or none."""

    MEAN = "mean"
    MEAN_PLACE = "mean_place"
    MEDIAN = "median"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Bar:
    """One part of a chart: the code its number has, and its name."""

    code: str
    label: str
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """How the answers to one question are drawn.

    `bars` name the counts; `figure` says what the figures are, `ends_at` where their axis ends. `unit` stands
    after a number ("minutes").
    """

    kind: ChartKind
    bars: tuple[Bar, ...] = ()
    figure: Figure = Figure.NONE
    ends_at: float = 100
    unit: str = ""


class Marks(StrEnum):
    """How somebody answers on paper.

    ONE: one box to tick, MANY: any number of boxes, PLACES: a box to write a place (1, 2, 3) beside each item,
    POINTS: a box to write points beside each item, DIGITS: boxes for the digits of a number, MONTH: boxes for a
    month and a year, LINES: lines to write on, NOTHING: to read only.
    """

    ONE = "one"
    MANY = "many"
    PLACES = "places"
    POINTS = "points"
    DIGITS = "digits"
    MONTH = "month"
    LINES = "lines"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Item:
    """A box and what it stands for."""

    code: str
    label: str
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A question on a printed form.

    `row`: items stand side by side where there is room, with `ends` said at the first and the last of them.
    `digits` and `lines` say how many; `total` is what points add up to, or how many places there are; `unit`
    stands after the boxes.
    """

    marks: Marks
    items: tuple[Item, ...] = ()
    row: bool = False
    ends: tuple[str, str] = ("", "")
    digits: int = 0
    lines: int = 0
    total: int = 0
    unit: str = ""
