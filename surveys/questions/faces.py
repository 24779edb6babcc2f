"""How something feels, as a face: three for younger children, five for older ones. Each face has its word.

Codes `1` (the unhappiest) to `3` or `5`. A mean of faces is not given: results are said as "x of y".
"""

from collections.abc import Iterator, Mapping
from typing import Any

from coproduce.core.saying import say
from surveys.questions.base import Question
from surveys.questions.choices import OneOf, option_faults
from surveys.questions.plain import bars
from surveys.questions.settings import Ask, OptionsFrom, Setting
from surveys.questions.shapes import Chart, ChartKind

CODES = {3: ("3", "2", "1"), 5: ("5", "4", "3", "2", "1")}


class Faces(OneOf):
    """Three or five faces. Setting `faces`: 3 or 5."""

    key = "faces"
    template = "surveys/questions/_cards.html"
    options_from = OptionsFrom.SHARED
    settings = (Setting("faces", Ask.WHOLE_CHOICE, choices=("5", "3")),)

    def scale(self, entry: Mapping[str, Any]) -> str:
        """Our words and pictures of three or of five faces."""
        return "faces_3" if entry.get("faces") == 3 else "faces_5"

    def faults(self, question: Question) -> Iterator[str]:
        """Its options are those codes, in this order, each with a picture."""
        yield from option_faults(question)
        wanted = CODES[3] if question.settings.get("faces") == 3 else CODES[5]
        if question.settings.get("faces", 5) not in (3, 5):
            yield say("it has 3 or 5 faces ('faces')")
        elif question.codes != wanted:
            yield say(
                "%(count)s faces have the option codes %(codes)s, in this order",
                count=len(wanted),
                codes=", ".join(wanted),
            )
        if not all(option.picture for option in question.options):
            yield say("each face needs its picture")

    def chart(self, question: Question, language: str, counts: Mapping[str, int]) -> Chart:
        """One bar of steps from happy to unhappy."""
        return Chart(ChartKind.STEPS, bars(question, language))
