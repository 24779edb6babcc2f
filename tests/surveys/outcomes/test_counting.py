"""Answers are counted by option and not by combination, over versions, and only where somebody was asked."""

from datetime import date
from typing import Any

from surveys.definition import shipped
from surveys.outcomes.counting import Given, count
from surveys.outcomes.quality import Seen, look
from surveys.parse import parse
from tests.factories_surveys import ALL_AGREE, choice, definition

DAY = date(2026, 11, 24)


def given(version: int = 1, words: frozenset[str] = frozenset(), **answers: Any) -> Given:
    return Given(version, answers, words)


def test_each_question_is_counted_by_option() -> None:
    many = choice("tools", type="many_choices")
    why = {"code": "why", "type": "long_text", "text": "Why?"}
    asked = parse(definition(choice(), many, why))

    replies = [given(colour="red", tools=["red", "blue"]), given(tools=["red"], words=frozenset({"why"})), given()]
    colour, tools, words = count({1: asked}, replies)

    assert (colour.n, colour.skipped, colour.counts) == (1, 2, {"red": 1, "blue": 0})
    assert (tools.n, tools.skipped, tools.counts) == (2, 1, {"red": 2, "blue": 1})
    assert (words.n, words.skipped) == (1, 2)


def test_whoever_was_not_asked_has_skipped_nothing() -> None:
    then = {"all_of": [{"question": "colour", "any_of": ["red"]}]}
    asked = parse(definition(choice(), choice("shade", show_if=then)))

    _, shade = count({1: asked}, [given(colour="red", shade="blue"), given(colour="red"), given(colour="blue")])

    assert (shade.n, shade.skipped) == (1, 1)


def test_versions_are_counted_together_and_an_old_question_stays() -> None:
    green = [*choice()["options"], {"code": "green", "text": "Green"}]
    first, second = parse(definition(choice(), choice("old"))), parse(definition(choice(options=green)))

    replies = [given(1, colour="red", old="blue"), given(2, colour="green"), given(2, colour="red")]
    colour, old = count({1: first, 2: second}, replies)

    assert colour.counts == {"red": 2, "blue": 0, "green": 1}
    assert (old.n, old.skipped) == (1, 0)


def test_what_looks_odd_is_counted() -> None:
    asked = parse(shipped("parent-pulse"))
    line = Seen(DAY, ALL_AGREE, "", hurried=True)
    mixed = Seen(DAY, {**ALL_AGREE, "i1": "1"}, "", hurried=False)
    few = Seen(DAY, {"i1": "1"}, "", hurried=None, again=True)

    found = look(asked, [line, line, mixed, Seen(date(2026, 11, 25), mixed.answers, "", None), few, few])

    assert (found.repeated, found.hurried, found.timed) == (1, 2, 3)
    assert (found.straight, found.scaled, found.again) == (2, 4, 2)


def test_the_same_answers_with_other_words_are_no_repeat() -> None:
    replies = [Seen(DAY, ALL_AGREE, words, None) for words in ("a", "b")]

    assert look(parse(shipped("parent-pulse")), replies).repeated == 0
