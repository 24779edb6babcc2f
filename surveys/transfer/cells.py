"""A row's cells as an answer sheet, quickly: a file of a hundred thousand rows has few different cells.

What a question's cells come to is worked out once and remembered; words are read anew, since no two are alike.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from surveys.definition import Definition
from surveys.questions import type_of
from surveys.questions.base import Fault, Question, Stored
from surveys.sheet import WITH_THE_WORDS, Sheet, sheet_of
from surveys.transfer.mapping import ColumnMap, import_columns

REMEMBERED = 20_000
"""So many different cells of one question are kept in mind."""

Outcome = Stored | Fault | None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a question stands in the file, and what its cells came to so far."""

    question: Question
    columns: tuple[str, ...]
    ticks: Mapping[str, str]
    seen: dict[tuple[str, ...], Outcome]


class CellReader:
    """Reads rows of one file into sheets."""

    def __init__(self, definition: Definition, columns: ColumnMap) -> None:
        self.questions = {question.code: question for question in definition.questions}
        self._definition = definition
        self._map = columns
        self._places = [place for place in map(self._place, definition.questions) if place.columns or place.ticks]
        self._has_conditions = any(question.show_if is not None for question in definition.questions)
        self._words = {code for code, question in self.questions.items() if type_of(question).is_words}
        self._apart = {code for code, question in self.questions.items() if question.role in WITH_THE_WORDS}

    def sheet(self, cells: Mapping[str, str]) -> Sheet:
        """The sheet of a row."""
        answered: dict[str, Stored] = {}
        faults: dict[str, Fault] = {}
        for place in self._places:
            found = self._read(place, cells.get)
            if isinstance(found, Fault):
                faults[place.question.code] = found
            elif found is not None:
                answered[place.question.code] = found
        if faults or self._has_conditions or not self._apart.isdisjoint(answered):
            return sheet_of(self._definition, answered, faults)
        words = {code: str(answered.pop(code)) for code in self._words & answered.keys()}
        return Sheet(answered, words, may_quote=False, writer_worried=False, faults={})

    def _place(self, question: Question) -> _Place:
        columns = tuple(self._map.columns.get(name, "") for name in import_columns(question))
        return _Place(question, columns if any(columns) else (), self._map.ticks.get(question.code, {}), {})

    def _read(self, place: _Place, cell: Callable[[str, str], str]) -> Outcome:
        given = tuple([cell(column, "") for column in (*place.columns, *place.ticks)])
        if not any(given):
            return None
        if place.question.code in self._words:
            return self._worked_out(place, given)
        if given not in place.seen:
            if len(place.seen) >= REMEMBERED:
                place.seen.clear()
            place.seen[given] = self._worked_out(place, given)
        return place.seen[given]

    def _worked_out(self, place: _Place, given: Sequence[str]) -> Outcome:
        question, width = place.question, len(place.columns)
        code, kind = question.code, type_of(question)
        values: list[str] = []
        if any(given[:width]):
            values = [self._map.value(code, value.strip()) for value in kind.values(question, given[:width])]
        ticked = zip(place.ticks.values(), given[width:], strict=True)
        values += [choice for choice, mark in ticked if self._map.is_ticked(mark)]
        try:
            return kind.read(question, values)
        except Fault as fault:
            return fault
