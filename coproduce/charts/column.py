"""How many gave each point or lie in each band: columns side by side, as tall as their share, named below."""

from collections.abc import Callable, Sequence

from markupsafe import Markup

from coproduce.charts.marks import Mark, whole
from coproduce.charts.svg import RTL, WIDE, Colour, Size, group, line, picture, rect, room, words

GAP = 0.22
"""The part of a column's room that stays free."""


def column_chart(
    marks: Sequence[Mark],
    *,
    ident: str,
    title: str,
    description: str,
    size: Size = WIDE,
    direction: str = "ltr",
    number: Callable[[float], str] = whole,
) -> Markup:
    """The chart of these bands in their order, as SVG; the first stands where the language starts to read.

    A hidden band leaves its place empty. `number` writes what stands above a column. Names below that would run
    into each other are left out, every second or third of them staying: the table below has them all.
    """
    step = float(size.width // max(1, len(marks)))
    top, bottom = size.text * 1.5, size.height - size.text * 1.9
    most = max((mark.point.value for mark in marks if mark.point.value is not None), default=0) or 1
    named = _every(marks, step, size)
    columns, texts = [], []
    for place, mark in enumerate(marks):
        middle = _mirrored((place + 0.5) * step, size, direction)
        if mark.point.value is not None:
            tall = mark.point.value / most * (bottom - top)
            width = step * (1 - GAP)
            columns.append(rect(middle - width / 2, bottom - tall, width, tall, opacity=0.4, edge=1.5))
            above = number(mark.point.value)
            if room(above, size) <= step:
                texts.append(words(above, middle, bottom - tall - size.text * 0.35, anchor="middle"))
        if place % named == 0:
            texts.append(words(mark.label, middle, bottom + size.text * 1.3, anchor="middle", soft=True))
    axis = group([line(0, bottom, size.width, bottom, width=2)], Colour.LINE)
    return picture(
        group(columns, Colour.PINE),
        axis,
        *texts,
        ident=ident,
        title=title,
        description=description,
        size=size,
        direction=direction,
    )


def _every(marks: Sequence[Mark], step: float, size: Size) -> int:
    """Name each column, or each second or third, so that names keep clear of each other."""
    widest = max((room(mark.label, size) for mark in marks), default=0) + size.text * 0.4
    return max(1, -(-int(widest) // max(1, int(step))))


def _mirrored(x: float, size: Size, direction: str) -> float:
    return size.width - x if direction == RTL else x
