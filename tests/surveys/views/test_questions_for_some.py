"""A question that is only for some, on one page without JavaScript."""

from typing import Any

import pytest
from sqlmodel import Session, select

from surveys.models import Response
from tests.factories_surveys import choice, definition, pulse
from tests.pages import PageClient

ONLY_RED: dict[str, Any] = {"all_of": [{"question": "colour", "any_of": ["red"]}]}
SHADE = choice("shade", text="Which shade?", show_if=ONLY_RED, hint="The first that comes to mind.")


@pytest.fixture(autouse=True)
def _open(session: Session) -> None:
    pulse(session, raw=definition(choice(), SHADE))
    session.commit()


def test_the_hint_says_first_of_whom_it_is_asked(client: PageClient) -> None:
    page = client.open("/s/small")

    assert "Answer this only if you chose “Red” for “Which colour?”. The first that comes to mind." in page.text


def test_whoever_answers_what_is_not_for_them_is_told_before_it_is_dropped(
    client: PageClient, session: Session
) -> None:
    sent = {"colour": "blue", "shade": "red"}

    page = client.send_form("/s/small", sent, status=422)

    assert "By your other answers this question is not for you" in page.text
    assert (page.checked("colour"), page.checked("shade")) == (["blue"], ["red"])
    assert session.exec(select(Response)).all() == []
    session.rollback()
    client.post("/s/small", {**page.hidden_fields(), **sent})
    assert [response.answers for response in session.exec(select(Response))] == [{"colour": "blue"}]


def test_whoever_mends_the_other_answer_is_asked_no_more(client: PageClient, session: Session) -> None:
    page = client.send_form("/s/small", {"colour": "blue", "shade": "red"}, status=422)

    client.post("/s/small", {**page.hidden_fields(), "colour": "red", "shade": "red"})

    assert [r.answers for r in session.exec(select(Response))] == [{"colour": "red", "shade": "red"}]
