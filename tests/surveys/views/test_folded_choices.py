"""A question of one choice that is shown as a select: the same answers, errors and words as a list of radios."""

import pytest
from sqlalchemy import Engine, select
from sqlmodel import Session

from surveys.definition import DefinitionFaults
from surveys.models import Response
from surveys.parse import parse
from tests.factories_surveys import choice, definition, pulse
from tests.pages import PageClient

ADDRESS = "/s/small"


@pytest.fixture(autouse=True)
def _open(session: Session) -> None:
    pulse(session, raw=definition(choice(look="select"), choice("other")))
    session.commit()


def answers(engine: Engine) -> list[object]:
    with Session(engine) as session:
        return [response.answers for response in session.scalars(select(Response))]


def test_it_begins_with_no_answer(client: PageClient) -> None:
    page = client.open(ADDRESS)

    assert page.chosen("colour") == ""
    assert [attrs["value"] for attrs in page.all("option")] == ["", "red", "blue"]
    assert not any("selected" in attrs for attrs in page.all("option"))
    assert "Choose one" in page.text
    assert [attrs["name"] for attrs in page.all("select")] == ["colour"]


def test_it_has_its_question_and_its_place_as_its_label(client: PageClient) -> None:
    page = client.open(ADDRESS)

    assert page.all("select")[0]["id"] == page.all("label")[0]["for"] == "f-colour"
    assert (
        '<label class="govuk-label" for="f-colour"><span class="place"><bdi>1 of 2</bdi></span>Which colour?'
        in page.html
    )


@pytest.mark.parametrize(("sent", "kept"), [("blue", {"colour": "blue", "other": "red"}), ("", {"other": "red"})])
def test_an_option_is_an_answer_and_the_first_one_is_none(
    client: PageClient, engine: Engine, sent: str, kept: dict[str, str]
) -> None:
    client.send_form(ADDRESS, {"colour": sent, "other": "red"})

    assert answers(engine) == [kept]


def test_nothing_but_unopened_selects_is_an_empty_sheet(client: PageClient, engine: Engine) -> None:
    page = client.send_form(ADDRESS, {"colour": ""}, status=422)

    assert "You have not answered anything yet." in page.text
    assert answers(engine) == []


def test_what_was_chosen_stays_when_something_else_is_wrong(client: PageClient) -> None:
    page = client.send_form(ADDRESS, {"colour": "blue", "other": "green"}, status=422)

    assert page.chosen("colour") == "blue"


@pytest.mark.parametrize("sent", ["green", ["red", "blue"]])
def test_its_error_is_told_and_linked(client: PageClient, engine: Engine, sent: str | list[str]) -> None:
    page = client.send_form(ADDRESS, {"colour": sent, "other": "red"}, status=422)

    control = page.field("colour")
    assert "#f-colour" in page.links
    assert (control["aria-invalid"], control["aria-describedby"].split()) == ("true", ["f-colour-error"])
    assert answers(engine) == []


def test_in_urdu_its_first_option_is_in_urdu(client: PageClient) -> None:
    assert "Choose one" not in client.open(f"{ADDRESS}?lang=ur").text


def test_a_look_that_nobody_knows_is_refused() -> None:
    with pytest.raises(DefinitionFaults) as found:
        parse(definition(choice(look="wheel")))

    assert found.value.faults == (
        "Question 'colour': its look 'wheel' is not known: leave it out, or say 'select'.",
    )


def test_a_question_cannot_take_the_name_of_the_switch() -> None:
    with pytest.raises(DefinitionFaults):
        parse(definition(choice("switch")))
