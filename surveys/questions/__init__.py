"""The registry of question types: the next type is a module and one line here."""

from surveys.questions.agreement import Agreement
from surveys.questions.area_part import AreaPart
from surveys.questions.base import Question
from surveys.questions.budget import Budget
from surveys.questions.faces import Faces
from surveys.questions.information import Information
from surveys.questions.long_text import LongText
from surveys.questions.many_choices import ManyChoices
from surveys.questions.month import Month
from surveys.questions.number import Number
from surveys.questions.one_choice import OneChoice
from surveys.questions.picture_choice import PictureChoice
from surveys.questions.protocol import QuestionType
from surveys.questions.ranking import Ranking
from surveys.questions.rating import Rating
from surveys.questions.short_text import ShortText
from surveys.questions.tick import Tick
from surveys.questions.yes_no import YesNo

TYPES: tuple[QuestionType, ...] = (
    Agreement(),
    Rating(),
    Faces(),
    YesNo(),
    OneChoice(),
    ManyChoices(),
    PictureChoice(),
    Ranking(),
    Budget(),
    Number(),
    Month(),
    ShortText(),
    LongText(),
    AreaPart(),
    Tick(),
    Information(),
)

BY_KEY = {kind.key: kind for kind in TYPES}


def type_of(question: Question) -> QuestionType:
    """The type of a question of a checked definition."""
    return BY_KEY[question.type]
