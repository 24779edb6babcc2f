"""A survey as a printed form: finished words in one language, in the order in which they are printed. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from surveys.definition import Definition
from surveys.questions import type_of
from surveys.questions.base import Question
from surveys.questions.shapes import Item, Marks, Paper
from surveys.sheet import WITH_THE_WORDS

LEAST_IN_GRID, FEWEST_COLUMNS, MOST_COLUMNS = 2, 3, 6
LONGEST_HEAD = 34
"""Longer words do not fit over a narrow column."""


@dataclass(frozen=True, slots=True)
class Printed:
    """One question. `number` is empty where it is not counted; `said` holds what is said before its boxes."""

    code: str
    number: str
    text: str
    said: tuple[str, ...]
    paper: Paper
    picture: str = ""

    @property
    def is_statement(self) -> bool:
        """Whether its one box says the same as its text, so that the text is not printed twice."""
        return len(self.paper.items) == 1 and self.paper.items[0].label == self.text

    @property
    def head(self) -> str:
        """The text with its number."""
        return f"{self.number}. {self.text}" if self.number else self.text


@dataclass(frozen=True, slots=True)
class Part:
    """Questions under one heading, those together that are printed as one grid."""

    title: str
    hint: str
    groups: tuple[tuple[Printed, ...], ...]


@dataclass(frozen=True, slots=True)
class Words:
    """What stands around the questions. `code` is on every page, so that whoever types knows the version."""

    title: str
    opening: tuple[str, ...]
    urgent: str
    before_words: tuple[str, ...]
    before_more_words: str
    in_each_line: str
    returning: str
    online: str
    shown_address: str
    address: str
    ending: tuple[str, ...]
    code: str
    on_top: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A whole form. `pictures` are files by the names that questions and boxes give them."""

    language: str
    easy: bool
    words: Words
    parts: tuple[Part, ...]
    pictures: Mapping[str, bytes] = field(default_factory=dict)


def numbered(definition: Definition) -> Mapping[str, str]:
    """The number of each question that is counted, by its code: the same as on the page online."""
    counted = [q.code for q in definition.questions if type_of(q).asks and q.role not in WITH_THE_WORDS]
    return {code: str(number) for number, code in enumerate(counted, 1)}


def grouped(printed: Sequence[Printed], *, apart: bool) -> tuple[tuple[Printed, ...], ...]:
    """Questions that follow one another and have the same boxes become one grid; `apart`: none do."""
    if apart:
        return tuple((one,) for one in printed)
    found: list[tuple[Printed, ...]] = []
    for columns, same in groupby(printed, key=_columns):
        together = tuple(same)
        if columns and len(together) >= LEAST_IN_GRID:
            found.append(together)
        else:
            found.extend((one,) for one in together)
    return tuple(found)


def code_of(definition: Definition, *, number: int, language: str, easy: bool) -> str:
    """What stands at the foot of each page: survey, version, language."""
    return f"{definition.slug} v{number} {language}" + (" easy" if easy else "")


def pictures_in(parts: Sequence[Part]) -> Iterator[str]:
    """The names of every picture that is printed."""
    for printed in (one for part in parts for group in part.groups for one in group):
        yield from (name for name in (printed.picture, *(item.picture for item in printed.paper.items)) if name)


def is_words(question: Question) -> bool:
    """Whether its answer is words, before which stands where help is."""
    return type_of(question).paper(question, "en").marks is Marks.LINES


def _columns(one: Printed) -> tuple[Item, ...]:
    """Its boxes, where they may stand as columns of a grid."""
    paper = one.paper
    fits = (
        paper.marks is Marks.ONE
        and not paper.row
        and FEWEST_COLUMNS <= len(paper.items) <= MOST_COLUMNS
        and all(len(item.label) <= LONGEST_HEAD and not item.picture for item in paper.items)
        and len(one.said) <= 1
        and not one.picture
    )
    return paper.items if fits else ()
