"""The part of the area that somebody lives in. The list is data: the definition's own, or ours.

A survey that is published keeps the list it was published with, so a list that changes later changes no answer.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from coproduce.web.forms import FieldView
from surveys.questions.base import Question
from surveys.questions.choices import OneOf
from surveys.questions.settings import OptionsFrom

FOLDED_FROM = 8
"""So many parts are folded into one control, or they would fill the screen."""


class AreaPart(OneOf):
    """One part of the area."""

    key = "area_part"
    options_from = OptionsFrom.SHARED

    def scale(self, entry: Mapping[str, Any]) -> str:
        """The area's parts."""
        return "area_parts"

    def view(self, question: Question, language: str) -> FieldView:
        """A choice for each part; many are folded away."""
        look = "select" if len(question.options) >= FOLDED_FROM else ""
        return replace(super().view(question, language), extra={"look": look})
