"""A measure over time: waves along the line, likely ranges as boxes, the limits of the trend as a band."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil, floor

from markupsafe import Markup

from coproduce.charts.marks import Mark, whole
from coproduce.charts.plot import Plot
from coproduce.charts.svg import (
    COMPACT,
    WIDE,
    Colour,
    Size,
    element,
    group,
    leading,
    line,
    picture,
    rect,
    room,
    spread,
    words,
    wrapped,
)

NOTE_WIDTH = 220


@dataclass(frozen=True, slots=True)
class Limits:
    """The trend's mean and limits with the words written at their ends, each with its number."""

    mean: float
    lower: float
    upper: float
    mean_words: str
    lower_words: str
    upper_words: str


def line_chart(
    marks: Sequence[Mark],
    *,
    ident: str,
    title: str,
    description: str,
    limits: Limits | None = None,
    end_words: str = "",
    size: Size = WIDE,
    direction: str = "ltr",
    number: Callable[[float], str] = whole,
) -> Markup:
    """The chart of these waves in order of time, as SVG.

    Hidden waves leave a gap in the line. `end_words` name the line at its end, beside its last number; `number`
    writes numbers in the reader's language. Without a single number to draw, the picture holds its axis only.
    """
    plot = _plot(marks, limits, size, direction)
    return picture(
        *_band(plot, limits),
        *_axis(plot, marks, number),
        *_ranges(plot, marks),
        group(_strokes(plot, marks), Colour.PINE),
        *_dots(plot, marks),
        *_notes(plot, marks),
        *_ends(plot, marks, limits, end_words, number),
        ident=ident,
        title=title,
        description=description,
        size=size,
        direction=direction,
    )


def _plot(marks: Sequence[Mark], limits: Limits | None, size: Size, direction: str) -> Plot:
    """Room for all that is drawn, to the next five, within 0 to 100."""
    drawn = [
        end for mark in marks for end in (mark.point.low, mark.point.high, mark.point.value) if end is not None
    ]
    drawn += [limits.lower, limits.upper] if limits else []
    low = max(0.0, floor(min(drawn, default=0) / 5) * 5.0)
    high = min(100.0, ceil(max(drawn, default=100) / 5) * 5.0)
    bare = Plot(size, direction, low, max(high, low + 5), len(marks), 0)
    lines = max((len(note.lines) for note in _noted(bare, marks)), default=0)
    return replace(bare, headroom=lines * leading(size, direction))


def _band(plot: Plot, limits: Limits | None) -> list[Markup]:
    if limits is None:
        return []
    upper, lower = (min(max(value, plot.low), plot.high) for value in (limits.upper, limits.lower))
    left = min(plot.mirrored(plot.start), plot.mirrored(plot.end))
    box = rect(left, plot.y(upper), plot.end - plot.start, plot.y(lower) - plot.y(upper))
    edges = [plot.across(plot.y(edge), dash="6 4") for edge in (upper, lower)]
    return [group([box], Colour.BAND), group([*edges, plot.across(plot.y(limits.mean))], Colour.LINE)]


def _axis(plot: Plot, marks: Sequence[Mark], number: Callable[[float], str]) -> list[Markup]:
    """The lowest and highest number, and the waves as far as their names fit."""
    at = plot.mirrored(plot.start - plot.size.text * 0.4)
    ends = [
        words(number(value), at, plot.y(value) + plot.size.text * 0.35, anchor="end", soft=True)
        for value in (plot.low, plot.high)
    ]
    y = plot.bottom + plot.size.text * 1.4
    names = [words(marks[place].label, x, y, anchor="middle", soft=True) for place, x in _named_waves(plot, marks)]
    return [group([plot.across(plot.bottom)], Colour.LINE), *ends, *names]


def _named_waves(plot: Plot, marks: Sequence[Mark]) -> list[tuple[int, float]]:
    """The newest wave, and before it those whose names keep clear of each other: place and middle."""
    named: list[tuple[int, float]] = []
    free = float(plot.size.width)
    for place in reversed(range(len(marks))):
        half = room(marks[place].label, plot.size) / 2
        at = min(max(plot.mirrored(plot.x(place)), half), plot.size.width - half)
        if at + half <= free:
            named.append((place, plot.mirrored(at)))
            free = at - half - plot.size.text * 0.8
    return named


def _ranges(plot: Plot, marks: Sequence[Mark]) -> list[Markup]:
    width = min(14.0, plot.step * 0.55)
    boxes = [
        rect(plot.x(place) - width / 2, plot.y(high), width, plot.y(low) - plot.y(high), opacity=0.16, edge=1)
        for place, low, high in ((place, mark.point.low, mark.point.high) for place, mark in enumerate(marks))
        if low is not None and high is not None
    ]
    return [group(boxes, Colour.PINE)] if boxes else []


def _strokes(plot: Plot, marks: Sequence[Mark]) -> list[Markup]:
    """The line between neighbours; a hidden wave leaves a gap, since nothing is known of it."""
    return [
        line(plot.x(place), plot.y(before.point.value), plot.x(place + 1), plot.y(after.point.value), width=2.5)
        for place, (before, after) in enumerate(pairwise(marks))
        if before.point.value is not None and after.point.value is not None
    ]


def _dots(plot: Plot, marks: Sequence[Mark]) -> list[Markup]:
    """A circle for each wave, a larger diamond where a rule of the trend fires: shape speaks with colour."""
    shapes = []
    for place, mark in enumerate(marks):
        if mark.point.value is None:
            continue
        x, y = plot.x(place), plot.y(mark.point.value)
        if mark.special:
            corners = f"{x:.1f},{y - 8:.1f} {x + 8:.1f},{y:.1f} {x:.1f},{y + 8:.1f} {x - 8:.1f},{y:.1f}"
            shapes.append(element("polygon", points=corners, fill="currentColor", colour=Colour.PLUM))
        else:
            shapes.append(element("circle", cx=x, cy=y, r=5, fill="currentColor", colour=Colour.PINE))
    return shapes


@dataclass(frozen=True, slots=True)
class _Note:
    """Words about one wave, in lines around their middle."""

    place: int
    x: float
    lines: list[str]


def _noted(plot: Plot, marks: Sequence[Mark]) -> list[_Note]:
    """The notes that have room, the newest first; the table below the chart holds them all."""
    notes: list[_Note] = []
    taken: list[tuple[float, float]] = []
    for place in reversed(range(len(marks))):
        if not marks[place].note or marks[place].point.is_hidden:
            continue
        lines = wrapped(marks[place].note, width=NOTE_WIDTH, size=plot.size)
        half = max(room(text, plot.size) for text in lines) / 2
        x = min(max(plot.x(place), half), plot.size.width - half)
        if all(x + half < left or x - half > right for left, right in taken):
            notes.append(_Note(place, x, lines))
            taken.append((x - half, x + half))
    return notes


def _notes(plot: Plot, marks: Sequence[Mark]) -> list[Markup]:
    """Words above the waves that mean something, each with a fine line down to its range."""
    step = leading(plot.size, plot.direction)
    parts = []
    for note in _noted(plot, marks):
        high = marks[note.place].point.high
        if high is not None:
            foot = len(note.lines) * step + plot.size.text * 0.25
            x = plot.x(note.place)
            parts.append(group([line(x, foot, x, max(foot, plot.y(high)), dash="2 3")], Colour.LINE))
        parts += [words(text, note.x, (row + 0.8) * step, anchor="middle") for row, text in enumerate(note.lines)]
    return parts


def _ends(
    plot: Plot, marks: Sequence[Mark], limits: Limits | None, end_words: str, number: Callable[[float], str]
) -> list[Markup]:
    """What the lines are, in words at their ends instead of a legend."""
    last = next((mark.point.value for mark in reversed(marks) if mark.point.value is not None), None)
    texts: list[tuple[float, str, bool]] = []
    if last is not None:
        texts.append((last, f"{end_words} {number(last)}".strip(), True))
    if limits:
        texts += [
            (limits.upper, limits.upper_words, False),
            (limits.mean, limits.mean_words, False),
            (limits.lower, limits.lower_words, False),
        ]
    step = leading(plot.size, plot.direction)
    width = plot.side - plot.size.text * 0.7
    blocks = [wrapped(text, width=width, size=plot.size, bold=bold) for _, text, bold in texts]
    heights = [len(block) * step for block in blocks]
    tops = spread([plot.y(value) for value, _, _ in texts], heights, top=0, bottom=plot.bottom + step * 0.4)
    x = plot.mirrored(plot.end + plot.size.text * 0.6)
    return [
        words(text, x, top + (row + 0.8) * step, bold=bold, soft=not bold)
        for (_, _, bold), block, top in zip(texts, blocks, tops, strict=True)
        for row, text in enumerate(block)
    ]


__all__ = ["COMPACT", "WIDE", "Limits", "Mark", "line_chart"]
