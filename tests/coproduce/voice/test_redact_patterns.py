import pytest

from coproduce.voice.redact import redact

EMAILS = [
    "jane.smith@example.org",
    "JANE_SMITH99@EXAMPLE.CO.UK",
    "jane+send@example.org",
    "jane @ example.org",
    "jane.smith at hotmail.co.uk",
    "jane dot smith at gmail dot com",
    "jane (at) example.com",
    "jane[at]example[dot]com",
    "o'brien@example.org",
    "żaneta@example.pl",
]
POSTCODES = [
    "DY1 1HF",
    "dy11hf",
    "dy1 1hf",
    "DY11HF",
    "B62 8AN",
    "b628an",
    "WV14 0AB",
    "SW1A 1AA",
    "DY1-1HF",
    "D Y 1 1 H F",
]


@pytest.mark.parametrize("email", EMAILS)
def test_an_email_address_is_masked_however_it_is_typed(email: str) -> None:
    assert redact(f"Write to {email} please").text == "Write to [email] please"


@pytest.mark.parametrize("text", ["Look at dudley.gov.uk first", "We met at school. Com e on", "Me @ home"])
def test_words_around_at_are_not_an_address(text: str) -> None:
    assert redact(text).text == text


@pytest.mark.parametrize("postcode", POSTCODES)
def test_a_postcode_is_masked(postcode: str) -> None:
    assert redact(f"We live in {postcode} now").text == "We live in [postcode] now"


def test_half_a_postcode_is_masked_when_it_is_called_one() -> None:
    assert redact("My postcode is DY5").text == "My postcode is [postcode]"


@pytest.mark.parametrize("text", ["Year 5 3rd set", "A1 2nd hand", "we came at b4 2pm", "Key stage KS2 2AB"])
def test_letters_and_digits_of_other_kinds_stay(text: str) -> None:
    assert redact(text).text == text


def test_a_link_to_a_page_may_name_somebody_and_a_front_page_does_not() -> None:
    assert redact("see facebook.com/jane.smith.99.").text == "see [link]."
    assert redact("see https://www.example.org/people/jane?x=1").text == "see [link]"
    assert redact("see https://www.example.org/").text == "see https://www.example.org/"


def test_an_account_is_a_name() -> None:
    assert redact("message @janesmith99 instead").text == "message [name] instead"
