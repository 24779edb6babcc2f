import pytest

from coproduce.voice.redact import redact

SCHOOLS = [
    "Hillcrest Primary School",
    "St Jude's C of E Primary School",
    "St. Jude's Catholic Academy",
    "Oakfield Academy",
    "Hillcrest Special School",
    "Great Oaks Infant School",
    "hillcrest primary school",
    "st jude's primary",
    "Hillcrest Primary",
    "Our Lady and St Jude Catholic Primary School",
    "Hillcrest College",
    "Bright Acorns Nursery",
    "Halesowen Primary",
    "Halesowen College",
    "halesowen primary",
    "Hillcrest High",
]
NO_SCHOOLS = [
    "My Primary School was kind",
    "my Son's School was kind",
    "The School never rang",
    "a mainstream secondary school",
    "at the same school",
    "We looked at eleven schools",
    "He starts high school",
    "Special School places are few",
    "her new nursery is good",
    "Dudley schools are full",
    "Dudley Special School places are few",
    "The Dudley Primary Care team rang",
    "Dudley High Needs funding",
]
ADDRESSES = [
    "12 High Street",
    "12a High St",
    "4 acacia avenue",
    "Flat 3, 12 Oak Road",
    "flat 2 41 Long Meadow Drive",
    "221 Stourbridge Rd",
    "flat 2b, 14 high st",
    "14,High St",
    "fourteen High Street",
    "twenty-one Long Meadow Drive",
]


@pytest.mark.parametrize("school", SCHOOLS)
def test_a_named_school_is_masked(school: str) -> None:
    assert redact(f"She goes to {school} and likes it").text == "She goes to [school] and likes it"


@pytest.mark.parametrize("text", NO_SCHOOLS)
def test_a_school_without_a_name_stays(text: str) -> None:
    assert redact(text).text == text


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_street_address_is_masked(address: str) -> None:
    assert redact(f"We are at {address}, Dudley").text == "We are at [address], Dudley"


def test_a_street_without_a_number_is_masked_where_somebody_lives() -> None:
    assert redact("we live on Acacia Avenue").text == "we live on [address]"
    assert redact("the clinic on Acacia Avenue").text == "the clinic on Acacia Avenue"


@pytest.mark.parametrize(
    "text", ["2 years way too long", "5 minutes walk", "3 people in the way", "10 mile drive", "one long road"]
)
def test_numbers_before_ordinary_words_are_no_address(text: str) -> None:
    assert redact(text).text == text
