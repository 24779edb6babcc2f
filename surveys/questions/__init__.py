"""The registry of question types: the next type is a module and one line here."""

from surveys.questions.agreement import Agreement
from surveys.questions.base import Question, QuestionType
from surveys.questions.information import Information
from surveys.questions.long_text import LongText
from surveys.questions.many_choices import ManyChoices
from surveys.questions.one_choice import OneChoice
from surveys.questions.rating import Rating
from surveys.questions.short_text import ShortText
from surveys.questions.tick import Tick
from surveys.questions.yes_no import YesNo

TYPES: tuple[QuestionType, ...] = (
    Agreement(),
    Rating(),
    YesNo(),
    OneChoice(),
    ManyChoices(),
    ShortText(),
    LongText(),
    Tick(),
    Information(),
)

BY_KEY = {kind.key: kind for kind in TYPES}


def type_of(question: Question) -> QuestionType:
    """The type of a question of a checked definition."""
    return BY_KEY[question.type]
