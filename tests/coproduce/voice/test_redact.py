import time

import pytest

from coproduce.voice.redact import TOKENS, Replacement, redact

KEPT = [
    "The staff were kind, patient and never rushed us.",
    "I was so angry and scared that I cried for weeks.",
    "Will you help? I hope so. May I ask why it may take so long?",
    "In May we applied, since June nothing, and by April 2024 we gave up.",
    "I miss school and I miss him. Mark my words.",
    "My son also needs help and my daughter never got any.",
    "We waited 18 months, then 20 minutes drive, 3 times a week.",
    "Call 111 or 999, or Childline on 0800 1111.",
    "The school is great. His primary school is not. A special school would suit.",
    "Dr. Then nothing. The doctor said no.",
    "It happened on 12/03/2024 and again on 4 April 2024.",
    "An EHCP is a plan. CAMHS and SENDIASS helped. The Local Offer at www.dudley.gov.uk is fine.",
    "In year 5 he was 10 years old; 25 of 30 children passed.",
    "He was restrained and hurt and nobody told us.",
    "The 2nd time, on the b1 2nd bus, was better.",
    "Patients on Rose Ward sat in the sun.",
]


@pytest.mark.parametrize("text", KEPT)
def test_words_that_identify_nobody_stay(text: str) -> None:
    assert redact(text).text == text


def test_every_replacement_points_into_the_text() -> None:
    text = "Ring Ayesha Khan on 07700 900123."
    result = redact(text)

    assert result.text == "Ring [name] on [phone]."
    assert [(one.kind, text[one.start : one.end]) for one in result.replaced] == [
        ("name", "Ayesha Khan"),
        ("phone", "07700 900123"),
    ]


def test_offsets_are_of_the_text_in_nfc() -> None:
    result = redact("Cafe\u0301 with O\u0301scar")

    assert result.text == "Café with [name]"
    assert result.replaced == (Replacement("name", 10, 15),)


def test_invisible_characters_hide_nothing() -> None:
    assert redact("our girl A\u200by\u200desha is 5").text == "our girl [name] is 5"
    assert redact("ring 0\u200b7700\u2060 900123").text == "ring [phone]"


def test_digits_of_other_scripts_are_digits() -> None:
    assert redact("٠٧٧٠٠٩٠٠١٢٣").text == "[phone]"
    assert redact("０７７００ ９００１２３").text == "[phone]"


def test_a_date_right_after_a_name_is_a_date_of_birth() -> None:
    assert redact("Ayaan (12/05/2014) waits.").text == "[name] ([date of birth]) waits."


def test_of_two_that_overlap_one_token_is_left() -> None:
    assert redact("write to jane.smith@example.org").text == "write to [email]"


def test_nothing_is_masked_in_nothing() -> None:
    assert redact("").text == ""
    assert redact("").replaced == ()


def test_masking_twice_changes_nothing_more() -> None:
    once = redact("Mrs Khan at St Jude's Primary School, DY1 1HF, 07700 900123, dob 1/2/2015").text

    assert redact(once).text == once
    assert all(token in TOKENS.values() for token in ("[name]", "[school]"))


@pytest.mark.parametrize(
    "unit",
    [
        "1 ",
        "a",
        "a.",
        "@",
        "a@",
        "12 High Xx Yy ",
        "school ",
        "oh ",
        "Aa Bb ",
        "a at b dot ",
        "DY1 1H",
        "my son ",
        "a-",
    ],
)
def test_the_worst_input_takes_no_longer_than_its_length(unit: str) -> None:
    text = (unit * 20_000)[:20_000]
    redact(text[:100])

    # Ten times the length takes about ten times as long; going back and forth in it would take a hundred times.
    # The better of two, since others use this processor too.
    assert min(seconds(text), seconds(text)) < 50 * seconds(text[:2_000]) + 0.1


def seconds(text: str) -> float:
    """How long the processor takes to redact this."""
    started = time.process_time()
    redact(text)
    return time.process_time() - started
