"""What somebody answered so far, question by question, in words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from surveys.definition import Definition
from surveys.path import on_path
from surveys.questions import type_of
from surveys.questions.base import Fault, Question
from surveys.sheet import WITH_THE_WORDS, given
from surveys.views import walking
from surveys.views.sentences import sentence
from surveys.views.walking import CHECK, Walk


@dataclass(frozen=True, slots=True)
class Row:
    """One question with its answer in words, line by line, and where to change it."""

    question: str
    said: Sequence[str]
    change: str
    fault: str = ""


def lines(definition: Definition, values: Callable[[str], Sequence[str]], language: str) -> list[tuple[str, str]]:
    """Each question that was answered, with its answer; `values` gives what was typed under a question's name."""
    spoken = definition.language(language)
    asked = on_path(definition, given(definition, values))
    found = [(q.text.in_(spoken), in_words(q, values(q.code), spoken)) for q in asked]
    return [(text, "; ".join(words)) for text, words in found if words]


def rows(found: Walk) -> list[Row]:
    """Every question that is asked, in order, skipped ones too."""
    rows = []
    for number, screen in enumerate(found.screens, 1):
        change = walking.address(found, number, then=CHECK)
        for question in (question for question in screen.questions if type_of(question).asks):
            if question.role in WITH_THE_WORDS and not found.content.values(question.code):
                continue  # a box beside words that nobody ticked is no question skipped
            said = in_words(question, found.content.values(question.code), found.language)
            fault = found.sheet.faults.get(question.code)
            rows.append(Row(question.text.in_(found.language), said, change, sentence(fault) if fault else ""))
    if found.is_who(found.last):
        field = walking.who_field(found.content)
        said = tuple(option.label for option in field.options if option.value == field.value)
        rows.append(Row(field.label, said, walking.address(found, found.last, then=CHECK)))
    return rows


def errors(found: Walk) -> list[tuple[str, str]]:
    """What is to be mended before it can be sent: the sentence and the id of its row."""
    return [(row.fault, f"row-{at}") for at, row in enumerate(rows(found), 1) if row.fault]


def in_words(question: Question, values: Sequence[str], language: str) -> tuple[str, ...]:
    """One answer as its writer chose or wrote it; what does not fit, as it was typed; nothing when skipped."""
    kind = type_of(question)
    try:
        stored = kind.read(question, values)
    except Fault:
        return tuple(value for value in values if value)
    return () if stored is None else tuple(kind.said(question, stored, language))
