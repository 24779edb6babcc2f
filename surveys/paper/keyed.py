"""The small numbers beside the boxes of a printed form, and what somebody types who copies a filled-in form. Pure.

Boxes are numbered from 1 in their order, whatever their codes, so that the number is the same in every language
and in Easy Read. Where the label of each box is a number itself (a rating), that number is typed.
"""

import re
from collections.abc import Sequence

from surveys.questions import type_of
from surveys.questions.base import Fault, Question
from surveys.questions.digits import plain
from surveys.questions.shapes import Marks, Paper

BESIDE = frozenset({Marks.PLACES, Marks.POINTS})
"""These have a box to write in beside each item, so a field for each."""
PARTS = re.compile(r"[\s,;.+/]+")
MOST_SINGLE = 9


def numbers(paper: Paper) -> tuple[str, ...]:
    """What stands small beside each box."""
    if paper.marks is Marks.ONE and paper.items and all(item.label == item.code for item in paper.items):
        return tuple(item.label for item in paper.items)
    return tuple(str(number) for number in range(1, len(paper.items) + 1))


def boxes(paper: Paper) -> int:
    """How many fields somebody types into who copies the question; none for what is only read."""
    if paper.marks is Marks.NOTHING:
        return 0
    if paper.marks is Marks.MONTH:
        return 2
    return len(paper.items) if paper.marks in BESIDE else 1


def values(question: Question, typed: Sequence[str]) -> Sequence[str]:
    """What was typed from the paper as the values that the question's type reads. Raises Fault `not_an_option`."""
    paper = type_of(question).paper(question, "en")
    if paper.marks is Marks.ONE:
        return [_code(paper, number) for number in _parts(typed)]
    if paper.marks is Marks.MANY:
        return [_code(paper, number) for number in _apart(_parts(typed), len(paper.items))]
    return list(typed)


def typed_for(question: Question, sent: Sequence[str]) -> tuple[str, ...]:
    """The other way: what somebody would have typed for these values."""
    paper = type_of(question).paper(question, "en")
    if paper.marks not in (Marks.ONE, Marks.MANY):
        return tuple(sent)
    by_code = {item.code: number for item, number in zip(paper.items, numbers(paper), strict=True)}
    return (" ".join(by_code.get(code, code) for code in sent),)


def _parts(typed: Sequence[str]) -> list[str]:
    return [part for text in typed for part in PARTS.split(plain(text).strip()) if part]


def _apart(parts: Sequence[str], items: int) -> list[str]:
    """Several numbers typed as one, "135", where no box has two digits; each once."""
    if items <= MOST_SINGLE:
        parts = [digit for part in parts for digit in part]
    return list(dict.fromkeys(parts))


def _code(paper: Paper, number: str) -> str:
    for item, its_number in zip(paper.items, numbers(paper), strict=True):
        if number == its_number:
            return item.code
    raise Fault("not_an_option", value=number)
