"""A screen of information between questions: something to read or look at, and nothing to answer."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from coproduce.core.types import Wording
from coproduce.web.forms import FieldView
from surveys.questions.base import Question, Stored, hint


class Information:
    """Words, a picture, a recording. Its text is a heading, its hint what is said under it."""

    key = "information"
    template = "surveys/questions/_information.html"
    is_words = False
    asks = False

    def faults(self, question: Question) -> Iterator[str]:
        """It asks nothing: no options and no role."""
        if question.options:
            yield "a screen of information has no options"
        if question.role:
            yield "a screen of information has no role"

    def wordings(self, question: Question) -> Iterator[Wording]:
        """None of its own."""
        yield from ()

    def read(self, question: Question, values: Sequence[str]) -> Stored | None:
        """Nothing, whatever was sent."""
        return None

    def view(self, question: Question, language: str) -> FieldView:
        """The heading and the words under it."""
        return FieldView(question.code, question.text.in_(language), hint(question, language))

    def testable(self, question: Question) -> tuple[str, ...]:
        """None: it has no answer."""
        return ()

    def meets(self, question: Question, stored: Stored) -> frozenset[str]:
        """None."""
        return frozenset()

    def can_meet(self, question: Question, wanted: Sequence[frozenset[str]]) -> bool:
        """Never."""
        return not wanted

    def count(self, question: Question, answers: Iterable[Stored]) -> Mapping[str, int]:
        """Nothing."""
        return {}

    def columns(self, question: Question) -> tuple[str, ...]:
        """None."""
        return ()

    def cells(self, question: Question, stored: Stored | None) -> tuple[str, ...]:
        """None."""
        return ()

    def values(self, question: Question, cells: Sequence[str]) -> Sequence[str]:
        """None."""
        return ()
