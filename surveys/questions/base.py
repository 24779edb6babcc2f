"""What a question is, and what a type of question must be able to do.

A type is one module: it reads what a family sent (or an import's cells), refuses what does not fit, gives the
template finished values, counts answers and names its export columns. Nothing else in the product asks which type
a question has. Answers are option codes, never labels, so that one choice in eight languages is one category.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Protocol

from coproduce.core.types import Wording
from coproduce.web.forms import FieldView

Stored = str | list[str] | dict[str, int]
"""What an answer is kept as: an option's code; several, in an order where the type has one; or codes with numbers.

Words are text here, and kept as a comment. All of it is JSON.
"""


NOTHING: Mapping[str, Any] = MappingProxyType({})


def nothing() -> Mapping[str, Any]:
    """An empty mapping that nobody can fill: what a definition has where nothing is said."""
    return NOTHING


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
    """One choice: the code that is stored, its wording, and a picture's name where it has one."""

    code: str
    text: Wording
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Test:
    """What an earlier question was answered with: one of these codes at least."""

    __test__ = False  # pytest takes a class of this name for a test

    question: str
    any_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """When a question is asked: every test holds."""

    all_of: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Easy:
    """The Easy Read pair of a question or a section: the same in easier words, with the same option codes.

    `options` by code, `words` by the name of a setting that is a wording (such as a rating's `low`); options and
    settings that are not here are easy enough as they are. `audio` is the easy text recorded, by language.
    """

    text: Wording
    hint: Wording | None = None
    options: Mapping[str, Wording] = field(default_factory=nothing)
    words: Mapping[str, Wording] = field(default_factory=nothing)
    audio: Mapping[str, str] = field(default_factory=nothing)


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a definition. `settings` holds what only its type knows about.

    `picture` names one of our pictures or `media:<sha256>`; `audio` is its text as it was recorded, by language.
    Without `show_if` everybody is asked it. Every question may be skipped.
    """

    code: str
    type: str
    text: Wording
    hint: Wording | None = None
    options: tuple[Option, ...] = ()
    role: Role = Role.NONE
    kind: str = ""
    settings: Mapping[str, Any] = field(default_factory=nothing)
    easy: Easy | None = None
    picture: str = ""
    audio: Mapping[str, str] = field(default_factory=nothing)
    show_if: Condition | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its options, in their order."""
        return tuple(option.code for option in self.options)

    def in_easy_read(self) -> "Question":
        """The question in its Easy Read words: the same codes, so that its answers are the same answers."""
        if self.easy is None:
            return self
        words = self.easy.options
        return replace(
            self,
            text=self.easy.text,
            hint=self.easy.hint,
            options=tuple(replace(each, text=words.get(each.code, each.text)) for each in self.options),
            settings={**self.settings, **self.easy.words},
            audio=self.easy.audio or self.audio,
        )


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

    @property
    def asks(self) -> bool:
        """Whether it asks for an answer. A screen of information does not: it has no number, and no column."""

    def testable(self, question: Question) -> tuple[str, ...]:
        """The codes that the condition of a later question may name; none where an answer has no codes."""

    def meets(self, question: Question, stored: Stored) -> frozenset[str]:
        """Which of those codes this answer stands for."""

    def can_meet(self, question: Question, wanted: Sequence[frozenset[str]]) -> bool:
        """Whether one answer can stand for a code out of each of these sets."""

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
