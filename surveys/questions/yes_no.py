"""Yes, no or not sure."""

from collections.abc import Iterator, Mapping
from typing import Any

from coproduce.core.saying import say
from surveys.questions.base import Question
from surveys.questions.choices import OneOf, option_faults
from surveys.questions.settings import OptionsFrom

CODES = ("yes", "no", "not_sure")


class YesNo(OneOf):
    """Yes, no or not sure."""

    key = "yes_no"
    options_from = OptionsFrom.SHARED

    def scale(self, entry: Mapping[str, Any]) -> str:
        """Our words and pictures of the three."""
        return "yes_no"

    def faults(self, question: Question) -> Iterator[str]:
        """Its options are these three, in this order."""
        yield from option_faults(question)
        if question.codes != CODES:
            yield say("a yes-or-no question has the option codes %(codes)s, in this order", codes=", ".join(CODES))
