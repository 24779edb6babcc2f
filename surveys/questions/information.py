"""A screen of information between questions: something to read or look at, and nothing to answer."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from coproduce.core.saying import say
from coproduce.web.forms import FieldView
from surveys.questions.base import Question, Stored
from surveys.questions.plain import Plain, field
from surveys.questions.shapes import Chart, ChartKind, Marks, Paper


class Information(Plain):
    """Words, a picture, a recording. Its text is a heading, its hint what is said under it."""

    key = "information"
    takes_s = 0
    template = "surveys/questions/_information.html"
    asks = False

    def faults(self, question: Question) -> Iterator[str]:
        """It asks nothing: no options and no role."""
        if question.options:
            yield say("a screen of information has no options")
        if question.role:
            yield say("a screen of information has no role")

    def view(self, question: Question, language: str) -> FieldView:
        """The heading and the words under it."""
        return field(question, language)

    def typed(self, question: Question, sent: Sequence[str]) -> str | tuple[str, ...]:
        """Nothing."""
        return ""

    def read(self, question: Question, values: Sequence[str]) -> Stored | None:
        """Nothing, whatever was sent."""
        return None

    def count(self, question: Question, answers: Iterable[Stored]) -> Mapping[str, int]:
        """Nothing."""
        return {}

    def chart(self, question: Question, language: str, counts: Mapping[str, int]) -> Chart:
        """None."""
        return Chart(ChartKind.NONE)

    def paper(self, question: Question, language: str) -> Paper:
        """Something to read."""
        return Paper(Marks.NOTHING)

    def columns(self, question: Question) -> tuple[str, ...]:
        """None."""
        return ()

    def cells(self, question: Question, stored: Stored | None) -> tuple[str, ...]:
        """None."""
        return ()
