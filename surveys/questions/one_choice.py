"""One choice out of a list."""

from collections.abc import Iterator
from dataclasses import replace

from coproduce.core.saying import say
from coproduce.web.forms import FieldView
from surveys.questions.base import Question
from surveys.questions.choices import OneOf
from surveys.questions.settings import Ask, OptionsFrom, Setting

FOLDED = "select"
LOOKS = ("", FOLDED)


class OneChoice(OneOf):
    """One choice out of a list that the definition gives.

    Setting `look`: `select` folds the options away until they are opened, for questions that are beside the point
    of a survey and would make its page long. Without it every option is in sight. Answers are the same.
    """

    key = "one_choice"
    options_from = OptionsFrom.OWN
    settings = (Setting("look", Ask.CHOICE, choices=LOOKS),)

    def faults(self, question: Question) -> Iterator[str]:
        """Its options must each have a code of their own, and its look must be one there is."""
        yield from super().faults(question)
        look = question.settings.get("look", "")
        if look not in LOOKS:
            yield say(
                "its look '%(look)s' is not known: leave it out, or say '%(folded)s'", look=look, folded=FOLDED
            )

    def view(self, question: Question, language: str) -> FieldView:
        """A choice for each option; `extra` says how they are shown."""
        return replace(super().view(question, language), extra={"look": question.settings.get("look", "")})
