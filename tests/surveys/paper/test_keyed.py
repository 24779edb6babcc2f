"""What is typed from a printed form is read as the same answer that a page would have sent."""

import pytest

from surveys.definition import shipped
from surveys.paper import keyed
from surveys.parse import parse
from surveys.questions import type_of
from surveys.questions.base import Fault, Question
from tests.surveys.questions.test_every_type import GIVEN

SURVEY = parse(shipped("every-type"))
TYPED = {
    "listened": ["1"],
    "overall": ["7"],
    "school_feels": ["2"],
    "today_feels": ["3"],
    "has_plan": ["1"],
    "plan_since": ["3", "2024"],
    "where": ["3"],
    "helpers": ["1 4"],
    "best_place": ["4"],
    "matters": ["2", "", "1", ""],
    "spend": ["7", "", "3"],
    "minutes": ["45"],
    "part": ["4"],
    "word": ["Kind"],
    "change": ["Ring back."],
    "worried": ["1"],
    "quote": ["1"],
}


def question(code: str) -> Question:
    found = SURVEY.question(code)
    assert found
    return found


@pytest.mark.parametrize("code", TYPED)
def test_every_type_is_typed_by_the_numbers_that_are_printed(code: str) -> None:
    asked = question(code)

    read = type_of(asked).read(asked, keyed.values(asked, TYPED[code]))

    assert read == type_of(asked).read(asked, GIVEN[code])
    assert keyed.boxes(type_of(asked).paper(asked, "en")) == len(TYPED[code])
    assert keyed.typed_for(asked, keyed.values(asked, TYPED[code])) == tuple(TYPED[code])


@pytest.mark.parametrize("typed", ["14", "1,4", "1 4", "4, 1", "۱۴", "1.4.1"])
def test_several_numbers_may_be_typed_as_people_type_them(typed: str) -> None:
    helpers = question("helpers")

    assert sorted(keyed.values(helpers, [typed])) == ["family", "friends"]


@pytest.mark.parametrize(
    ("code", "typed"), [("listened", "7"), ("helpers", "16"), ("overall", "11"), ("where", "x")]
)
def test_a_number_that_is_not_printed_is_refused(code: str, typed: str) -> None:
    with pytest.raises(Fault) as refused:
        keyed.values(question(code), [typed])

    assert refused.value.key == "not_an_option"


def test_an_empty_field_is_a_question_skipped() -> None:
    for asked in SURVEY.questions:
        empty = [""] * keyed.boxes(type_of(asked).paper(asked, "en"))
        assert type_of(asked).read(asked, keyed.values(asked, empty)) is None
