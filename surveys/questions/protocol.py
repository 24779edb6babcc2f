"""What a type of question must be able to do.

A type is one module: it reads what a family sent (or an import's cells), refuses what does not fit, gives
templates finished values, says an answer in words, counts answers, and names its chart, its place on paper and its
export columns. Nothing else in the product asks which type a question has.

Whatever is sent under a question's name is a list of texts. A type with one answer takes one; a type with a field
for each option (ranking, budget) or each part (date) takes one for each, in their order, empty ones too.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from coproduce.core.points import Estimate
from coproduce.core.types import Wording
from coproduce.web.forms import FieldView
from surveys.questions.base import Question, Stored
from surveys.questions.settings import OptionsFrom, Setting
from surveys.questions.shapes import Chart, Paper


class QuestionType(Protocol):
    """One type of question."""

    @property
    def key(self) -> str:
        """Its name in a definition."""

    @property
    def template(self) -> str:
        """The partial that draws its FieldView (given as `field`)."""

    @property
    def is_words(self) -> bool:
        """Whether its answer is words: kept as a comment, never among the answers."""

    @property
    def asks(self) -> bool:
        """Whether it asks for an answer. A screen of information does not: it has no number, and no column."""

    @property
    def takes_s(self) -> int:
        """How many seconds an answer takes somebody who has read the question; for `surveys.editor.burden`."""

    @property
    def options_from(self) -> OptionsFrom:
        """Where its options come from."""

    @property
    def settings(self) -> tuple[Setting, ...]:
        """The settings that whoever writes a question may choose."""

    # What a definition says of it

    def scale(self, entry: Mapping[str, Any]) -> str:
        """The name of the shared list it takes its options from when the definition gives none; or nothing."""

    def faults(self, question: Question) -> Iterator[str]:
        """What is wrong with a question of this type, in plain sentences for whoever wrote the definition."""

    def wordings(self, question: Question) -> Iterator[Wording]:
        """The wordings its settings hold; the question's own and its options' are known."""

    # Answering

    def view(self, question: Question, language: str) -> FieldView:
        """Finished values for the template, with nothing typed yet."""

    def typed(self, question: Question, sent: Sequence[str]) -> str | tuple[str, ...]:
        """What was sent, right or wrong, as the value that the field shows again."""

    def read(self, question: Question, values: Sequence[str]) -> Stored | None:
        """What is stored for the values sent under the question's name; None when it was skipped. Raises Fault."""

    def sent(self, question: Question, stored: Stored) -> Sequence[str]:
        """The other way: the values that `read` makes this answer of."""

    def said(self, question: Question, stored: Stored, language: str) -> tuple[str, ...]:
        """The answer in words, a line for each part of it."""

    # Branching

    def testable(self, question: Question) -> tuple[str, ...]:
        """The codes that the condition of a later question may name; none where an answer has no codes."""

    def named(self, question: Question, code: str, language: str) -> str:
        """One of those codes in words."""

    def meets(self, question: Question, stored: Stored) -> frozenset[str]:
        """Which of those codes this answer stands for."""

    def can_meet(self, question: Question, wanted: Sequence[frozenset[str]]) -> bool:
        """Whether one answer can stand for a code out of each of these sets."""

    # Results

    def count(self, question: Question, answers: Iterable[Stored]) -> Mapping[str, int]:
        """How many gave each option, every option named, in its order. Several choices count once each."""

    def figures(self, question: Question, answers: Iterable[Stored]) -> Mapping[str, Estimate]:
        """Means or a median with their likely ranges, for each code that has one; still to pass `core.points`."""

    def chart(self, question: Question, language: str, counts: Mapping[str, int]) -> Chart:
        """How these counts, and the figures beside them, are drawn."""

    # Paper and files

    def paper(self, question: Question, language: str) -> Paper:
        """Its place on a printed form."""

    def columns(self, question: Question) -> tuple[str, ...]:
        """The names of its export columns. They keep their place for ever."""

    def cells(self, question: Question, stored: Stored | None) -> tuple[str, ...]:
        """An answer as export cells, one a column; empty when skipped."""

    def values(self, question: Question, cells: Sequence[str]) -> Sequence[str]:
        """The other way: import cells as the values that `read` takes."""
