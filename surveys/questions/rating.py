"""A number from 0 to 10, with words at both ends."""

from collections.abc import Iterable, Iterator, Mapping

from coproduce.core.points import Estimate
from coproduce.core.saying import say
from coproduce.core.types import Wording
from coproduce.web.forms import FieldView, Option
from surveys.questions.base import Question, Stored
from surveys.questions.choices import OneOf
from surveys.questions.means import mean
from surveys.questions.plain import field
from surveys.questions.settings import Ask, Setting
from surveys.questions.shapes import Bar, Chart, ChartKind, Figure, Item, Marks, Paper

POINTS = tuple(str(point) for point in range(11))
ENDS = ("low", "high")


class Rating(OneOf):
    """A rating from 0 to 10. Settings: `low` and `high`, the words at its ends."""

    key = "rating"
    template = "surveys/questions/_rating.html"
    settings = tuple(Setting(end, Ask.WORDS, required=True) for end in ENDS)

    def codes(self, question: Question) -> tuple[str, ...]:
        """The eleven points."""
        return POINTS

    def faults(self, question: Question) -> Iterator[str]:
        """It needs words at both ends, and brings its own options."""
        if question.options:
            yield say("a rating has no options of its own")
        for end in ENDS:
            if not isinstance(question.settings.get(end), Wording):
                yield say("a rating needs the words at its %(end)s end ('%(end)s')", end=end)

    def wordings(self, question: Question) -> Iterator[Wording]:
        """The words at its ends."""
        for end in ENDS:
            if isinstance(question.settings.get(end), Wording):
                yield question.settings[end]

    def view(self, question: Question, language: str) -> FieldView:
        """Eleven points; the first and the last say in their hints what they mean."""
        low, high = self.ends(question, language)
        words = {POINTS[0]: low, POINTS[-1]: high}
        return field(
            question,
            language,
            options=tuple(Option(point, point, words.get(point, "")) for point in POINTS),
        )

    def ends(self, question: Question, language: str) -> tuple[str, str]:
        """The words at its ends."""
        low, high = (question.settings[end].in_(language) for end in ENDS)
        return low, high

    def figures(self, question: Question, answers: Iterable[Stored]) -> Mapping[str, Estimate]:
        """The mean, under the question's code."""
        found = mean([float(answer) for answer in answers if isinstance(answer, str)], least=0, most=10)
        return {question.code: found} if found else {}

    def chart(self, question: Question, language: str, counts: Mapping[str, int]) -> Chart:
        """How many gave each point."""
        bars = tuple(Bar(point, point) for point in POINTS)
        return Chart(ChartKind.COUNTS, bars, figure=Figure.MEAN, ends_at=10)

    def paper(self, question: Question, language: str) -> Paper:
        """Eleven boxes in a row."""
        boxes = tuple(Item(point, point) for point in POINTS)
        return Paper(Marks.ONE, boxes, row=True, ends=self.ends(question, language))
