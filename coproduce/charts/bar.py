"""Groups side by side: a bar for each, its likely range as a capped line over its end, its name above."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from coproduce.charts.marks import Mark, ranged
from coproduce.charts.svg import RTL, WIDE, Colour, Size, group, leading, line, picture, rect, words, wrapped
from coproduce.core.points import PublishedPoint

EDGE = 8.0


@dataclass(frozen=True, slots=True)
class _Frame:
    """The picture's room and how values lie in it: from 0 where the language starts to read."""

    size: Size
    direction: str
    ends_at: float

    def x(self, value: float) -> float:
        along = value / self.ends_at * (self.size.width - 2)
        return self.size.width - 1 - along if self.direction == RTL else 1 + along

    @property
    def start(self) -> float:
        return self.size.width - EDGE if self.direction == RTL else EDGE


def bar_chart(
    marks: Sequence[Mark],
    *,
    ident: str,
    title: str,
    description: str,
    hidden_words: str,
    ends_at: float = 100,
    size: Size = WIDE,
    direction: str = "ltr",
    figures: Callable[[PublishedPoint], str] = ranged,
) -> Markup:
    """The chart of these groups, in their order, as SVG; as tall as they need.

    Bars start at 0 where the language starts to read, and the whole width is `ends_at`. A hidden group keeps its
    place with `hidden_words` ("too few answers to show"). `figures` writes a number with its range in the reader's
    language; a mark's `note` follows it.
    """
    frame = _Frame(size, direction, ends_at)
    top, parts = 0.0, []
    for mark in marks:
        said = hidden_words if mark.point.is_hidden else f"{figures(mark.point)} {mark.note}".strip()
        texts, top = _texts(mark.label, said, top, frame)
        parts += texts
        if not mark.point.is_hidden:
            parts += _bar(mark.point, top, frame)
            top += size.text * 1.4
        top += size.text * 0.7
    axis = group([line(frame.x(0), 0, frame.x(0), max(top, 1), width=2)], Colour.LINE)
    return picture(
        *parts,
        axis,
        ident=ident,
        title=title,
        description=description,
        size=size,
        direction=direction,
        height=top or None,
    )


def _texts(label: str, said: str, top: float, frame: _Frame) -> tuple[list[Markup], float]:
    """A group's name and figures below `top`, and where they end."""
    step, room = leading(frame.size, frame.direction), frame.size.width - 2 * EDGE
    name = wrapped(label, width=room, size=frame.size, bold=True)
    lines = [*name, *wrapped(said, width=room, size=frame.size)]
    texts = [
        words(text, frame.start, top + (row + 0.85) * step, bold=row < len(name), soft=row >= len(name))
        for row, text in enumerate(lines)
    ]
    return texts, top + len(lines) * step


def _bar(point: PublishedPoint, top: float, frame: _Frame) -> list[Markup]:
    """The bar below `top`, paler where only boards see it, and its likely range as a line with caps."""
    if point.value is None or point.low is None or point.high is None:
        return []
    thick = frame.size.text * 1.1
    top += frame.size.text * 0.3
    ends = sorted((frame.x(0), frame.x(point.value)))
    solid = rect(ends[0], top, ends[1] - ends[0], thick, opacity=0.15 if point.indicative else 0.4, edge=1.5)
    low, high, middle = frame.x(point.low), frame.x(point.high), top + thick / 2
    caps = [line(x, middle - thick * 0.3, x, middle + thick * 0.3, width=2.5) for x in (low, high)]
    return [group([solid], Colour.PINE), group([line(low, middle, high, middle, width=2.5), *caps], Colour.INK)]
