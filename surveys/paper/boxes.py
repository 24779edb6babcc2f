"""Draws what somebody ticks or writes on: boxes in a column or a row, digits, months, lines."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from coproduce.web.pdf import MARGIN, Document
from surveys.paper import keyed
from surveys.paper.form import Form
from surveys.questions.shapes import Item, Marks, Paper

BOX, GAP, TINY = 6.0, 3.0, 8.0
WRITE, LINE = 11.0, 10.0
TINY_ROOM = 5.0
MOST_PICTURES = 5
PICTURE, EASY_PICTURE = 14.0, 24.0
THICK = 0.5


class Boxes:
    """A form's boxes. Easy Read is larger, with more room."""

    def __init__(self, form: Form, *, made_at: datetime) -> None:
        """Begin with the first page empty."""
        self.form = form
        self.scale = 1.3 if form.easy else 1.0
        self.doc = Document(language=form.language, title=form.words.title, made_at=made_at, foot=form.words.code)
        self.doc.add_page()

    def size(self, points: float) -> float:
        """A size of letters."""
        return points * self.scale

    def marks(self, paper: Paper) -> None:
        """Whatever this question is answered on."""
        DRAWN[paper.marks](self, paper)

    def choices(self, paper: Paper) -> None:
        """A box to tick for each item: in a row, or one under another."""
        if self._is_row(paper):
            self._row(paper)
            return
        two = len(paper.items) > 8 and all(len(item.label) <= 30 for item in paper.items) and not self.form.easy
        columns = 2 if two else 1
        room = self.doc.width / columns
        numbers = keyed.numbers(paper) if len(paper.items) > 1 else ("",)
        pairs = list(zip(paper.items, numbers, strict=True))
        for start in range(0, len(pairs), columns):
            self._line_of_boxes(pairs[start : start + columns], room)

    def beside(self, paper: Paper) -> None:
        """A box to write a place or points in beside each item."""
        doc = self.doc
        for item in paper.items:
            picture = self._file(item)
            side = PICTURE if picture else 0.0
            shift = MARGIN + WRITE + GAP + (side + GAP if picture else 0)
            words = doc.width + MARGIN - shift
            high = max(doc.height_of(item.label, size=self.size(12), width=words), WRITE, side)
            doc.need(high + 2)
            top = doc.y
            doc.box(MARGIN, top + (high - WRITE) / 2, WRITE, WRITE, thick=THICK)
            if picture:
                doc.picture(picture, MARGIN + WRITE + GAP, top, side, side)
            self._middle(item.label, shift, top, high, words)
            doc.y = top + high + 2

    def digits(self, paper: Paper) -> None:
        """A box for each digit, with the unit after them."""
        doc, top = self.doc, self.doc.y
        for place in range(paper.digits):
            doc.box(MARGIN + place * (WRITE + 1), top, WRITE, WRITE, thick=THICK)
        if paper.unit:
            shift = MARGIN + paper.digits * (WRITE + 1) + GAP
            self._middle(paper.unit, shift, top, WRITE, doc.width + MARGIN - shift)
        doc.y = top + WRITE

    def month(self, paper: Paper) -> None:
        """Two boxes for a month, four for a year."""
        doc, top = self.doc, self.doc.y
        for place in (*range(2), *range(3, 7)):
            doc.box(MARGIN + place * (WRITE + 1), top, WRITE, WRITE, thick=THICK)
        doc.y = top + WRITE

    def lines(self, paper: Paper) -> None:
        """Lines to write on."""
        for _ in range(paper.lines):
            self.doc.need(LINE * self.scale)
            self.doc.space(LINE * self.scale)
            self.doc.line(MARGIN, self.doc.y, self.doc.width)

    def nothing(self, paper: Paper) -> None:
        """To read only."""

    @property
    def picture_side(self) -> float:
        """The side of a question's picture."""
        return EASY_PICTURE if self.form.easy else PICTURE

    def _file(self, item: Item) -> bytes | None:
        return self.form.pictures.get(item.picture) if item.picture else None

    def boxes_height(self, paper: Paper) -> float:
        """About how high the boxes of a question are."""
        if paper.marks is Marks.LINES:
            return paper.lines * LINE * self.scale
        if paper.marks in keyed.BESIDE:
            return len(paper.items) * (WRITE + 4)
        if paper.marks in (Marks.ONE, Marks.MANY):
            return 44.0 if self._is_row(paper) else len(paper.items) * (BOX + 2) * self.scale
        return WRITE

    def _is_row(self, paper: Paper) -> bool:
        pictured = MOST_PICTURES >= len(paper.items) > 1 and all(self._file(item) for item in paper.items)
        return paper.row or pictured

    def _row(self, paper: Paper) -> None:
        doc = self.doc
        room = doc.width / len(paper.items)
        side = min(room - 2, EASY_PICTURE if self.form.easy else 18.0) if any(map(self._file, paper.items)) else 0
        numbers = keyed.numbers(paper)
        heads = [doc.height_of(item.label, size=self.size(11), width=room - 1) for item in paper.items]
        doc.need(side + max(heads) + BOX + 12)
        top = doc.y
        for place, (item, number) in enumerate(zip(paper.items, numbers, strict=True)):
            x = MARGIN + place * room
            if picture := self._file(item):
                doc.picture(picture, x + (room - side) / 2, top, side, side)
            doc.y = top + side + 1
            doc.text(item.label, size=self.size(11), x=x, width=room - 1, centred=True)
            under = top + side + max(heads) + 2
            doc.box(x + (room - BOX) / 2, under, BOX, BOX, thick=THICK)
            if number != item.label:
                doc.y = under + BOX / 4
                doc.text(number, size=TINY, x=x + (room - BOX) / 2 - TINY_ROOM, width=TINY_ROOM, centred=True)
        doc.y = top + side + max(heads) + BOX + 3
        if any(paper.ends):
            self._ends(paper)

    def _ends(self, paper: Paper) -> None:
        doc, top, half = self.doc, self.doc.y, self.doc.width / 2
        low, high = paper.ends
        doc.text(low, size=self.size(11), width=half - 2)
        lowest, doc.y = doc.y, top
        wide = min(doc.width_of(high, size=self.size(11)) + 9, half - 2)
        doc.text(high, size=self.size(11), x=MARGIN + doc.width - wide, width=wide)
        doc.y = max(lowest, doc.y)

    def _line_of_boxes(self, pairs: Sequence[tuple[Item, str]], room: float) -> None:
        doc = self.doc
        shift = TINY_ROOM + BOX + GAP
        words = [doc.height_of(item.label, size=self.size(12), width=room - shift) for item, _ in pairs]
        high = max(*words, BOX)
        doc.need(high + 2)
        top = doc.y
        for place, (item, number) in enumerate(pairs):
            x = MARGIN + place * room
            if number:
                doc.y = top + (high - BOX) / 2 + BOX / 4
                doc.text(number, size=TINY, x=x, width=TINY_ROOM, centred=True)
            doc.box(x + TINY_ROOM, top + (high - BOX) / 2, BOX, BOX, thick=THICK)
            self._middle(item.label, x + shift, top, high, room - shift)
        doc.y = top + high + 2

    def _middle(self, text: str, x: float, top: float, high: float, width: float) -> None:
        tall = self.doc.height_of(text, size=self.size(12), width=width)
        self.doc.y = top + max((high - tall) / 2, 0)
        self.doc.text(text, size=self.size(12), x=x, width=width)


DRAWN: Mapping[Marks, Callable[[Boxes, Paper], None]] = {
    Marks.ONE: Boxes.choices,
    Marks.MANY: Boxes.choices,
    Marks.PLACES: Boxes.beside,
    Marks.POINTS: Boxes.beside,
    Marks.DIGITS: Boxes.digits,
    Marks.MONTH: Boxes.month,
    Marks.LINES: Boxes.lines,
    Marks.NOTHING: Boxes.nothing,
}
