"""A text that nobody can see is no text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproduce.core.blank import is_blank


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \t\n\u00a0\u2003\u3000",
        "\u200b",
        "\u200c\u200d\u2060\ufeff",
        "\u200e\u200f\u202a\u202e\u2066\u2069",
        "\u00ad\u034f\u180e\u061c",
        "\u2800",
        "\u3164\u115f\uffa0",
        "\ufe0f\u0301",
        "\x00\x07\x7f",
        "\U000e0041\U000e007f",
    ],
)
def test_what_cannot_be_seen_says_nothing(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["a", "?", "5", "👍", "می\u200cخواہم", "ਹਾਂ", "\u200bno\u200b", "e\u0301", "-"])
def test_one_sign_that_can_be_seen_is_enough(text: str) -> None:
    assert not is_blank(text)


@given(st.text())
def test_whatever_python_calls_blank_is_blank(text: str) -> None:
    if not text.strip():
        assert is_blank(text)
