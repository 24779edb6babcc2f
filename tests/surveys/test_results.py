"""Counts name every option, and say how many skipped the question."""

from surveys.parse import parse
from surveys.results import count
from tests.factories_surveys import choice, definition


def test_each_question_is_counted_by_option() -> None:
    many = choice("tools", type="many_choices")
    words = {"code": "why", "type": "long_text", "text": "Why?"}
    asked = parse(definition(choice(), many, words))

    colour, tools = count(asked, [{"colour": "red", "tools": ["red", "blue"]}, {"tools": ["red"]}, {}])

    assert (colour.n, colour.skipped, colour.counts) == (1, 2, {"red": 1, "blue": 0})
    assert (tools.n, tools.skipped, tools.counts) == (2, 1, {"red": 2, "blue": 1})
