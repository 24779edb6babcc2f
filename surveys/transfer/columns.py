"""The columns of an export: which there are, what they mean, and the cells of an answer. Pure.

A column keeps its place for ever. Versions are gone through from the first to the last: what a later version
adds, a question or an option with a column of its own, comes after everything that was there before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from surveys.definition import Definition
from surveys.models import Channel, Stratum, WhoAnswered
from surveys.questions import type_of
from surveys.questions.base import Question, Stored
from surveys.questions.shapes import Marks
from surveys.sheet import WITH_THE_WORDS

LANGUAGE = "en"
OTHERS_FROM = 901
"""The numbers of codes that are no numbers, beside codes that are: out of the way of every scale."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `values` are the codes that may stand in it, in words; none where it takes numbers or text.

    `kind`: "code", "number", "day", "text", or "several" (codes with ";" between). `since` is the version it came
    with. `question` is the question's text, and `label` what the column says of it.
    """

    name: str
    label: str
    kind: str
    question: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    since: int = 1

    @property
    def numbers(self) -> Mapping[str, int]:
        """The number of each code in programs that keep numbers: itself where it is one, else its place."""
        codes = list(self.values)
        if any(code.isdigit() for code in codes):
            others = [code for code in codes if not code.isdigit()]
            return {c: int(c) if c.isdigit() else OTHERS_FROM + others.index(c) for c in codes}
        return {code: place for place, code in enumerate(codes, 1)}


FIXED = (
    Column("answered_on", "The day of the answer", "day"),
    Column("wave", "The wave", "text"),
    Column("version", "The version of the survey", "number"),
    Column("language", "The language of the page", "text"),
    Column(
        "channel", "The door it came through", "code", values={each: each.replace("_", " ") for each in Channel}
    ),
    Column("stratum", "Picked at random, or the open link", "code", values={each: each.value for each in Stratum}),
    Column(
        "who_answered",
        "Whose hand it was",
        "code",
        values={each: each.replace("_", " ") for each in WhoAnswered},
    ),
    Column(
        "hurried",
        "Sent within 40 seconds of the first look",
        "code",
        values={"no": "no", "yes": "yes"},
    ),
)


def columns_of(versions: Mapping[int, Definition]) -> tuple[Column, ...]:
    """Every column of a survey, in its place."""
    found: dict[str, Column] = {column.name: column for column in FIXED}
    for number in sorted(versions):
        # What is ticked beside words is kept with the words, and never stands here.
        for question in (each for each in versions[number].questions if each.role not in WITH_THE_WORDS):
            for column in _of_question(question, number):
                known = found.get(column.name)
                # An option that comes later goes behind, so that numbers of codes keep their place too.
                merged = {**known.values, **column.values} if known else column.values
                found[column.name] = replace(known or column, values=merged)
    return tuple(found.values())


def cells_of(questions: Mapping[str, Question], answers: Mapping[str, Stored]) -> Mapping[str, str]:
    """An answer's cells by column, as the version that it answers names them; skipped questions left out."""
    cells: dict[str, str] = {}
    for code, stored in answers.items():
        question = questions.get(code)
        if question is not None:
            kind = type_of(question)
            cells.update(zip(kind.columns(question), kind.cells(question, stored), strict=True))
    return cells


def _of_question(question: Question, version: int) -> Sequence[Column]:
    kind = type_of(question)
    text = question.text.in_(LANGUAGE)
    codes = {code: kind.named(question, code, LANGUAGE) for code in kind.testable(question)}
    names = kind.columns(question)
    paper = kind.paper(question, LANGUAGE)
    if names == (question.code,):
        several = paper.marks is Marks.MANY and len(paper.items) > 1
        shape = "several" if several else "code" if codes else "number" if paper.marks is Marks.DIGITS else "text"
        return [Column(names[0], text, shape, text, codes, version)]
    if len(names) == len(codes):
        return [
            Column(name, f"{text} – {label}", "number", text, since=version)
            for name, label in zip(names, codes.values(), strict=True)
        ]
    return [Column(name, f"{text} – {name.rpartition('.')[2]}", "number", text, since=version) for name in names]
