"""What people write to get around a mask, or just write: commas in numbers, letters for digits, dates in words."""

import pytest

from coproduce.voice.redact import redact


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("ring 07700, 900, 123 please", "ring [phone] please"),
        ("ring O77OO 9OO123 please", "ring [phone] please"),
        ("we are in DY1/1HF now", "we are in [postcode] now"),
        ("we are in DYI 1HF now", "we are in [postcode] now"),
        ("his birthday is the third of April 2015", "his birthday is the [date of birth]"),
        ("born on the twenty-first of May", "born on the [date of birth]"),
        ("Kaz from the EHC team rang", "[name] from the EHC team rang"),
        ("my son J@yden waits", "my son [name] waits"),
    ],
)
def test_what_is_written_oddly_is_masked(text: str, masked: str) -> None:
    assert redact(text).text == masked


@pytest.mark.parametrize(
    "text",
    [
        "Staff from the SENDIASS team rang",
        "We waited 01, 02, 03 and 04 weeks",
        "me@home is a scheme",
        "the third of April 2015 was a Friday",
        "Oh no, all 4 of us",
    ],
)
def test_what_only_looks_so_stays(text: str) -> None:
    assert redact(text).text == text
