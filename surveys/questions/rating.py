"""A number from 0 to 10, with words at both ends."""

from collections.abc import Iterator

from coproduce.core.types import Wording
from coproduce.web.forms import FieldView, Option
from surveys.questions.base import Question, hint
from surveys.questions.choices import OneOf

POINTS = tuple(str(point) for point in range(11))


class Rating(OneOf):
    """A rating from 0 to 10. Settings: `low` and `high`, the words at its ends."""

    key = "rating"
    template = "surveys/questions/_rating.html"

    def codes(self, question: Question) -> tuple[str, ...]:
        """The eleven points."""
        return POINTS

    def faults(self, question: Question) -> Iterator[str]:
        """It needs words at both ends, and brings its own options."""
        if question.options:
            yield "a rating has no options of its own"
        for end in ("low", "high"):
            if not isinstance(question.settings.get(end), Wording):
                yield f"a rating needs the words at its {end} end ('{end}')"

    def wordings(self, question: Question) -> Iterator[Wording]:
        """The words at its ends."""
        for end in ("low", "high"):
            if isinstance(question.settings.get(end), Wording):
                yield question.settings[end]

    def view(self, question: Question, language: str) -> FieldView:
        """Eleven points; the first and the last say in their hints what they mean."""
        ends = {"0": "low", "10": "high"}
        words = {point: question.settings[end].in_(language) for point, end in ends.items()}
        return FieldView(
            question.code,
            question.text.in_(language),
            hint(question, language),
            options=tuple(Option(point, point, words.get(point, "")) for point in POINTS),
        )
