"""The path through a survey: who is asked what, what is left behind, and what is wrong before anybody is asked."""

from typing import Any

import pytest

from surveys.definition import Definition, DefinitionFaults
from surveys.parse import parse
from surveys.path import left_behind, on_path, path_faults
from surveys.sheet import Sheet, read_sheet
from tests.factories_surveys import choice, definition


def after(code: str, *any_of: str) -> dict[str, Any]:
    return {"all_of": [{"question": code, "any_of": list(any_of)}]}


def both(*conditions: dict[str, Any]) -> dict[str, Any]:
    return {"all_of": [test for condition in conditions for test in condition["all_of"]]}


def words(code: str, **changes: Any) -> dict[str, Any]:
    return {"code": code, "type": "long_text", "text": "Why?"} | changes


def worry(**changes: Any) -> dict[str, Any]:
    return {"code": "worried", "type": "tick", "role": "writer_worried", "text": "I am worried."} | changes


SHADE = choice("shade", show_if=after("colour", "red"))
CHAIN = parse(definition(choice(), SHADE, words("why", show_if=after("shade", "blue"))))


def read(asked: Definition, **sent: str) -> Sheet:
    return read_sheet(asked, lambda code: [sent[code]] if code in sent else [])


def codes(asked: Definition, **answers: str) -> list[str]:
    return [question.code for question in on_path(asked, answers)]


def test_a_question_with_a_condition_is_asked_of_those_who_meet_it() -> None:
    assert codes(CHAIN) == ["colour"]
    assert codes(CHAIN, colour="blue") == ["colour"]
    assert codes(CHAIN, colour="red") == ["colour", "shade"]
    assert codes(CHAIN, colour="red", shade="blue") == ["colour", "shade", "why"]


def test_an_answer_that_was_left_behind_opens_nothing_further_on() -> None:
    assert codes(CHAIN, colour="blue", shade="blue") == ["colour"]
    assert left_behind(CHAIN, {"colour": "blue", "shade": "blue", "why": "x"}) == ("shade", "why")
    assert left_behind(CHAIN, {"colour": "red", "shade": "blue", "why": "x"}) == ()


def test_a_sheet_drops_what_was_left_behind_and_names_it() -> None:
    sheet = read(CHAIN, colour="blue", shade="blue", why="Because.")

    assert sheet.answers == {"colour": "blue"}
    assert sheet.words == {}
    assert sheet.left_behind == ("shade", "why")


def test_what_does_not_fit_in_a_question_that_is_not_asked_stops_nobody() -> None:
    assert not read(CHAIN, colour="blue", shade="pink").faults
    assert set(read(CHAIN, colour="red", shade="pink").faults) == {"shade"}


def test_several_choices_meet_a_condition_with_one_of_them() -> None:
    asked = parse(definition(choice(type="many_choices"), choice("shade", show_if=after("colour", "red"))))

    assert [q.code for q in on_path(asked, {"colour": ["red", "blue"]})] == ["colour", "shade"]
    assert [q.code for q in on_path(asked, {"colour": ["blue"]})] == ["colour"]


MANY = choice(type="many_choices", alone=["blue"])
CASES = [
    ([choice("shade", show_if=after("colour", "red")), choice()], "looks at 'colour', which is not before it"),
    ([choice(show_if=after("nothing", "red"))], "'nothing', which is not a question of this survey"),
    ([choice(), choice("shade", show_if=after("colour", "pink"))], "waits for 'pink', which is no answer to"),
    ([words("why"), worry(), choice(show_if=after("why", "x"))], "'why', whose answer has no codes"),
    (
        [choice(), SHADE, choice("tint", show_if=both(after("colour", "blue"), after("shade", "red")))],
        "Question 'tint': nobody can ever be asked it",
    ),
    (
        [MANY, choice("shade", show_if=both(after("colour", "blue"), after("colour", "red")))],
        "Question 'shade': nobody can ever be asked it",
    ),
    ([words("why"), worry(), choice(show_if=after("worried", "yes"))], "'worried', which is kept with the words"),
    ([choice(), words("why"), worry(show_if=after("colour", "red"))], "'why' is a box for words, and some who"),
    ([choice(), choice("shade", role="anchor", show_if=after("colour", "red"))], "must be asked of everybody"),
]


@pytest.mark.parametrize(("questions", "said"), CASES)
def test_a_path_that_is_not_whole_is_named(questions: list[dict[str, Any]], said: str) -> None:
    found = path_faults(parse(definition(*questions)))

    assert len(found) == 1
    assert said in found[0]


@pytest.mark.parametrize(
    "questions",
    [
        [choice(), SHADE, words("why", show_if=after("shade", "blue")), worry()],
        [choice(), words("why", show_if=after("colour", "red")), worry(show_if=after("colour", "red"))],
        [
            choice(type="many_choices"),
            choice("shade", show_if=both(after("colour", "blue"), after("colour", "red"))),
        ],
    ],
)
def test_a_path_that_is_whole_has_no_faults(questions: list[dict[str, Any]]) -> None:
    assert path_faults(parse(definition(*questions))) == ()


def test_a_condition_that_cannot_be_read_is_a_fault_of_the_definition() -> None:
    unreadable: tuple[Any, ...] = ({}, {"all_of": []}, {"all_of": [{"question": "colour"}]}, {"all_of": "x"}, 7)
    for broken in unreadable:
        with pytest.raises(DefinitionFaults, match="condition"):
            parse(definition(choice(), choice("shade", show_if=broken)))
