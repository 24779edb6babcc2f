"""A few words on one line."""

from collections.abc import Sequence

from surveys.questions.base import Question, Stored
from surveys.questions.settings import Ask, Setting
from surveys.questions.words import Words


class ShortText(Words):
    """One line of at most 200 characters."""

    key = "short_text"
    template = "surveys/questions/_short_text.html"
    settings = (Setting("limit", Ask.WHOLE, least=1, most=200),)
    most = 200
    lines = 1

    def read(self, question: Question, values: Sequence[str]) -> Stored | None:
        """The words on one line. Raises Fault as all words do."""
        return super().read(question, [" ".join(value.split()) for value in values])
