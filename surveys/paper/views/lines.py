"""The questions of a form as fields for whoever types it or reads it out: by the numbers that are printed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from coproduce.core.languages import BY_CODE
from coproduce.web.forms import FieldView, Option
from surveys.definition import Definition
from surveys.paper import form as forms
from surveys.paper import keyed
from surveys.paper.typed import Typed
from surveys.paper.views.composing import only_if
from surveys.questions import type_of
from surveys.questions.base import Fault, Question
from surveys.questions.shapes import Marks, Paper
from surveys.views.sentences import sentence


@dataclass(frozen=True, slots=True)
class Line:
    """One question: its field, how it is drawn ("short", "beside", "words", "read"), and of whom it is asked."""

    field: FieldView
    kind: str
    only_if: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """Questions under their heading."""

    title: str
    hint: str
    lines: tuple[Line, ...]


def headings(
    definition: Definition, typed: Typed, *, language: str, faults: Mapping[str, Fault], only: Sequence[str] = ()
) -> tuple[Heading, ...]:
    """The questions with what was typed and what does not fit; `only` these, where some are named."""
    return tuple(
        Heading(
            section.title.in_(language),
            section.hint.in_(language) if section.hint else "",
            tuple(
                _line(definition, question, typed.get(question.code, ()), language, faults.get(question.code))
                for question in section.questions
                if not only or question.code in only
            ),
        )
        for section in definition.sections
    )


def errors(shown: Sequence[Heading]) -> list[FieldView]:
    """The fields that have something to mend."""
    return [line.field for heading in shown for line in heading.lines if line.field.error]


def said(definition: Definition, code: str, typed: Typed, *, language: str) -> str:
    """What was typed for a question, in words where it can be read."""
    question = definition.question(code)
    if question is None or not any(typed.get(code, ())):
        return str(_("Nothing"))
    kind = type_of(question)
    try:
        stored = kind.read(question, keyed.values(question, typed[code]))
    except Fault:
        stored = None
    return ", ".join(kind.said(question, stored, language) if stored is not None else typed[code])


def _line(
    definition: Definition, question: Question, typed: Sequence[str], language: str, fault: Fault | None
) -> Line:
    paper = type_of(question).paper(question, language)
    number = forms.numbered(definition).get(question.code, "")
    text = question.text.in_(language)
    kind = _kind(paper)
    boxes = keyed.boxes(paper)
    values = (*typed, *("" for _each in range(boxes)))[:boxes]
    hint = question.hint.in_(language) if question.hint else ""
    field = FieldView(
        question.code,
        f"{number}. {text}" if number else text,
        " ".join(part for part in (hint, _choices(paper)) if part),
        value=values if kind == "beside" else "".join(values[:1]),
        options=tuple(_beside(paper)),
        error=sentence(fault) if fault else None,
    )
    tests = question.show_if.all_of if question.show_if else ()
    return Line(field, kind, tuple(only_if(definition, test, BY_CODE[language]) for test in tests))


def _choices(paper: Paper) -> str:
    """The numbers with their words, to be read out or looked for; a rating has words at its ends alone."""
    if any(paper.ends):
        return f"0: {paper.ends[0]} · 10: {paper.ends[1]}"
    if paper.marks not in (Marks.ONE, Marks.MANY) or len(paper.items) == 1:
        return str(_("Type 1 if it is ticked.")) if paper.marks is Marks.MANY else paper.unit
    pairs = zip(keyed.numbers(paper), paper.items, strict=True)
    return " · ".join(f"{number} {item.label}" for number, item in pairs)


def _kind(paper: Paper) -> str:
    if paper.marks is Marks.NOTHING:
        return "read"
    if paper.marks is Marks.LINES:
        return "words"
    return "beside" if paper.marks in keyed.BESIDE or paper.marks is Marks.MONTH else "short"


def _beside(paper: Paper) -> Iterator[Option]:
    if paper.marks is Marks.MONTH:
        yield Option("month", _("Month"))
        yield Option("year", _("Year"))
    elif paper.marks in keyed.BESIDE:
        yield from (Option(item.code, item.label) for item in paper.items)
