"""The one door to the library that writes PDF files: posters, letters and paper forms, in every script we print.

A `Document` is measured in millimetres from the edge at which its language begins to be read: an `x` of 20 is 20
mm from the left in English and 20 mm from the right in Urdu, so that whoever lays a page out mirrors nothing. The
fonts are Noto Sans, which the build of the assets brings (Open Font License); what a file uses is embedded,
so a page looks the same on every printer.
"""

import weakref
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, cast

from coproduce.web import qr

if TYPE_CHECKING:
    from fpdf import FPDF
    from fpdf.fonts import CoreFont, TTFFont

FONTS = Path(__file__).parent / "static" / "dist" / "fonts"
A4_WIDTH, A4_HEIGHT = 210.0, 297.0
MARGIN = 18.0
LINE_HEIGHT = 1.35
POINT = 25.4 / 72
"""A point in millimetres."""
THIN = 0.3
FOOT_SIZE = 9
FOOT_GAP = 4.0


@dataclass(frozen=True, slots=True)
class Script:
    """How a language is written: its font, its name for the shaping engine, the height of its lines."""

    font: str
    tag: str
    direction: str = "ltr"
    line_height: float = LINE_HEIGHT


LATIN = Script("NotoSans", "latn")
ARABIC = Script("NotoSansArabic", "arab", "rtl", 1.6)
SCRIPTS = {
    "ur": ARABIC,
    "ar": ARABIC,
    "fa": ARABIC,
    "ckb": ARABIC,
    "pa": Script("NotoSansGurmukhi", "guru", line_height=1.5),
    "bn": Script("NotoSansBengali", "beng", line_height=1.5),
}
"""Every other language is written in Latin letters."""
LETTERS = {
    "NotoSansArabic": ((0x0600, 0x06FF), (0x0750, 0x077F), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC)),
    "NotoSansGurmukhi": ((0x0A00, 0x0A7F),),
    "NotoSansBengali": ((0x0980, 0x09FF),),
}
"""Which letters want which font, Latin ones apart: it is loaded with the first text that has such letters."""


class Document:
    """A document in one language, A4 and upright. `y` is where the next text goes, from the top."""

    def __init__(self, *, language: str, title: str, made_at: datetime, foot: str | None = None) -> None:
        """`foot` stands at the foot of every page, with "2 / 5" at its end; None leaves the foot empty."""
        self.script = SCRIPTS.get(language, LATIN)
        self._pdf = _new(self.script, foot)
        self._letters(foot or "")
        self._pdf.set_title(title)
        self._pdf.set_lang(language)
        self._pdf.set_creation_date(made_at)
        # The library keeps its files of fonts open.
        weakref.finalize(self, _close, self._pdf.fonts)

    @property
    def width(self) -> float:
        """From margin to margin."""
        return A4_WIDTH - 2 * MARGIN

    @property
    def y(self) -> float:
        """Where the next text goes."""
        return float(self._pdf.get_y())

    @y.setter
    def y(self, y: float) -> None:
        self._pdf.set_y(y)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return int(self._pdf.page_no())

    @property
    def bottom(self) -> float:
        """Where a page's text ends."""
        return A4_HEIGHT - MARGIN

    def add_page(self) -> None:
        """Begin a page, at its top."""
        self._pdf.add_page()

    def need(self, height: float) -> None:
        """Begin a page unless so much fits on this one: what belongs together stays together."""
        if self.y + height > self.bottom:
            self.add_page()

    def space(self, height: float) -> None:
        """Leave so much free."""
        self.y += height

    def text(
        self,
        text: str,
        *,
        size: float = 12,
        bold: bool = False,
        x: float = MARGIN,
        width: float | None = None,
        centred: bool = False,
    ) -> float:
        """Write a paragraph at `y`, which moves below it, over pages where it is long; how high it is."""
        across = self.width + MARGIN - x if width is None else width
        self._letters(text)
        self._font(size, bold)
        before, page = self.y, self.pages
        self._pdf.set_x(self._left(x, across))
        self._pdf.multi_cell(
            across,
            self._line(size),
            text,
            align="C" if centred else "R" if self.script.direction == "rtl" else "L",
            new_x="LMARGIN",
            new_y="NEXT",
        )
        return self.y - before if self.pages == page else self.y - MARGIN

    def address(self, lines: Sequence[str], *, left: float, top: float, width: float, size: float = 11) -> None:
        """Write an address from left to right, `left` mm from the paper's left edge, whatever the language is."""
        before = self.y
        self._pdf.set_text_shaping(True, direction="ltr")
        self._letters("".join(lines))
        self._pdf.set_font(LATIN.font, size=size)
        self._pdf.set_xy(left, top)
        for line in lines:
            self._pdf.set_x(left)
            self._pdf.multi_cell(width, self._line(size), line, align="L", new_x="LMARGIN", new_y="NEXT")
        self._pdf.set_text_shaping(True, direction=self.script.direction, script=self.script.tag)
        self.y = before

    def height_of(self, text: str, *, size: float = 12, bold: bool = False, width: float | None = None) -> float:
        """How high a paragraph will be, without writing it."""
        across = self.width if width is None else width
        self._letters(text)
        self._font(size, bold)
        found = self._pdf.multi_cell(across, self._line(size), text, dry_run=True, output="HEIGHT")
        return cast(float, found)

    def width_of(self, text: str, *, size: float = 12, bold: bool = False) -> float:
        """How wide a text is on one line."""
        self._letters(text)
        self._font(size, bold)
        return float(self._pdf.get_string_width(text))

    def box(
        self, x: float, y: float, width: float, height: float, *, thick: float = THIN, round_: bool = False
    ) -> None:
        """An empty box to write or tick in; `round_` makes it a circle or an oval."""
        self._pdf.set_line_width(thick)
        draw = self._pdf.ellipse if round_ else self._pdf.rect
        draw(self._left(x, width), y, width, height)

    def line(self, x: float, y: float, width: float, *, thick: float = THIN) -> None:
        """A line across, to write on or to part what follows."""
        left = self._left(x, width)
        self._pdf.set_line_width(thick)
        self._pdf.line(left, y, left + width, y)

    def picture(self, image: bytes, x: float, y: float, width: float, height: float, *, alt: str = "") -> None:
        """A PNG, JPEG or SVG, as large as fits into the space."""
        self._pdf.image(
            BytesIO(image), self._left(x, width), y, width, height, keep_aspect_ratio=True, alt_text=alt or None
        )

    def qr(self, text: str, x: float, y: float, side: float) -> None:
        """A QR code with the white border that a camera needs, `side` mm wide in all."""
        dots = qr.dots(text)
        one = side / (len(dots) + 2 * qr.BORDER)
        left = self._left(x, side)
        self._pdf.set_fill_color(0)
        for row, line in enumerate(dots, qr.BORDER):
            for start, length in _runs(line):
                across = left + (start + qr.BORDER) * one
                self._pdf.rect(across, y + row * one, length * one, one, style="F")

    def link(self, x: float, y: float, width: float, height: float, *, url: str) -> None:
        """Make a part of the page lead to an address where the file is read on a screen."""
        self._pdf.link(self._left(x, width), y, width, height, url)

    def lacks(self, text: str) -> str:
        """The letters of a text that no font of ours has: they would be printed as empty boxes."""
        self._letters(text)
        known = {code for font in self._pdf.fonts.values() for code in getattr(font, "cmap", ())}
        return "".join(sorted({letter for letter in text if letter.isprintable() and ord(letter) not in known}))

    def finished(self) -> bytes:
        """The file."""
        return bytes(self._pdf.output())

    def _letters(self, text: str) -> None:
        """Load the fonts that a text's letters want."""
        for family, ranges in LETTERS.items():
            if family.lower() not in self._pdf.fonts and any(
                first <= ord(letter) <= last for letter in text for first, last in ranges
            ):
                _load(self._pdf, family, self.script)

    def _font(self, size: float, bold: bool) -> None:
        self._pdf.set_font(self.script.font, style="B" if bold else "", size=size)

    def _line(self, size: float) -> float:
        return size * POINT * self.script.line_height

    def _left(self, x: float, width: float) -> float:
        """The distance from the left of what begins `x` from where reading begins."""
        return A4_WIDTH - x - width if self.script.direction == "rtl" else x


def _runs(line: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Where dark dots begin, and how many follow one another."""
    at = 0
    for dark, same in groupby(line):
        length = len(list(same))
        if dark:
            yield at, length
        at += length


def _load(pdf: "FPDF", family: str, script: Script) -> None:
    pdf.add_font(family, fname=FONTS / f"{family}-Regular.ttf")
    pdf.add_font(family, style="B", fname=FONTS / f"{family}-Bold.ttf")
    others = [name for name in pdf.fonts if name != script.font.lower() and not name.endswith("B")]
    if others:
        pdf.set_fallback_fonts(others, exact_match=False)


def _close(fonts: "Mapping[str, CoreFont | TTFFont]") -> None:
    for font in fonts.values():
        if (opened := getattr(font, "ttfont", None)) is not None:
            opened.close()


def _new(script: Script, foot: str | None) -> "FPDF":
    # Loaded at first use: it takes half a second, which the start of the program need not wait for.
    from fpdf import FPDF

    class Footed(FPDF):
        """A file whose pages have a foot; the library calls this where a page ends."""

        def footer(self) -> None:
            if foot is not None:
                _write_foot(self, script, foot)

    pdf = Footed(orientation="portrait", unit="mm", format="A4")
    pdf.set_margins(MARGIN, MARGIN, MARGIN)
    pdf.set_auto_page_break(auto=True, margin=MARGIN)
    for family in dict.fromkeys((script.font, LATIN.font)):
        _load(pdf, family, script)
    pdf.set_text_shaping(True, direction=script.direction, script=script.tag)
    return pdf


def _write_foot(pdf: "FPDF", script: Script, foot: str) -> None:
    starts, ends = ("R", "L") if script.direction == "rtl" else ("L", "R")
    pdf.set_font(script.font, size=FOOT_SIZE)
    for text, side in ((foot, starts), (f"{pdf.page_no()} / {{nb}}", ends)):
        pdf.set_xy(MARGIN, A4_HEIGHT - MARGIN + FOOT_GAP)
        pdf.cell(A4_WIDTH - 2 * MARGIN, FOOT_GAP, text, align=side)
