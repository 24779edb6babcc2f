"""How much somebody agrees with a sentence: five steps, and "does not apply", which is a code and never a 3.

Codes `1` (disagree strongly) to `5` (agree strongly) and `na`: the index's arithmetic stands on them, so a
definition may word them but not change them.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from coproduce.core.saying import say
from surveys.questions.base import Question
from surveys.questions.choices import OneOf, option_faults
from surveys.questions.plain import bars
from surveys.questions.settings import OptionsFrom
from surveys.questions.shapes import Chart, ChartKind

CODES = ("5", "4", "3", "2", "1", "na")


class Agreement(OneOf):
    """An agreement scale."""

    key = "agreement"
    template = "surveys/questions/_agreement.html"
    options_from = OptionsFrom.SHARED

    def scale(self, entry: Mapping[str, Any]) -> str:
        """Our wording of the six."""
        return "agreement"

    def faults(self, question: Question) -> Iterator[str]:
        """Its options are the six codes, in this order."""
        yield from option_faults(question)
        if question.codes != CODES:
            yield say("an agreement scale has the option codes %(codes)s, in this order", codes=", ".join(CODES))

    def chart(self, question: Question, language: str, counts: Mapping[str, int]) -> Chart:
        """One bar of steps from agreement to disagreement."""
        return Chart(ChartKind.STEPS, bars(question, language))
