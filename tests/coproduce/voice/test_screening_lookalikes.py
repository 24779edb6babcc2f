"""Letters that only look Latin, and words broken by dots, hide nothing; other languages are read as they are."""

import pytest

from coproduce.voice.confusables import folded
from coproduce.voice.screening import screen


@pytest.mark.parametrize(
    "text",
    [
        "He says k\u0456ll myself",
        "she was r\u0430ped",
        "\u1d0b\u026a\u029f\u029f \u1d0dys\u1d07\u029f\ua730",
        "\U0001f17a\U0001f178\U0001f17b\U0001f17b myself",
        "ra.pe",
        "I want 2 die",
        "better off dead",
        "she hasnt eaten for days",
    ],
)
def test_a_concern_in_disguise_is_seen(text: str) -> None:
    assert screen(text).concern


def test_a_text_in_another_script_stays_as_it_is() -> None:
    for text in (
        "\u0443\u0447\u0438\u0442\u0435\u043b\u044c \u0445\u043e\u0440\u043e\u0448\u0438\u0439",
        "\u0627\u0633\u06a9\u0648\u0644",
        "za\u017c\u00f3\u0142\u0107",
    ):
        assert folded(text) == text
