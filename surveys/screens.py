"""A survey as screens: one question each, with what belongs to its words. Which follow, the path says. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveys.definition import Definition, Section
from surveys.models import SurveyKind
from surveys.path import on_path
from surveys.questions import type_of
from surveys.questions.base import Question, Stored
from surveys.respond import HOW
from surveys.sheet import WITH_THE_WORDS


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen: its question, and the permission and the worry that are ticked beside its words.

    `number` counts screens that ask something; it is 0 on a screen of information.
    """

    section: Section
    questions: tuple[Question, ...]
    number: int

    @property
    def code(self) -> str:
        """The code of its first question, by which a form names its screen."""
        return self.questions[0].code

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of all that stands on it."""
        return tuple(question.code for question in self.questions)


def screens(definition: Definition, answers: Mapping[str, Stored]) -> tuple[Screen, ...]:
    """The screens of somebody who answered so."""
    asked = on_path(definition, answers)
    found: list[Screen] = []
    number = 0
    for section in definition.sections:
        for together in _together([question for question in section.questions if question in asked]):
            asks = any(type_of(question).asks for question in together)
            number += asks
            found.append(Screen(section, together, number if asks else 0))
    return tuple(found)


def of_question(definition: Definition, code: str) -> Screen | None:
    """The screen that begins with this question, on anybody's path or not."""
    for section in definition.sections:
        for together in _together(section.questions):
            if together[0].code == code:
                return Screen(section, together, 0)
    return None


def asks_who(definition: Definition) -> bool:
    """Whether its last screen asks who answered: where children and young people do, and no question asks it."""
    return definition.kind is SurveyKind.CONSULTATION and definition.question(HOW) is None


def last(definition: Definition, shown: Sequence[Screen]) -> int:
    """The number of the last screen, from 1."""
    return len(shown) + asks_who(definition)


def asked_in_all(definition: Definition, shown: Sequence[Screen]) -> int:
    """How many screens ask something."""
    return max((screen.number for screen in shown), default=0) + asks_who(definition)


def branches(definition: Definition) -> bool:
    """Whether how many there are depends on the answers."""
    return any(question.show_if is not None for question in definition.questions)


def place_of(definition: Definition, shown: Sequence[Screen], code: str) -> int:
    """Where this screen stands among these, from 1; the next one's place where it is not asked any more."""
    order = {question.code: at for at, question in enumerate(definition.questions)}
    at = order.get(code, len(order))
    earlier = [screen for screen in shown if order[screen.code] < at]
    return len(earlier) + 1


def _together(questions: Sequence[Question]) -> list[tuple[Question, ...]]:
    found: list[tuple[Question, ...]] = []
    for question in questions:
        if found and question.role in WITH_THE_WORDS:
            found[-1] = (*found[-1], question)
        else:
            found.append((question,))
    return found
