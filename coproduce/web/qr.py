"""The one door to the library that draws QR codes."""

import segno
from markupsafe import Markup

SIZED = '<svg role="img" width="144" height="144" '
"""A size of its own, in CSS pixels: without the style sheet a drawing fills the page."""


def svg(text: str, *, title: str) -> Markup:
    """A QR code of this text as inline SVG, black on white, without style attributes; `title` names it aloud.

    The mask is fixed: trying all eight for the prettiest takes four times as long and reads no better.
    """
    code = segno.make(text, error="m", boost_error=False, micro=False, mask=2)
    drawn: str = code.svg_inline(
        omitsize=True, svgclass="qr", lineclass=None, title=title, dark="#000", light="#fff"
    )
    sized = drawn.replace("<svg ", SIZED, 1)
    return Markup(sized)  # noqa: S704 # nosec B704 # segno escapes the title


BORDER = 4
"""The white border around a code, in dots: without it a camera does not find the code."""


def dots(text: str) -> tuple[tuple[bool, ...], ...]:
    """The same code as rows of dots, True where it is dark, without its border: for what is not a web page."""
    code = segno.make(text, error="m", boost_error=False, micro=False, mask=2)
    return tuple(tuple(bool(dot) for dot in row) for row in code.matrix)
