"""How much somebody agrees with a sentence: five steps, and "does not apply", which is a code and never a 3.

Codes `1` (disagree strongly) to `5` (agree strongly) and `na`: the index's arithmetic stands on them, so a
definition may word them but not change them.
"""

from collections.abc import Iterator

from surveys.questions.base import Question
from surveys.questions.choices import OneOf, option_faults

CODES = ("5", "4", "3", "2", "1", "na")


class Agreement(OneOf):
    """An agreement scale."""

    key = "agreement"
    template = "surveys/questions/_agreement.html"

    def faults(self, question: Question) -> Iterator[str]:
        """Its options are the six codes, in this order."""
        yield from option_faults(question)
        if question.codes != CODES:
            yield f"an agreement scale has the option codes {', '.join(CODES)}, in this order"
