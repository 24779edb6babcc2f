"""A survey's definition as data: what is asked, and in which languages. Frozen once parsed."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from coproduce.core.saying import say
from coproduce.core.types import Status, Wording
from surveys.models import SurveyKind
from surveys.questions import type_of
from surveys.questions.base import Easy, Question, Role, nothing

WRITER, YOUNG_PERSON, PARENT = "i_am", "young_person", "parent"
"""The code of the question that asks who somebody is, where parents and young people answer the same survey, and
those of its answers that say whose words they are."""


class DefinitionFaults(ValueError):
    """A definition cannot be used; `faults` names everything that is wrong with it, one plain sentence each."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


class Layout(StrEnum):
    """Every question on one page, or one a screen."""

    ONE_PAGE = "one_page"
    ONE_A_SCREEN = "one_a_screen"


class AgeBand(StrEnum):
    """The ages a survey for children and young people is worded for (DOMAIN.md, section 6)."""

    FIVE_TO_SEVEN = "5-7"
    EIGHT_TO_ELEVEN = "8-11"
    TWELVE_TO_FIFTEEN = "12-15"
    SIXTEEN_TO_TWENTY_FIVE = "16-25"


@dataclass(frozen=True, slots=True)
class Section:
    """Questions under one heading."""

    title: Wording
    questions: tuple[Question, ...]
    hint: Wording | None = None
    easy: Easy | None = None

    def in_easy_read(self) -> "Section":
        """The section in its Easy Read words."""
        questions = tuple(question.in_easy_read() for question in self.questions)
        if self.easy is None:
            return replace(self, questions=questions)
        return replace(self, title=self.easy.text, hint=self.easy.hint, questions=questions)


@dataclass(frozen=True, slots=True)
class Definition:
    """What a version of a survey asks.

    `purpose` says what the answers can change, `readers` who reads them, `minutes` how long it takes. `languages`
    are those in which every wording is there. `easy_read` says that every question and section has its Easy Read
    pair; `easy` holds those of `title`, `purpose` and `readers`. `age_bands` are empty where it is for adults.
    `help` says where families get help now.
    """

    slug: str
    kind: SurveyKind
    title: Wording
    purpose: Wording
    readers: Wording
    minutes: int
    languages: tuple[str, ...]
    sections: tuple[Section, ...]
    layout: Layout = Layout.ONE_PAGE
    easy_read: bool = False
    easy: Mapping[str, Wording] = field(default_factory=nothing)
    age_bands: tuple[AgeBand, ...] = ()
    help: Wording | None = None

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in the order it is asked."""
        return tuple(question for section in self.sections for question in section.questions)

    @property
    def asks_young(self) -> bool:
        """Whether children and young people are asked: by its kind, or as one who may say so."""
        writer = self.question(WRITER)
        return self.kind is SurveyKind.CONSULTATION or (writer is not None and YOUNG_PERSON in writer.codes)

    def question(self, code: str) -> Question | None:
        """The question with this code."""
        return next((question for question in self.questions if question.code == code), None)

    def in_easy_read(self) -> "Definition":
        """The same survey in its Easy Read words: one question a screen, with the same codes and conditions."""
        return replace(
            self,
            title=self.easy.get("title", self.title),
            purpose=self.easy.get("purpose", self.purpose),
            readers=self.easy.get("readers", self.readers),
            layout=Layout.ONE_A_SCREEN,
            sections=tuple(section.in_easy_read() for section in self.sections),
        )

    def with_role(self, role: Role) -> tuple[Question, ...]:
        """The questions that play this role."""
        return tuple(question for question in self.questions if question.role is role)

    def wordings(self) -> Iterator[tuple[str, Wording]]:
        """Every wording with where it stands, so that a missing one can be named."""
        yield from (
            (say("The title"), self.title),
            (say("The purpose"), self.purpose),
            (say("The readers"), self.readers),
        )
        if self.help:
            yield say("Where to get help"), self.help
        yield from (
            (say("The Easy Read of the %(name)s", name=name), wording) for name, wording in self.easy.items()
        )
        for number, section in enumerate(self.sections, 1):
            yield say("The title of section %(number)s", number=number), section.title
            if section.hint:
                yield say("The hint of section %(number)s", number=number), section.hint
            yield from easy_wordings(say("Section %(number)s", number=number), section.easy)
            for question in section.questions:
                yield from question_wordings(question)

    def language(self, wanted: str) -> str:
        """The language it is asked in when a reader wants this one."""
        return wanted if wanted in self.languages else self.languages[0]

    def is_draft_in(self, language: str) -> bool:
        """Whether some wording in this language waits for a second speaker."""
        return not all(wording.checked_in(language) for _, wording in self.wordings())

    def status_in(self, language: str) -> Mapping[Status, int]:
        """How many wordings stand where."""
        found = [w.texts[language].status for _, w in self.wordings() if language in w.texts]
        return {status: found.count(status) for status in Status}


def question_wordings(question: Question) -> Iterator[tuple[str, Wording]]:
    """The wordings of a question: its text, hint, options, and what its type keeps in its settings."""
    name = say("Question '%(code)s'", code=question.code)
    yield say("%(name)s: its text", name=name), question.text
    if question.hint:
        yield say("%(name)s: its hint", name=name), question.hint
    for option in question.options:
        yield say("%(name)s: its option '%(code)s'", name=name, code=option.code), option.text
    for wording in type_of(question).wordings(question):
        yield say("%(name)s: a text of its own", name=name), wording
    yield from easy_wordings(name, question.easy)


def easy_wordings(name: str, easy: Easy | None) -> Iterator[tuple[str, Wording]]:
    """The wordings of an Easy Read pair."""
    if easy is None:
        return
    yield say("%(name)s: its Easy Read text", name=name), easy.text
    if easy.hint:
        yield say("%(name)s: its Easy Read hint", name=name), easy.hint
    for code, wording in easy.options.items():
        yield say("%(name)s: the Easy Read of its option '%(code)s'", name=name, code=code), wording
    for setting, wording in easy.words.items():
        yield say("%(name)s: the Easy Read of its '%(setting)s'", name=name, setting=setting), wording


def canonical(value: Any) -> str:
    """JSON that is the same for the same value, whatever order it was written in."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(raw: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON: two definitions that say the same have the same digest."""
    return hashlib.sha256(canonical(raw).encode()).hexdigest()


@cache
def our_scales() -> Mapping[str, Any]:
    """The lists of options that come with the product, by name; a definition's own of the same name go before."""
    return MappingProxyType(shipped("scales"))


def shipped(name: str) -> dict[str, Any]:
    """A definition that comes with the product, such as `parent-pulse`, as it would be read from a file."""
    text = (files("surveys") / "data" / f"{name}.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded
