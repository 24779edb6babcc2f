"""What a question is, and how an answer that does not fit is refused. `protocol` says what a type can do.

Answers are option codes, never labels, so that one choice in eight languages and in Easy Read is one category.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from coproduce.core.types import Wording

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


WITH_THE_WORDS = frozenset({Role.MAY_QUOTE, Role.WRITER_WORRIED})
"""What is ticked here belongs to the words and is kept with them, never with the answers."""

FAULTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "not_an_option": ("value",),
        "one_only": (),
        "stands_alone": (),
        "too_long": ("limit", "length"),
        "worry_without_words": (),
        "not_a_number": (),
        "not_whole": (),
        "too_small": ("least",),
        "too_large": ("most",),
        "too_exact": ("decimals",),
        "not_a_place": ("most",),
        "place_twice": ("place",),
        "points_left": ("given", "total", "left"),
        "points_over": ("given", "total", "over"),
        "not_a_month": (),
        "not_a_year": ("earliest", "latest"),
        "year_missing": (),
    }
)
"""Every way in which an answer may not fit, with the facts in its sentence. Each door says it in its own words."""


class Fault(ValueError):
    """An answer that does not fit. `key` names the sentence that says so, `facts` are the values in it.

    What was typed stays with the page; a fault never changes it.
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


def given(values: Sequence[str]) -> list[str]:
    """The values without blanks: a field sent empty is a question skipped."""
    return [value for value in (v.strip() for v in values) if value]
