"""What must hold for every type of question, on the survey that has them all."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.definition import shipped
from surveys.parse import parse
from surveys.path import path_faults
from surveys.questions import BY_KEY, TYPES, type_of
from surveys.questions.base import FAULTS, Fault, Question, Stored
from surveys.questions.shapes import ChartKind, Marks
from surveys.sheet import read_sheet
from surveys.transfer.incoming import reason
from surveys.views.sentences import SENTENCES

SURVEY = parse(shipped("every-type"))
EASY = SURVEY.in_easy_read()
GIVEN: dict[str, list[str]] = {
    "listened": ["5"],
    "overall": ["7"],
    "school_feels": ["4"],
    "today_feels": ["1"],
    "has_plan": ["yes"],
    "plan_since": ["3", "2024"],
    "where": ["home"],
    "helpers": ["family", "friends"],
    "best_place": ["quiet"],
    "matters": ["2", "", "1", ""],
    "spend": ["7", "", "3"],
    "minutes": ["45"],
    "part": ["halesowen"],
    "word": ["Kind"],
    "change": ["Ring back."],
    "worried": ["yes"],
    "quote": ["yes"],
}
ASKED = [question for question in SURVEY.questions if type_of(question).asks]
every = pytest.mark.parametrize("question", ASKED, ids=lambda question: f"{question.type}-{question.code}")


def stored(question: Question) -> Any:
    return type_of(question).read(question, GIVEN[question.code])


def read(question: Question, sent: list[str]) -> tuple[Stored | None, Fault | None]:
    try:
        return type_of(question).read(question, sent), None
    except Fault as fault:
        return None, fault


def test_the_survey_has_every_type_in_both_languages_and_in_easy_read() -> None:
    assert {question.type for question in SURVEY.questions} == set(BY_KEY)
    assert len(BY_KEY) == len(TYPES) == 16
    assert (SURVEY.languages, SURVEY.easy_read, path_faults(SURVEY)) == (("en", "ur"), True, ())


def test_an_answer_to_everything_is_stored_in_its_three_places() -> None:
    sheet = read_sheet(SURVEY, lambda code: GIVEN.get(code, []))

    assert not sheet.faults
    assert sheet.words == {"word": "Kind", "change": "Ring back."}
    assert sheet.answers["matters"] == ["travel", "listened"]
    assert sheet.answers["spend"] == {"clubs": 7, "transport": 3}
    assert sheet.answers["plan_since"] == "2024-03"
    assert sheet.answers.keys() == GIVEN.keys() - {"word", "change", "worried", "quote"}


@every
def test_a_question_may_be_skipped(question: Question) -> None:
    for nothing in ([], [""], ["", " "]):
        assert type_of(question).read(question, nothing) is None


@every
def test_an_answer_is_sent_again_as_it_was_sent(question: Question) -> None:
    kind = type_of(question)

    assert kind.read(question, kind.sent(question, stored(question))) == stored(question)


@every
def test_an_answer_that_is_exported_is_read_again(question: Question) -> None:
    kind = type_of(question)
    cells = kind.cells(question, stored(question))

    assert len(cells) == len(kind.columns(question)) == len(kind.cells(question, None))
    assert not any(kind.cells(question, None))
    if cells:
        assert kind.read(question, kind.values(question, cells)) == stored(question)
        assert not any(question.code != column.split(".")[0] for column in kind.columns(question))


@every
def test_the_field_shows_again_what_was_typed(question: Question) -> None:
    kind = type_of(question)
    field = kind.view(question, "ur")

    assert field.name == question.code
    assert field.label == question.text.in_("ur")
    assert field.picture == question.picture
    typed = kind.typed(question, GIVEN[question.code])
    assert type(typed) is type(field.value)
    assert [*filter(None, [typed] if isinstance(typed, str) else typed)] == [*filter(None, GIVEN[question.code])]


@every
def test_easy_read_takes_the_same_answers(question: Question) -> None:
    easy = next(each for each in EASY.questions if each.code == question.code)

    assert question.easy
    assert easy.text == question.easy.text
    assert type_of(easy).read(easy, GIVEN[question.code]) == stored(question)
    assert type_of(easy).columns(easy) == type_of(question).columns(question)


@every
def test_an_answer_is_said_in_words_of_its_language(question: Question) -> None:
    english, urdu = (type_of(question).said(question, stored(question), code) for code in ("en", "ur"))

    assert all(english)
    assert english != urdu or type_of(question).is_words or question.type == "rating"


@every
def test_answers_are_counted_and_drawn_under_the_same_codes(question: Question) -> None:
    kind = type_of(question)
    counts = kind.count(question, [stored(question)])
    chart = kind.chart(question, "en", counts)

    assert sum(counts.values()) >= 1
    if chart.kind is not ChartKind.NONE:
        assert [bar.code for bar in chart.bars] == list(counts)
    assert kind.figures(question, []) == {}
    assert kind.figures(question, [stored(question)] * 2).keys() <= {question.code, *question.codes}


@every
def test_a_condition_can_wait_for_each_of_its_codes(question: Question) -> None:
    kind = type_of(question)
    codes = kind.testable(question)

    assert kind.meets(question, stored(question)) <= set(codes)
    for code in codes:
        assert kind.can_meet(question, [frozenset({code})])
        assert kind.named(question, code, "en")
    assert not kind.can_meet(question, [frozenset({"unheard of"})])


@every
def test_a_question_has_its_place_on_paper(question: Question) -> None:
    paper = type_of(question).paper(question, "ur")

    boxes = paper.items or paper.digits or paper.lines or paper.marks is Marks.MONTH
    assert boxes
    assert paper.marks is not Marks.NOTHING


def test_information_asks_nothing() -> None:
    information = SURVEY.questions[0]
    kind = type_of(information)

    assert kind.read(information, ["anything"]) is None
    assert kind.typed(information, ["anything"]) == ""
    assert kind.columns(information) == kind.cells(information, None) == ()
    assert kind.paper(information, "en").marks is Marks.NOTHING
    assert kind.chart(information, "en", kind.count(information, [])).kind is ChartKind.NONE


@given(
    st.lists(st.text(max_size=30) | st.sampled_from(["1", "2", "10", "-1", "٣", "1e9", "yes", "na"]), max_size=6)
)
def test_whatever_is_sent_is_read_or_refused_and_never_fails(sent: list[str]) -> None:
    for question in SURVEY.questions:
        kind = type_of(question)
        kind.typed(question, sent)
        answer, fault = read(question, sent)
        assert fault is None or set(fault.facts) == set(FAULTS[fault.key])
        assert answer is None or kind.read(question, kind.sent(question, answer)) == answer


@pytest.mark.parametrize("key", FAULTS)
def test_every_fault_has_its_sentence_at_every_door(key: str) -> None:
    fault = Fault(key, **dict.fromkeys(FAULTS[key], 2))

    assert key in SENTENCES
    assert "None" not in reason(fault, SURVEY.questions[1])
