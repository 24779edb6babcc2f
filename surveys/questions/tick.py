"""One statement that a person may tick: a permission, or a worry. Not ticked is the same as not answered."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from coproduce.core.saying import say
from coproduce.web.forms import FieldView, Option
from surveys.questions.base import Fault, Question, Stored, given
from surveys.questions.plain import Plain, field
from surveys.questions.shapes import Bar, Chart, ChartKind, Item, Marks, Paper

TICKED = "yes"


class Tick(Plain):
    """A statement with one box."""

    key = "tick"
    takes_s = 2
    template = "surveys/questions/_tick.html"

    def faults(self, question: Question) -> Iterator[str]:
        """It has no options: its text is the statement."""
        if question.options:
            yield say("a statement to tick has no options")

    def view(self, question: Question, language: str) -> FieldView:
        """One box with the statement beside it."""
        return field(question, language, options=(Option(TICKED, question.text.in_(language)),))

    def read(self, question: Question, values: Sequence[str]) -> Stored | None:
        """`yes` when ticked. Raises Fault `not_an_option`."""
        sent = given(values)
        for value in sent:
            if value != TICKED:
                raise Fault("not_an_option", value=value)
        return TICKED if sent else None

    def said(self, question: Question, stored: Stored, language: str) -> tuple[str, ...]:
        """The statement."""
        return (question.text.in_(language),)

    def named(self, question: Question, code: str, language: str) -> str:
        """The statement."""
        return question.text.in_(language)

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

    def chart(self, question: Question, language: str, counts: Mapping[str, int]) -> Chart:
        """One bar: those who ticked it."""
        return Chart(ChartKind.SHARES, (Bar(TICKED, question.text.in_(language)),))

    def paper(self, question: Question, language: str) -> Paper:
        """One box with the statement."""
        return Paper(Marks.MANY, (Item(TICKED, question.text.in_(language)),))

    def cells(self, question: Question, stored: Stored | None) -> tuple[str, ...]:
        """`yes` or empty."""
        return (TICKED if stored == TICKED else "",)
