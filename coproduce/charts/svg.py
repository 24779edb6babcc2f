"""The pieces every chart is made of: a picture with its name, shapes by colour, and text that fits.

A colour is a class (`chart-pine`) that sets CSS `color`; shapes are painted in `currentColor`, so that the page's
light or dark decides. The `color` attribute is what is seen without the style sheet. There is no inline style.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from markupsafe import Markup


class Colour(Enum):
    """A colour's name in classes and its light value."""

    PINE = "#0b5c54"
    PLUM = "#6d2f6b"
    SLATE = "#44515a"
    BRICK = "#9c2f16"
    AMBER = "#7a4b00"
    LINE = "#8c8577"
    INK = "#1c2428"
    SOFT = "#4b565c"
    BAND = "#f7f5f0"

    @property
    def css(self) -> str:
        """The class."""
        return f"chart-{self.name.lower()}"


@dataclass(frozen=True, slots=True)
class Size:
    """A picture's room in its own units: `compact` is read at 300 px, where `wide` would shrink to half."""

    name: str
    width: int
    height: int
    text: int


WIDE = Size("wide", 640, 320, 17)
COMPACT = Size("compact", 360, 260, 18)

RTL = "rtl"
OPEN, CLOSE, SHUT = Markup("<"), Markup(">"), Markup("</")
SPACE, EQUALS, QUOTE, NOTHING = Markup(" "), Markup('="'), Markup('"'), Markup("")
# Mean width of a letter in ems, on the generous side: text is never cut, so room is kept for it.
LETTER = 0.56


def element(name: str, *children: str, colour: Colour | None = None, **attributes: str | float | None) -> Markup:
    """An element. Attribute names take underscores for hyphens, None leaves one out; children are escaped."""
    if colour:
        attributes = {"class_": colour.css, "color": colour.value, **attributes}
    pieces: list[str] = [OPEN, name]
    for key, value in attributes.items():
        if value is not None:
            pieces += (SPACE, _attribute(key), EQUALS, _value(value), QUOTE)
    # Joining escapes whatever is not Markup, and is several times faster than Markup.format.
    return NOTHING.join((*pieces, CLOSE, *children, SHUT, name, CLOSE))


def picture(
    *children: Markup,
    ident: str,
    title: str,
    description: str,
    size: Size,
    direction: str,
    height: float | None = None,
) -> Markup:
    """A whole chart. `ident` must be the only one of its kind on the page: it names title and description.

    `direction` is ltr or rtl. `height` replaces the size's own where what is shown has its own.
    """
    return element(
        "svg",
        element("title", title, id=f"{ident}-title"),
        element("desc", description, id=f"{ident}-desc"),
        *children,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {size.width} {_value(height or size.height)}",
        role="img",
        aria_labelledby=f"{ident}-title {ident}-desc",
        class_=f"chart-svg chart-{size.name}",
        direction=direction,
        font_size=size.text,
    )


def rect(
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    fill: str = "currentColor",
    opacity: float = 1,
    edge: float = 0,
) -> Markup:
    """A box in the colour of the group around it, or in a pattern's `url(#...)`; `edge` is its outline's width."""
    return element(
        "rect",
        x=x,
        y=y,
        width=width,
        height=height,
        fill=fill,
        fill_opacity=opacity if opacity < 1 else None,
        stroke="currentColor" if edge else None,
        stroke_width=edge or None,
    )


def line(x1: float, y1: float, x2: float, y2: float, *, width: float = 1, dash: str | None = None) -> Markup:
    """A straight line in the colour of the group around it."""
    return element(
        "line", x1=x1, y1=y1, x2=x2, y2=y2, stroke="currentColor", stroke_width=width, stroke_dasharray=dash
    )


def group(children: Iterable[Markup], colour: Colour) -> Markup:
    """Shapes of one colour."""
    return element("g", *children, colour=colour)


def words(
    text: str, x: float, y: float, *, anchor: str = "start", bold: bool = False, soft: bool = False
) -> Markup:
    """A line of text whose baseline is at y. "start" is where the reading direction starts."""
    return element(
        "text",
        text,
        x=x,
        y=y,
        text_anchor=anchor,
        fill="currentColor",
        font_weight="bold" if bold else None,
        colour=Colour.SOFT if soft else Colour.INK,
    )


def room(text: str, size: Size, *, bold: bool = False) -> float:
    """About how wide a line of text is."""
    return len(text) * LETTER * size.text * (1.08 if bold else 1)


def wrapped(text: str, *, width: float, size: Size, bold: bool = False) -> list[str]:
    """The text in lines that fit the width; a word too long for it keeps a line of its own."""
    lines: list[str] = []
    for word in text.split():
        if lines and room(f"{lines[-1]} {word}", size, bold=bold) <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def leading(size: Size, direction: str) -> float:
    """The distance between lines of text; Arabic script needs more."""
    return size.text * (1.55 if direction == RTL else 1.2)


def spread(middles: Sequence[float], heights: Sequence[float], *, top: float, bottom: float) -> list[float]:
    """Where blocks of text go (their tops) so that none overlaps, in the order of the middles they would have.

    Blocks are pushed down from the top in turn, then up from the bottom where they run over.
    """
    order = sorted(range(len(middles)), key=lambda place: middles[place])
    tops = [middle - height / 2 for middle, height in zip(middles, heights, strict=True)]
    free = top
    for place in order:
        tops[place] = max(free, tops[place])
        free = tops[place] + heights[place]
    limit = bottom
    for place in reversed(order):
        tops[place] = min(tops[place], limit - heights[place])
        limit = tops[place]
    return tops


def _attribute(key: str) -> str:
    return key if key in {"viewBox", "patternUnits"} else key.rstrip("_").replace("_", "-")


def _value(value: str | float) -> str:
    """Numbers to one decimal: a tenth of a unit is less than anyone sees."""
    return value if isinstance(value, str) else f"{round(float(value), 2 if abs(value) < 1 else 1):g}"
