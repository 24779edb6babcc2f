import pytest

from coproduce.voice.redact import redact
from coproduce.voice.redact_numbers import is_nhs_number, is_pupil_number

PHONES = [
    "07700 900123",
    "07700900123",
    "07700-900-123",
    "07700.900.123",
    "07700/900/123",
    "(01384) 812 345",
    "01384 81 23 45",
    "+44 7700 900123",
    "+447700900123",
    "+44 (0)7700 900 123",
    "0044 7700 900123",
    "020 7946 0018",
    "0 7 7 0 0 9 0 0 1 2 3",
    "o7700 900123",
    "[07700] 900123",
    "+48 601 234 567",
    "+40 721 234 567",
    "zero seven seven double oh nine double oh one two three",
]
NHS_NUMBERS = ["943 476 5919", "943-476-5919", "9434765919", "943.476.5919", "943 4765919"]
BIRTHS = [
    "born on 3rd March 2015",
    "born 3 March 2015",
    "DOB 03/03/15",
    "dob: 3.3.2015",
    "D.O.B. 03-03-2015",
    "date of birth is 2015-03-03",
    "Date of birth March 3rd, 2015",
    "born in March 2015",
    "birthday is on 3rd March",
]


@pytest.mark.parametrize("phone", PHONES)
def test_a_phone_number_is_masked_however_it_is_typed(phone: str) -> None:
    assert redact(f"Please ring {phone} after four.").text == "Please ring [phone] after four."


def test_a_short_number_is_a_phone_number_only_after_words_that_say_so() -> None:
    assert redact("my number is 812 345").text == "my number is [phone]"
    assert redact("there were 812 345 forms").text == "there were 812 345 forms"


@pytest.mark.parametrize("number", NHS_NUMBERS)
def test_an_nhs_number_is_masked(number: str) -> None:
    assert redact(f"It is {number}, I think").text == "It is [NHS number], I think"


def test_ten_digits_with_a_wrong_check_digit_are_an_nhs_number_only_when_called_so() -> None:
    assert not is_nhs_number("9434765918")
    assert redact("ref 9434765918").text == "ref 9434765918"
    assert redact("NHS number 9434765918").text == "NHS number [NHS number]"


def test_a_check_digit_of_ten_is_no_nhs_number() -> None:
    # 4*10 + 1*2 = 42; 11 - 42 % 11 = 2, so a 2 ends it. 1*10 + 1*2 = 12; 11 - 12 % 11 = 10, which no digit is.
    assert is_nhs_number("4000000012")
    assert not any(is_nhs_number(f"100000001{last}") for last in range(10))


def test_a_pupil_number_has_its_check_letter() -> None:
    # Weights 2..13 on 8 0 1 2 0 0 0 0 1 0 0 1: 16 + 4 + 10 + 10 + 13 = 53; 53 mod 23 = 7, the letter H.
    assert is_pupil_number("H801200001001")
    assert not is_pupil_number("A801200001001")
    assert redact("It is H801200001001.").text == "It is [UPN]."
    assert redact("it is h801 2000 01001").text == "it is [UPN]"
    assert redact("His UPN is A801200001001.").text == "His UPN is [UPN]."


def test_an_insurance_number_is_masked() -> None:
    assert redact("NI AB 12 34 56 C").text == "NI [NI number]"


@pytest.mark.parametrize("said", BIRTHS)
def test_a_date_of_birth_is_masked(said: str) -> None:
    masked = redact(f"She was, {said}, in Dudley").text

    assert "[date of birth]" in masked
    assert "2015" not in masked
    assert "3rd" not in masked


def test_a_date_before_the_word_birthday_is_one_too() -> None:
    assert redact("3 March 2015 is his birthday").text == "[date of birth] is his birthday"
