"""Pieces of a sentence, as the reader's language writes them."""

import pytest
from flask import Flask

from coproduce.web.running_text import apart, listed, moment
from tests.factories import NOON


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("one, two", "24 November 2026, 12:00", "Head of SEND")),
        ("ur", ("one، two", "24 نومبر 2026، 12:00", "\u2068Head of SEND\u2069")),
    ],
)
def test_lists_moments_and_names_stand_as_the_language_writes_them(
    app: Flask, language: str, said: tuple[str, str, str]
) -> None:
    with app.test_request_context(f"/?lang={language}"):
        assert (listed(["one", "two"]), moment(NOON), apart("Head of SEND")) == said
