"""What a question is, and what a type of question must be able to do.

A type is one module: it reads what a family sent (or an import's cells), refuses what does not fit, gives the
template finished values, counts answers and names its export columns. Nothing else in the product asks which type
a question has. Answers are option codes, never labels, so that one choice in eight languages is one category.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Protocol

from coproduce.core.types import Wording
from coproduce.web.forms import FieldView

Stored = str | list[str]
"""What an answer is kept as: an option's code, or several. Words are text here, and kept as a comment."""


class Role(StrEnum):
    """What a question is for, beyond being asked."""

    NONE = ""
    INDEX = "index"
    ANCHOR = "anchor"
    INFLUENCE = "influence"
    PROFILE = "profile"
    MAY_QUOTE = "may_quote"
    WRITER_WORRIED = "writer_worried"


class Fault(ValueError):
    """An answer that does not fit. `key` names the sentence that says so, `facts` are the values in it.

    Keys: `not_an_option` (facts: value), `one_only`, `stands_alone`, `too_long` (limit, length). What was typed
    stays with the page; a fault never changes it.
    """

    def __init__(self, key: str, **facts: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: the code that is stored, and its wording."""

    code: str
    text: Wording


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a definition. `settings` holds what only its type knows about."""

    code: str
    type: str
    text: Wording
    hint: Wording | None = None
    options: tuple[Option, ...] = ()
    role: Role = Role.NONE
    kind: str = ""
    settings: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its options, in their order."""
        return tuple(option.code for option in self.options)


class QuestionType(Protocol):
    """One type of question."""

    @property
    def key(self) -> str:
        """Its name in a definition."""

    @property
    def template(self) -> str:
        """The partial that draws its FieldView (given as `field`)."""

    @property
    def is_words(self) -> bool:
        """Whether its answer is words: kept as a comment, never among the answers."""

    def faults(self, question: Question) -> Iterator[str]:
        """What is wrong with a question of this type, in plain sentences for whoever wrote the definition."""

    def wordings(self, question: Question) -> Iterator[Wording]:
        """The wordings its settings hold; the question's own and its options' are known."""

    def read(self, question: Question, values: Sequence[str]) -> Stored | None:
        """What is stored for the values sent under the question's name; None when it was skipped. Raises Fault."""

    def view(self, question: Question, language: str) -> FieldView:
        """Finished values for the template, with nothing typed yet."""

    def count(self, question: Question, answers: Iterable[Stored]) -> Mapping[str, int]:
        """How many gave each option, every option named, in its order. Several choices count once each."""

    def columns(self, question: Question) -> tuple[str, ...]:
        """The names of its export columns. They keep their place for ever."""

    def cells(self, question: Question, stored: Stored | None) -> tuple[str, ...]:
        """An answer as export cells, one a column; empty when skipped."""

    def values(self, question: Question, cells: Sequence[str]) -> Sequence[str]:
        """The other way: import cells as the values that `read` takes."""


def given(values: Sequence[str]) -> list[str]:
    """The values without blanks: a field sent empty is a question skipped."""
    return [value for value in (v.strip() for v in values) if value]


def hint(question: Question, language: str) -> str:
    """The question's hint in this language, or nothing."""
    return question.hint.in_(language) if question.hint else ""
