"""One choice out of a list in which every option has its picture, with the words beside it."""

from collections.abc import Iterator

from coproduce.core.saying import say
from surveys.questions.base import Question
from surveys.questions.choices import OneOf
from surveys.questions.settings import OptionsFrom


class PictureChoice(OneOf):
    """One choice out of pictures with words."""

    key = "picture_choice"
    template = "surveys/questions/_cards.html"
    options_from = OptionsFrom.PICTURED

    def faults(self, question: Question) -> Iterator[str]:
        """Each option needs a code and a picture."""
        yield from super().faults(question)
        for option in question.options:
            if not option.picture:
                yield say("its option '%(code)s' has no picture", code=option.code)
