"""A definition is data; whatever is wrong with it is named, all of it at once."""

from typing import Any

import pytest

from surveys import design
from surveys.definition import DefinitionFaults, canonical, digest, shipped
from surveys.parse import parse
from surveys.questions.base import Role
from tests.factories_surveys import choice, definition


def faults(raw: object) -> tuple[str, ...]:
    with pytest.raises(DefinitionFaults) as refused:
        parse(raw)
    return refused.value.faults


def test_the_shipped_pulse_asks_what_the_measures_need() -> None:
    pulse = parse(shipped("parent-pulse"))

    assert [q.code for q in pulse.with_role(Role.INDEX)] == [f"i{number}" for number in range(1, 9)]
    assert [q.code for q in pulse.with_role(Role.PROFILE)] == [
        "provision",
        "age_band",
        "need",
        "setting",
        "ethnic_group",
        "area",
        "how",
    ]
    assert {q.type for q in pulse.with_role(Role.INDEX)} == {"agreement"}
    assert all("prefer_not" in q.codes for q in pulse.with_role(Role.PROFILE))
    codes = {q.code: q.codes for q in pulse.questions}
    assert codes["provision"] == ("ehcp", "sen_support", "waiting", "none", "prefer_not")
    assert codes["age_band"] == ("0-4", "5-10", "11-15", "16-25", "prefer_not")
    assert len(codes["need"]) == 5
    assert len(codes["ethnic_group"]) == 6


def test_the_shipped_pulse_is_whole_in_urdu_and_says_that_it_is_a_draft() -> None:
    pulse = parse(shipped("parent-pulse"))

    assert pulse.languages == ("en", "ur")
    assert all(wording.complete_in("ur") for _, wording in pulse.wordings())
    assert pulse.is_draft_in("ur")
    assert not pulse.is_draft_in("en")


def test_a_reader_of_another_language_is_asked_in_english() -> None:
    assert parse(definition()).language("ur") == "en"


CASES: list[tuple[Any, str]] = [
    ([], "A definition is a JSON object."),
    (definition(slug="Bad Slug"), "The slug must be small letters"),
    (definition(kind="poll"), "'poll' is not a SurveyKind"),
    (definition(languages=["ur"]), "begins with 'en'"),
    (definition(languages=["en", "xx"]), "The language 'xx' is not offered."),
    (definition(minutes=0), "The minutes it takes"),
    (definition(title={"ur": "x"}), "The title is missing"),
    (definition(title=" "), "The title is empty in 'en'."),
    (definition(sections=[]), "The survey has no questions."),
    (definition(choice(type="cloud")), "Question 'colour': there is no question type 'cloud'."),
    (definition(choice(), choice()), "The question code 'colour' is there more than once."),
    (definition(choice(code="csrf_token")), "a question has no usable code ('csrf_token')"),
    (definition(choice(code="")), "a question has no usable code"),
    (definition(choice(options=[{"code": "a", "text": "A"}, {"text": "B"}])), "an option has no code."),
    (definition(choice(options=[{"code": "a", "text": "A"}] * 2)), "the option code 'a' is there more than once."),
    (definition(choice(options=[])), "it needs at least 2 options."),
    (definition(choice(scale="nowhere")), "the scale 'nowhere' is not among the scales."),
    (definition(choice(role="king")), "'king' is not a Role we know."),
    (definition(choice(type="agreement")), "an agreement scale has the option codes 5, 4, 3, 2, 1, na"),
    (definition(choice(type="rating", options=[])), "a rating needs the words at its low end"),
    (definition(choice(type="long_text")), "a text has no options."),
    (definition(choice(type="long_text", options=[], limit=9999)), "whole number from 1 to 5000"),
    (
        definition(choice(type="many_choices", alone=["pink"])),
        "'pink' stands alone but is not one of its options.",
    ),
    (definition(languages=["en", "ur"]), "The title is missing in 'ur'."),
]


@pytest.mark.parametrize(("raw", "said"), CASES)
def test_a_fault_is_named(raw: Any, said: str) -> None:
    assert any(said in fault for fault in faults(raw))


def test_every_fault_is_named_at_once() -> None:
    found = faults(definition(choice(type="cloud"), choice(code="size", options=[]), minutes=0))

    assert len(found) == 3


def test_every_missing_wording_is_named_with_its_place() -> None:
    found = faults(definition(languages=["en", "ur"]))

    assert "Question 'colour': its option 'blue' is missing in 'ur'." in found
    assert len(found) == 8


def test_two_definitions_that_say_the_same_have_one_digest() -> None:
    raw = definition()
    other = dict(reversed(raw.items()))

    assert digest(raw) == digest(other)
    assert digest(raw) != digest(definition(minutes=2))
    assert canonical({"b": 1, "a": "ا"}) == '{"a":"ا","b":1}'


def test_what_was_published_before_there_were_conditions_is_the_same_version() -> None:
    pulse = {name: said for name, said in shipped("parent-pulse").items() if name != "help"}

    assert design.with_scales(pulse) == pulse
    assert digest(pulse) == "d2adbb3910267d6ed3a3f9b548e7b821ee4577cebb488befc7cecc2d7d44eb6f"
