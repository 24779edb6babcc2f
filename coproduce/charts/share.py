"""How a whole is shared: one bar of positive, mixed, neither and negative, by pattern as well as by colour."""

from collections.abc import Callable, Collection, Sequence

from markupsafe import Markup

from coproduce.charts.marks import Mark, ranged_percent
from coproduce.charts.svg import (
    RTL,
    WIDE,
    Colour,
    Size,
    element,
    group,
    leading,
    line,
    picture,
    rect,
    words,
    wrapped,
)
from coproduce.core.points import PublishedPoint

POSITIVE, MIXED, NEUTRAL, NEGATIVE = "positive", "mixed", "neutral", "negative"
FAIRLY_POSITIVE, FAIRLY_NEGATIVE, NONE = "fairly_positive", "fairly_negative", "none"
COLOURS = {
    POSITIVE: Colour.PINE,
    FAIRLY_POSITIVE: Colour.PINE,
    MIXED: Colour.AMBER,
    NEUTRAL: Colour.SLATE,
    FAIRLY_NEGATIVE: Colour.BRICK,
    NEGATIVE: Colour.BRICK,
    NONE: Colour.LINE,
}
PLAIN = {POSITIVE: "currentColor", NONE: "none"}
"""What is drawn without a pattern: solid, or empty."""
TILE = 10
STEPS = (POSITIVE, FAIRLY_POSITIVE, NEUTRAL, FAIRLY_NEGATIVE, NEGATIVE)


def steps(count: int) -> tuple[str, ...]:
    """The kinds of so many steps from the best to the worst, five at most; what comes after them is `NONE`."""
    return STEPS if count >= len(STEPS) else (POSITIVE, NEUTRAL, NEGATIVE)[:count]


def share_chart(
    marks: Sequence[Mark],
    *,
    ident: str,
    title: str,
    description: str,
    hidden_words: str,
    size: Size = WIDE,
    direction: str = "ltr",
    figures: Callable[[PublishedPoint], str] = ranged_percent,
) -> Markup:
    """The stacked bar of these shares (per cent), in their order, as SVG, each with its words below.

    A mark's `kind` chooses its colour and pattern (another kind is drawn as neutral). What is hidden stays an
    empty part of the bar, named by `hidden_words`, without saying which share is how large.
    """
    thick = size.height * 0.26
    swatch = size.text * 1.1
    parts, height = _lines(marks, ident, thick + size.text, swatch, hidden_words, size, direction, figures)
    return picture(
        element("defs", *_patterns(ident, {mark.kind if mark.kind in COLOURS else NEUTRAL for mark in marks})),
        *_segments(marks, ident, thick, size, direction),
        *parts,
        ident=ident,
        title=title,
        description=description,
        size=size,
        direction=direction,
        height=height,
    )


def _segments(marks: Sequence[Mark], ident: str, thick: float, size: Size, direction: str) -> list[Markup]:
    """The bar, from where the language starts to read; its end stays open for what is hidden."""
    free = 2.0
    room = size.width - 4
    parts = []
    for mark in marks:
        if mark.point.value is None:
            continue
        width = mark.point.value / 100 * room
        x = size.width - free - width if direction == RTL else free
        parts.append(_filled(mark, ident, x, 2, width, thick))
        free += width
    outline = group([rect(2, 2, room, thick, fill="none", edge=1.5)], Colour.LINE)
    return [outline, *parts]


def _lines(
    marks: Sequence[Mark],
    ident: str,
    top: float,
    swatch: float,
    hidden_words: str,
    size: Size,
    direction: str,
    figures: Callable[[PublishedPoint], str],
) -> tuple[list[Markup], float]:
    """Each share in words, with a piece of its pattern, below `top`; and where they end."""
    step, gap = leading(size, direction), size.text * 0.55
    indent = swatch + size.text * 0.6
    parts = []
    for mark in marks:
        texts = wrapped(_said(mark, hidden_words, figures), width=size.width - indent - 2, size=size)
        if mark.point.value is not None:
            x = size.width - 2 - swatch if direction == RTL else 2
            parts.append(_filled(mark, ident, x, top, swatch, swatch))
        at = size.width - indent if direction == RTL else indent
        parts += [words(text, at, top + swatch * 0.8 + row * step) for row, text in enumerate(texts)]
        top += max(swatch, len(texts) * step) + gap
    return parts, top


def _said(mark: Mark, hidden_words: str, figures: Callable[[PublishedPoint], str]) -> str:
    said = hidden_words if mark.point.is_hidden else f"{figures(mark.point)} {mark.note}".strip()
    return f"{mark.label}: {said}"


def _filled(mark: Mark, ident: str, x: float, y: float, width: float, height: float) -> Markup:
    kind = mark.kind if mark.kind in COLOURS else NEUTRAL
    fill = PLAIN.get(kind, f"url(#{ident}-{kind})")
    return group([rect(x, y, width, height, fill=fill, edge=1.5)], COLOURS[kind])


def _patterns(ident: str, used: Collection[str]) -> list[Markup]:
    """Positive is solid; mixed has slanting lines, neutral dots, negative upright lines. Those that are used.

    What is fairly positive has fine slanting lines, what is fairly negative fine upright ones.
    """
    shapes = {
        FAIRLY_POSITIVE: [
            line(0, 0, TILE, TILE, width=2),
            line(-2, 8, 2, 12, width=2),
            line(8, -2, 12, 2, width=2),
        ],
        FAIRLY_NEGATIVE: [line(TILE / 2, 0, TILE / 2, TILE, width=1.5)],
        MIXED: [line(0, TILE, TILE, 0, width=3), line(-2, 2, 2, -2, width=3), line(8, 12, 12, 8, width=3)],
        NEUTRAL: [element("circle", cx=TILE / 2, cy=TILE / 2, r=1.8, fill="currentColor")],
        NEGATIVE: [line(TILE / 2, 0, TILE / 2, TILE, width=5)],
    }
    return [
        element(
            "pattern",
            group(drawn, COLOURS[kind]),
            id=f"{ident}-{kind}",
            width=TILE,
            height=TILE,
            patternUnits="userSpaceOnUse",
        )
        for kind, drawn in shapes.items()
        if kind in used
    ]
