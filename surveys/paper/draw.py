"""Draws a printed form: each question by its place on paper, black on white, large enough to read and write on."""

from collections.abc import Sequence
from datetime import datetime

from coproduce.web.pdf import MARGIN
from surveys.paper import keyed
from surveys.paper.boxes import BOX, GAP, THICK, TINY, Boxes
from surveys.paper.form import Form, Part, Printed
from surveys.questions.shapes import Marks, Paper

QR = 32.0
GRID_TEXT = 66.0
MOST_TOGETHER = 190.0


class Drawing(Boxes):
    """A form on its way to paper."""

    def __init__(self, form: Form, *, made_at: datetime) -> None:
        """Begin with the first page empty."""
        super().__init__(form, made_at=made_at)
        self.words_seen = False

    def head(self) -> None:
        """Title, what it is for, that no name is asked, where help is, how it comes back."""
        doc, words = self.doc, self.form.words
        beside = doc.width - QR - 4
        if words.on_top:
            doc.text(words.on_top, size=self.size(10), width=beside)
        top = doc.y
        doc.qr(words.address, MARGIN + doc.width - QR, MARGIN, QR)
        doc.y = max(top, MARGIN)
        doc.text(words.title, size=self.size(20), bold=True, width=beside)
        doc.space(1)
        doc.text(words.online, size=self.size(10), width=beside)
        doc.text(words.shown_address, size=self.size(10), width=beside)
        doc.link(MARGIN + doc.width - QR, MARGIN, QR, QR, url=words.address)
        doc.y = max(doc.y, MARGIN + QR) + 3
        for line in words.opening:
            doc.text(line, size=self.size(12))
            doc.space(1)
        self._framed((words.urgent,))
        doc.text(words.returning, size=self.size(12), bold=True)
        doc.space(2)

    def part(self, part: Part) -> None:
        """A heading and its questions."""
        doc = self.doc
        first = part.groups[0] if part.groups else ()
        doc.need(22 * self.scale + (70 if len(first) > 1 else sum(map(self._height, first))))
        doc.space(4)
        doc.line(MARGIN, doc.y, doc.width, thick=THICK)
        doc.space(3)
        doc.text(part.title, size=self.size(16), bold=True)
        if part.hint:
            doc.text(part.hint, size=self.size(12))
        for group in part.groups:
            if len(group) > 1:
                self.grid(group)
            else:
                self.question(group[0])

    def question(self, one: Printed) -> None:
        """One question with its boxes."""
        doc, marks = self.doc, one.paper.marks
        name = one.picture if one.picture in self.form.pictures else ""
        wide = self.picture_side if name else 0.0
        doc.need(self._height(one))
        if marks is Marks.LINES:
            self._framed(self._lines_before_words())
            self.words_seen = True
        doc.space(5)
        top, page = doc.y, doc.pages
        if name:
            doc.picture(self.form.pictures[name], MARGIN, top, wide, wide)
        shift = wide + GAP if name else 0.0
        if not one.is_statement:
            bold = marks is not Marks.NOTHING or bool(one.said)
            doc.text(one.head, size=self.size(13), bold=bold, x=MARGIN + shift)
        for line in one.said:
            doc.text(line, size=self.size(11.5), x=MARGIN + shift)
        if name and doc.pages == page:
            doc.y = max(doc.y, top + wide)
        doc.space(2)
        self.marks(one.paper)

    def grid(self, group: Sequence[Printed]) -> None:
        """Questions with the same boxes, a line for each."""
        doc, paper = self.doc, group[0].paper
        room = (doc.width - GRID_TEXT) / len(paper.items)
        said = list(dict.fromkeys(line for one in group for line in one.said[:-1]))
        doc.need(70)
        doc.space(4)
        for line in (*said, self.form.words.in_each_line):
            doc.text(line, size=self.size(11.5))
        self._grid_head(paper, room)
        for one in group:
            high = max(doc.height_of(one.head, size=12, width=GRID_TEXT - GAP), BOX) + 5
            if doc.y + high > doc.bottom:
                doc.add_page()
                self._grid_head(paper, room)
            doc.line(MARGIN, doc.y, doc.width)
            top = doc.y
            for place in range(len(paper.items)):
                x = MARGIN + GRID_TEXT + place * room + (room - BOX) / 2
                doc.box(x, top + (high - BOX) / 2, BOX, BOX, thick=THICK)
            doc.y = top + 2.5
            doc.text(one.head, size=12, width=GRID_TEXT - GAP)
            doc.y = top + high
        doc.line(MARGIN, doc.y, doc.width)

    def _grid_head(self, paper: Paper, room: float) -> None:
        doc, top, lowest = self.doc, self.doc.y + 2, self.doc.y
        for place, (item, number) in enumerate(zip(paper.items, keyed.numbers(paper), strict=True)):
            x = MARGIN + GRID_TEXT + place * room
            doc.y = top
            doc.text(item.label, size=9.5, x=x, width=room, centred=True)
            doc.text(number, size=TINY, x=x, width=room, centred=True)
            lowest = max(lowest, doc.y)
        doc.y = lowest + 1

    def ending(self) -> None:
        """Thanks, and once more how it comes back."""
        doc, words = self.doc, self.form.words
        doc.need(30 * self.scale)
        doc.space(6)
        doc.line(MARGIN, doc.y, doc.width, thick=THICK)
        doc.space(3)
        for line in words.ending:
            doc.text(line, size=self.size(12))
            doc.space(1)
        doc.text(words.returning, size=self.size(12), bold=True)

    def _height(self, one: Printed) -> float:
        """About how high a question is: what is kept together, up to most of a page."""
        doc, paper = self.doc, one.paper
        wide = self.picture_side if one.picture in self.form.pictures else 0.0
        room = doc.width - wide - GAP
        words = doc.height_of(one.head, size=self.size(13), bold=True, width=room)
        words += sum(doc.height_of(line, size=self.size(11.5), width=room) for line in one.said)
        framed = self._frame_height(self._lines_before_words()) + 6 if paper.marks is Marks.LINES else 0.0
        return min(max(words, wide) + framed + 8 + self.boxes_height(paper), MOST_TOGETHER)

    def _lines_before_words(self) -> tuple[str, ...]:
        words = self.form.words
        return (words.before_more_words,) if self.words_seen else (words.urgent, *words.before_words)

    def _frame_height(self, lines: Sequence[str]) -> float:
        size, inside = self.size(11.5), self.doc.width - 2 * GAP
        heights = [self.doc.height_of(line, size=size, bold=not at, width=inside) for at, line in enumerate(lines)]
        return sum(heights) + 2 * GAP

    def _framed(self, lines: Sequence[str]) -> None:
        """Lines in a frame, which a reader does not pass over; the first is bold."""
        doc, high = self.doc, self._frame_height(lines)
        doc.need(high + 4)
        doc.space(4)
        top = doc.y
        doc.box(MARGIN, top, doc.width, high, thick=THICK)
        doc.y = top + GAP
        for at, line in enumerate(lines):
            doc.text(line, size=self.size(11.5), bold=not at, x=MARGIN + GAP, width=doc.width - 2 * GAP)
        doc.y = top + high + 2


def draw(form: Form, *, made_at: datetime) -> bytes:
    """The form as a PDF file."""
    drawing = Drawing(form, made_at=made_at)
    drawing.head()
    for part in form.parts:
        drawing.part(part)
    drawing.ending()
    return drawing.doc.finished()
