"""A contact knows its way, comes in one shape, and shows little of itself."""

import pytest

from coproduce.core.contact import Channel, Contact


def test_email_comes_before_a_text_message_and_that_before_a_letter() -> None:
    everything = Contact(email="a@example.org", mobile="07700900123", post="A\n1 Road\nDY1 1AA")

    assert everything.channels == (Channel.EMAIL, Channel.SMS, Channel.LETTER)
    assert Contact(mobile="07700900123", post="A\n1 Road").channel is Channel.SMS
    assert Contact(post="A\n1 Road").channel is Channel.LETTER


def test_nothing_to_go_by_is_no_contact() -> None:
    with pytest.raises(ValueError, match="needs an email address"):
        Contact(email="  ")


@pytest.mark.parametrize("typed", ["07700 900 123", "+44 7700 900123", "0044 (7700) 900-123", "+447700900123"])
def test_one_number_however_typed(typed: str) -> None:
    assert Contact(mobile=typed).mobile == "+447700900123"


def test_the_case_of_an_address_does_not_matter() -> None:
    assert Contact(email=" Parent@Example.org ").plain(Channel.EMAIL) == "parent@example.org"


def test_it_masks_itself() -> None:
    assert Contact(email="parent@example.org").masked == "p•••@example.org"
    assert Contact(mobile="07700900123").masked == "••• 123"
    assert Contact(post="A Parent\n1 Road\nDY1 1AA\n").masked == "••• DY1 1AA"
