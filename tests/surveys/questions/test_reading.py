"""What each type takes, what it refuses, and what it stores."""

import pytest

from coproduce.core.types import Wording
from surveys.questions import BY_KEY, TYPES, type_of
from surveys.questions.agreement import CODES
from surveys.questions.base import Fault, Option, Question, Stored


def question(kind: str, *codes: str, **settings: object) -> Question:
    options = tuple(Option(code, Wording.of(f"Words for {code}")) for code in codes)
    ends = {"low": Wording.of("not at all"), "high": Wording.of("completely")} if kind == "rating" else {}
    return Question("q", kind, Wording.of("A question?"), options=options, settings={**ends, **settings})


AGREE = question("agreement", *CODES)
RATING = question("rating")
YES_NO = question("yes_no", "yes", "no", "not_sure")
ONE = question("one_choice", "red", "blue")
MANY = question("many_choices", "red", "blue", "none", alone=("none",))
SHORT = question("short_text")
LONG = question("long_text")
TICK = question("tick")
EVERY = (AGREE, RATING, YES_NO, ONE, MANY, SHORT, LONG, TICK)


@pytest.mark.parametrize(
    ("asked", "sent", "stored"),
    [
        (AGREE, ["5"], "5"),
        (AGREE, [" na "], "na"),
        (RATING, ["0"], "0"),
        (RATING, ["10"], "10"),
        (YES_NO, ["not_sure"], "not_sure"),
        (ONE, ["blue"], "blue"),
        (MANY, ["blue", "red", "blue"], ["red", "blue"]),
        (MANY, ["none"], ["none"]),
        (SHORT, ["two\r\n words "], "two words"),
        (LONG, ["a\r\nb\rc\x00\x07"], "a\nb\nc"),
        (LONG, ["half \ud83d a character"], "half ? a character"),
        (TICK, ["yes"], "yes"),
    ],
)
def test_what_fits_is_stored_as_codes(asked: Question, sent: list[str], stored: Stored) -> None:
    assert type_of(asked).read(asked, sent) == stored


@pytest.mark.parametrize("asked", EVERY, ids=lambda asked: asked.type)
@pytest.mark.parametrize("sent", [[], [""], ["  ", ""]])
def test_a_blank_field_is_a_question_skipped(asked: Question, sent: list[str]) -> None:
    assert type_of(asked).read(asked, sent) is None


@pytest.mark.parametrize("asked", [SHORT, LONG], ids=lambda asked: asked.type)
@pytest.mark.parametrize("sent", ["\u200b", "\u2060 \ufeff\u200d\n", "\u3164"])
def test_words_that_nobody_can_see_are_a_question_skipped(asked: Question, sent: str) -> None:
    assert type_of(asked).read(asked, [sent]) is None


@pytest.mark.parametrize(
    ("asked", "sent", "key"),
    [
        (AGREE, ["6"], "not_an_option"),
        (AGREE, ["3", "4"], "one_only"),
        (RATING, ["11"], "not_an_option"),
        (RATING, ["-1"], "not_an_option"),
        (RATING, ["７"], "not_an_option"),
        (YES_NO, ["maybe"], "not_an_option"),
        (ONE, ["red\x00"], "not_an_option"),
        (ONE, ["\ud800"], "not_an_option"),
        (MANY, ["red", "green"], "not_an_option"),
        (MANY, ["red", "none"], "stands_alone"),
        (LONG, ["one", "two"], "one_only"),
        (TICK, ["no"], "not_an_option"),
    ],
)
def test_what_does_not_fit_is_refused(asked: Question, sent: list[str], key: str) -> None:
    with pytest.raises(Fault) as refused:
        type_of(asked).read(asked, sent)
    assert refused.value.key == key


def test_a_text_has_a_limit_that_is_counted_as_people_count() -> None:
    assert type_of(LONG).read(LONG, ["ا" * 5000]) == "ا" * 5000
    with pytest.raises(Fault) as refused:
        type_of(LONG).read(LONG, ["x" * 5001])
    assert refused.value.facts == {"limit": 5000, "length": 5001}


@pytest.mark.parametrize("asked", EVERY, ids=lambda asked: asked.type)
def test_a_type_shows_finished_values(asked: Question) -> None:
    shown = type_of(asked).view(asked, "en")
    assert shown.name == "q"
    assert shown.label == "A question?"
    assert type_of(asked).template.startswith("surveys/questions/_")


def test_options_are_counted_and_not_their_combinations() -> None:
    assert type_of(MANY).count(MANY, [["red", "blue"], ["red"]]) == {"red": 2, "blue": 1, "none": 0}
    assert type_of(ONE).count(ONE, ["red", "red"]) == {"red": 2, "blue": 0}
    assert list(type_of(RATING).count(RATING, [])) == [str(point) for point in range(11)]
    assert type_of(TICK).count(TICK, ["yes"]) == {"yes": 1}
    assert type_of(LONG).count(LONG, ["words"]) == {"written": 1}


@pytest.mark.parametrize(
    ("asked", "stored"), [(AGREE, "5"), (RATING, "7"), (MANY, ["red", "blue"]), (TICK, "yes")]
)
def test_what_is_exported_is_read_again(asked: Question, stored: Stored) -> None:
    kind = type_of(asked)
    cells = kind.cells(asked, stored)
    assert len(cells) == len(kind.columns(asked)) == 1
    assert kind.read(asked, kind.values(asked, cells)) == stored
    assert kind.cells(asked, None) == ("",)


@pytest.mark.parametrize("asked", [SHORT, LONG], ids=lambda asked: asked.type)
def test_words_have_no_column(asked: Question) -> None:
    assert type_of(asked).columns(asked) == type_of(asked).cells(asked, "words") == ()


def test_every_type_has_a_key_of_its_own() -> None:
    assert len(BY_KEY) == len(TYPES)
