"""Which rows of a list name somebody who can be asked, and why the others do not."""

import pytest

from coproduce.core.contact import Channel, Contact
from surveys.reach.reading import Entry, Reject, Why, merged, read, unknown_columns
from surveys.transfer.tables import Row


def row(**cells: str) -> Row:
    return Row(2, {name.replace("_", " "): cell for name, cell in cells.items()})


def test_an_email_a_mobile_or_an_address_is_enough() -> None:
    assert read(row(Email="parent@example.org")) == Entry(Contact(email="parent@example.org"), "en")
    assert read(row(mobile="07700 900123", language="Urdu")) == Entry(Contact(mobile="07700900123"), "ur")
    found = read(
        row(address_line_1="The family at", address_line_2="1 High Street", postcode="DY1 1AA", body="NHS")
    )
    assert found == Entry(Contact(post="The family at\n1 High Street\nDY1 1AA"), "en", "NHS")


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"language": "ur"}, Why.NOTHING),
        ({"email": "parent at example.org"}, Why.EMAIL),
        ({"email": "parent@example"}, Why.EMAIL),
        ({"email": "a" * 250 + "@example.org"}, Why.EMAIL),
        ({"mobile": "01384 123456"}, Why.MOBILE),
        ({"mobile": "07700 90012"}, Why.MOBILE),
        ({"address": "DY1 1AA"}, Why.ADDRESS),
        ({"address": "\n".join(["line"] * 8)}, Why.ADDRESS),
        ({"address": "x" * 71 + "\nDY1 1AA"}, Why.ADDRESS),
        ({"address": "Mrs A Example\n1 High Street"}, Why.NAMED),
        ({"email": "parent@example.org", "language": "Klingon"}, Why.LANGUAGE),
        ({"email": "parent@example.org", "body": "x" * 81}, Why.BODY),
    ],
)
def test_a_row_that_cannot_be_taken_is_named_with_its_reason(cells: dict[str, str], why: Why) -> None:
    assert read(Row(7, cells)) == Reject(7, why)


def test_a_row_with_more_cells_than_columns_is_not_guessed_at() -> None:
    assert read(Row(3, {"email": "parent@example.org"}, is_ragged=True)) == Reject(3, Why.RAGGED)


def test_a_column_that_a_list_does_not_have_is_named() -> None:
    assert unknown_columns(["E-mail", "Child's name", "postcode"]) == ("Child's name",)


def test_two_rows_about_one_family_are_one_with_all_its_ways() -> None:
    both = merged(
        Entry(Contact(email="parent@example.org"), "ur"),
        Entry(Contact(email="PARENT@example.org", mobile="07700 900123"), "en"),
    )

    assert both == Entry(Contact(email="parent@example.org", mobile="07700 900123"), "ur")
    assert both.contact.channel is Channel.EMAIL
