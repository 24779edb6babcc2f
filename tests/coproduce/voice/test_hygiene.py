import time

import pytest

from coproduce.voice.hygiene import MOST_CHARACTERS, capped, clean, tidy


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It\u2019s soooooo slow!!!!!!!", "It's sooo slow!!!"),
        ("\ufeffHello\x00 there", "Hello there"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("one\n\n\n\n\ntwo", "one\n\ntwo"),
        ("phone 07700 900000", "phone 07700 900000"),
        ("lone \ud800 half", "lone  half"),
        ("   ", ""),
    ],
)
def test_a_text_is_made_plain(text: str, expected: str) -> None:
    assert tidy(text) == expected


def test_digits_are_never_folded() -> None:
    assert tidy("NHS number 9999999999") == "NHS number 9999999999"


def test_a_long_text_is_cut_between_words() -> None:
    cut = clean("waiting " * 2_000)

    assert len(cut) <= MOST_CHARACTERS
    assert cut.endswith("waiting")


def test_a_word_without_end_is_cut_all_the_same() -> None:
    assert len(capped("ab" * 9_000, most=100)) == 100


def test_a_hundred_thousand_exclamation_marks_take_milliseconds() -> None:
    started = time.process_time()

    assert clean("!" * 100_000) == "!!!"
    assert time.process_time() - started < 1
