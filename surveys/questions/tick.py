"""One statement that a person may tick: a permission, or a worry. Not ticked is the same as not answered."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from coproduce.core.types import Wording
from coproduce.web.forms import FieldView, Option
from surveys.questions.base import Fault, Question, Stored, given, hint

TICKED = "yes"


class Tick:
    """A statement with one box."""

    key = "tick"
    template = "surveys/questions/_tick.html"
    is_words = False
    asks = True

    def faults(self, question: Question) -> Iterator[str]:
        """It has no options: its text is the statement."""
        if question.options:
            yield "a statement to tick has no options"

    def wordings(self, question: Question) -> Iterator[Wording]:
        """None of its own."""
        yield from ()

    def read(self, question: Question, values: Sequence[str]) -> Stored | None:
        """`yes` when ticked. Raises Fault `not_an_option`."""
        sent = given(values)
        for value in sent:
            if value != TICKED:
                raise Fault("not_an_option", value=value)
        return TICKED if sent else None

    def view(self, question: Question, language: str) -> FieldView:
        """One box with the statement beside it."""
        statement = question.text.in_(language)
        return FieldView(question.code, statement, hint(question, language), options=(Option(TICKED, statement),))

    def testable(self, question: Question) -> tuple[str, ...]:
        """That it was ticked."""
        return (TICKED,)

    def meets(self, question: Question, stored: Stored) -> frozenset[str]:
        """That it was ticked."""
        return frozenset({TICKED} if stored == TICKED else ())

    def can_meet(self, question: Question, wanted: Sequence[frozenset[str]]) -> bool:
        """When each is about its being ticked."""
        return all(TICKED in each for each in wanted)

    def count(self, question: Question, answers: Iterable[Stored]) -> Mapping[str, int]:
        """How many ticked it."""
        return {TICKED: sum(answer == TICKED for answer in answers)}

    def columns(self, question: Question) -> tuple[str, ...]:
        """One."""
        return (question.code,)

    def cells(self, question: Question, stored: Stored | None) -> tuple[str, ...]:
        """`yes` or empty."""
        return (TICKED if stored == TICKED else "",)

    def values(self, question: Question, cells: Sequence[str]) -> Sequence[str]:
        """The cell is the value."""
        return cells
