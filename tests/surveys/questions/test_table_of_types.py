"""The table of types in the handbook says what the registry's types really have."""

import re
from dataclasses import replace
from pathlib import Path

from flask import Flask, render_template

from surveys.definition import shipped
from surveys.parse import parse
from surveys.questions import TYPES, type_of
from surveys.questions.base import Fault, Question
from surveys.questions.protocol import QuestionType
from surveys.spelling import unknown_names
from surveys.views.fields import field as finished
from tests.factories_surveys import choice, definition
from tests.surveys.questions import test_every_type
from tests.surveys.questions.test_every_type import ASKED, GIVEN, SURVEY, stored

HANDBOOK = Path(__file__).parents[3] / "docs" / "how-to" / "write-a-survey-by-hand.md"
BEGINS, ENDS = "<!-- The table of types: a test keeps it. -->\n", "<!-- Its end. -->\n"
HEAD = (
    *("type", "field", "Easy Read pair", "picture", "recording", "an answer as it is kept", "in the summary"),
    *("refused as", "chart", "on paper", "export", "conditions", "tests"),
)
TRIED = [[each] for each in ("zz", "12", "-1", "9999", "1.23456", "x" * 6000)]
TRIED += [["1", "1"], ["1", "2"], ["9", "9"], ["1", ""], ["13", "2024"], ["", "24"], ["family", "nobody"]]
TEMPLATES = Path(__file__).parents[3] / "surveys" / "templates"


def refusals(question: Question) -> set[str]:
    """The faults that a handful of bad answers meets with."""
    found = set()
    for sent in TRIED:
        try:
            type_of(question).read(question, sent)
        except Fault as fault:
            found.add(fault.key)
    return found


def seen_and_heard(kind: QuestionType, question: Question) -> tuple[str, str]:
    """What of it is shown with a picture, and whether its recording is: read from the field as families get it."""
    field = finished(question, "en")
    bare = replace(field, picture="", audio="", options=tuple(replace(o, picture="") for o in field.options))
    with_options = tuple(replace(option, picture="/of-option") for option in field.options)

    def shows(shown: object, mark: str) -> bool:
        return mark in render_template(kind.template, field=shown, place="")

    assert not shows(bare, "<audio")
    parts = {
        "question": shows(replace(bare, picture="/of-question"), "/of-question"),
        "options": shows(replace(bare, options=with_options), "/of-option"),
    }
    heard = "yes" if shows(replace(bare, audio="/recorded"), "/recorded") else "no"
    return ", ".join(part for part, is_shown in parts.items() if is_shown), heard


def easy_parts(kind: QuestionType) -> str:
    """What has its Easy Read pair in the survey that asks in every way."""
    pairs = [q.easy for q in SURVEY.questions if q.type == kind.key and q.easy]
    found = {
        "text": any(pair.text for pair in pairs),
        "hint": any(pair.hint for pair in pairs),
        "options": any(pair.options for pair in pairs),
        "settings": any(pair.words for pair in pairs),
    }
    return ", ".join(part for part, is_there in found.items() if is_there)


def proofs_of(kind: QuestionType) -> str:
    """How many of the tests for every type run for it, and which other files beside them name it."""
    runs = [mark for test in vars(test_every_type).values() for mark in getattr(test, "pytestmark", ())]
    every = sum(mark is test_every_type.every.mark for mark in runs) if kind.asks else 0
    every += any(f"test_{kind.key}_" in name for name in vars(test_every_type))
    others = [each for each in sorted(Path(__file__).parent.glob("test_*.py")) if "every" not in each.name]
    named = [each for each in others if re.search(f'"{kind.key}"', each.read_text("utf-8"))]
    return ", ".join([str(every), *(each.stem.removeprefix("test_").replace("_", " ") for each in named)])


def line(kind: QuestionType) -> tuple[str, ...]:
    """What a type has, as a line of the table."""
    question = next(q for q in SURVEY.questions if q.type == kind.key)
    picture, recording = seen_and_heard(kind, question)
    has = (easy_parts(kind), picture, recording)
    field = kind.template.rpartition("/")[2].removeprefix("_").removesuffix(".html").replace("_", " ")
    if not kind.asks:
        paper = kind.paper(question, "en").marks.value
        return (f"`{kind.key}`", field, *has, "", "", "", "", paper, "", "", proofs_of(kind))
    chart = kind.chart(question, "en", kind.count(question, [stored(question)]))
    drawn = chart.kind.value if chart.figure.value == "none" else f"{chart.kind.value}, {chart.figure.value}"
    columns = kind.columns(question)
    return (
        f"`{kind.key}`",
        field,
        *has,
        "as a comment" if kind.is_words else f"`{stored(question)!r}`".replace("'", '"'),
        "; ".join(kind.said(question, stored(question), "en")),
        ", ".join(sorted(refusals(question))),
        drawn.replace("_", " "),
        kind.paper(question, "en").marks.value,
        f"`{columns[0]}`{', ...' if len(columns) > 1 else ''}" if columns else "not beside answers",
        "yes" if kind.testable(question) else "no",
        proofs_of(kind),
    )


def table() -> str:
    """The table as it must be."""
    rows = [HEAD, tuple("---" for _ in HEAD), *map(line, TYPES)]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def test_the_table_is_true(app: Flask) -> None:
    _, _, rest = HANDBOOK.read_text("utf-8").partition(BEGINS)
    kept, _, _ = rest.partition(ENDS)
    with app.test_request_context():  # fields are drawn to see what they show
        made = table()

    assert kept == made, f"Write this into {HANDBOOK}:\n{made}"


def test_every_type_has_all_of_its_parts() -> None:
    for kind in TYPES:
        assert (TEMPLATES / kind.template).is_file()
    assert {question.code for question in ASKED} == set(GIVEN)
    assert all(question.easy for question in SURVEY.questions)


def test_the_handbook_names_every_setting_and_no_survey_of_ours_has_another() -> None:
    text = HANDBOOK.read_text("utf-8")

    assert all(f"`{setting.key}`" in text for kind in TYPES for setting in kind.settings)
    assert unknown_names(SURVEY) == unknown_names(parse(shipped("parent-pulse"))) == ()
    slip = parse(definition(choice(show_fi={"all_of": []})))
    assert unknown_names(slip) == (
        "Question 'colour': 'show_fi' means nothing to a question of the type 'one_choice'.",
    )
