"""Read an answer sheet: what a family sent under the questions' names becomes answers, words and faults. Pure.

Fields that are no question's are not looked at, so nothing that was not asked can be stored.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from surveys.definition import Definition
from surveys.path import on_path
from surveys.questions import type_of
from surveys.questions.base import WITH_THE_WORDS as WITH_THE_WORDS
from surveys.questions.base import Fault, Role, Stored


@dataclass(frozen=True, slots=True)
class Sheet:
    """One family's reply as it was read.

    `answers`: question code to what is stored. `words`: question code to text. `faults`: question code to what is
    wrong with it; a sheet with faults is not stored. `left_behind`: questions that were answered and, by the other
    answers, are not asked; what was said there is in no other field, and the page says so.
    """

    answers: Mapping[str, Stored]
    words: Mapping[str, str]
    may_quote: bool
    writer_worried: bool
    faults: Mapping[str, Fault]
    left_behind: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was answered."""
        return not self.answers and not self.words


def read_sheet(definition: Definition, values: Callable[[str], Sequence[str]]) -> Sheet:
    """The sheet; `values` gives everything that was sent under a name."""
    return sheet_of(definition, *_read(definition, values))


def sheet_of(definition: Definition, answered: Mapping[str, Stored], faults: Mapping[str, Fault]) -> Sheet:
    """The sheet of what was read, on the path or not, and of what does not fit."""
    asked = on_path(definition, answered)
    codes = {question.code for question in asked}
    behind = tuple(code for code in answered if code not in codes)
    answers: dict[str, Stored] = {}
    words: dict[str, str] = {}
    ticked: set[Role] = set()
    for question in asked:
        stored = answered.get(question.code)
        if stored is None:
            continue
        if question.role in WITH_THE_WORDS:
            ticked.add(question.role)
        elif type_of(question).is_words:
            words[question.code] = str(stored)
        else:
            answers[question.code] = stored
    found = {question.code: faults[question.code] for question in asked if question.code in faults}
    found.update(_worry_without_words(definition, words, ticked, found))
    return Sheet(answers, words, Role.MAY_QUOTE in ticked, Role.WRITER_WORRIED in ticked, found, behind)


def given(definition: Definition, values: Callable[[str], Sequence[str]]) -> Mapping[str, Stored]:
    """Everything that fits, on the path or not: what the path is found by."""
    return _read(definition, values)[0]


def _read(
    definition: Definition, values: Callable[[str], Sequence[str]]
) -> tuple[dict[str, Stored], dict[str, Fault]]:
    """Everything that was answered, on the path or not, and what does not fit."""
    found: dict[str, Stored] = {}
    faults: dict[str, Fault] = {}
    for question in definition.questions:
        try:
            stored = type_of(question).read(question, values(question.code))
        except Fault as fault:
            faults[question.code] = fault
            continue
        if stored is not None:
            found[question.code] = stored
    return found, faults


def _worry_without_words(
    definition: Definition, words: Mapping[str, str], ticked: set[Role], faults: Mapping[str, Fault]
) -> Mapping[str, Fault]:
    """A worry that nobody could act on: without words the tick would reach no one, and its writer must know."""
    boxes = [question.code for question in definition.questions if type_of(question).is_words]
    if Role.WRITER_WORRIED not in ticked or words or any(code in faults for code in boxes):
        return {}
    worry = definition.with_role(Role.WRITER_WORRIED)[0]
    return {worry.code: Fault("worry_without_words")}
