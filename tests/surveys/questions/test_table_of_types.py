"""The table of types in the handbook says what the registry's types really have."""

from pathlib import Path

from surveys.definition import shipped
from surveys.parse import parse
from surveys.questions import TYPES, type_of
from surveys.questions.base import Fault, Question
from surveys.questions.protocol import QuestionType
from surveys.spelling import unknown_names
from tests.factories_surveys import choice, definition
from tests.surveys.questions.test_every_type import ASKED, GIVEN, SURVEY, stored

HANDBOOK = Path(__file__).parents[3] / "docs" / "how-to" / "write-a-survey-by-hand.md"
BEGINS, ENDS = "<!-- The table of types: a test keeps it. -->\n", "<!-- Its end. -->\n"
HEAD = ("type", "field", "an answer as it is kept", "refused as", "chart", "on paper", "export", "conditions")
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


def line(kind: QuestionType) -> tuple[str, ...]:
    """What a type has, as a line of the table."""
    question = next(q for q in SURVEY.questions if q.type == kind.key)
    field = kind.template.rpartition("/")[2].removeprefix("_").removesuffix(".html").replace("_", " ")
    if not kind.asks:
        return (f"`{kind.key}`", field, "", "", "", kind.paper(question, "en").marks.value, "", "")
    chart = kind.chart(question, "en", kind.count(question, [stored(question)]))
    drawn = chart.kind.value if chart.figure.value == "none" else f"{chart.kind.value}, {chart.figure.value}"
    columns = kind.columns(question)
    return (
        f"`{kind.key}`",
        field,
        "as a comment" if kind.is_words else f"`{stored(question)!r}`".replace("'", '"'),
        ", ".join(sorted(refusals(question))),
        drawn.replace("_", " "),
        kind.paper(question, "en").marks.value,
        f"`{columns[0]}`{', ...' if len(columns) > 1 else ''}" if columns else "not beside answers",
        "yes" if kind.testable(question) else "no",
    )


def table() -> str:
    """The table as it must be."""
    rows = [HEAD, tuple("---" for _ in HEAD), *map(line, TYPES)]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def test_the_table_is_true() -> None:
    _, _, rest = HANDBOOK.read_text("utf-8").partition(BEGINS)
    kept, _, _ = rest.partition(ENDS)

    assert kept == table(), f"Write this into {HANDBOOK}:\n{table()}"


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
