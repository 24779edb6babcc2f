"""An officer writes for hours, is signed out meanwhile, sends it, signs in again, and has lost nothing."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from flask import Flask
from sqlmodel import Session, select

from coproduce.accounts.models import Role
from coproduce.rights import complaints
from coproduce.rights.complaint_models import ComplaintEvent
from tests.conftest import PASSWORD
from tests.factories import NOON
from tests.pages import PageClient

SignIn = Callable[[Role], PageClient]
WORDS = "We took the words out on Monday, and wrote to the family. <b>Sorry.</b>"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def address(app: Flask, session: Session) -> str:
    """The page of a complaint that waits for an answer."""
    made = complaints.Made("You published my words.", None, "en", page="/p/", desk="/d/")
    complaints.lodge(session, made, secret=app.config["SETTINGS"].secret_key, nonce="n", now=NOON)
    session.commit()
    return "/manage/complaints/1"


def notes(session: Session) -> list[str]:
    """The notes on the complaint."""
    session.rollback()
    return [event.words for event in session.exec(select(ComplaintEvent)) if event.step == "noted"]


def test_what_was_typed_is_kept_on_the_page_and_sent_again_by_its_button(
    address: str, session: Session, signed_in_as: SignIn, clock: time_machine.Traveller
) -> None:
    officer = signed_in_as(Role.OFFICER)
    typed = {**officer.open(address).hidden_fields(), "words": WORDS}
    clock.shift(timedelta(hours=13))

    refused = officer.post(f"{address}/noted", typed, status=403)
    assert refused.h1 == "You are signed out, and nothing is lost"
    assert WORDS in refused.text
    again = officer.post(f"{address}/noted", refused.hidden_fields(), status=403)
    assert again.hidden_fields()["words"] == WORDS, "Still signed out: still kept."
    officer.send_form("/sign-in", {"email": "officer@example.org", "password": PASSWORD})
    assert notes(session) == [], "Nothing is sent by itself."

    officer.post(f"{address}/noted", again.hidden_fields())
    assert notes(session) == [WORDS]


def test_words_beside_a_file_are_kept_and_the_file_is_named(
    signed_in_as: SignIn, clock: time_machine.Traveller
) -> None:
    officer = signed_in_as(Role.OFFICER)
    hidden = officer.open("/manage/lists").hidden_fields()
    clock.shift(timedelta(hours=13))

    refused = officer.post(
        "/manage/lists", {**hidden, "name": WORDS, "file": (BytesIO(b"email"), "families.csv")}, status=403
    )
    assert refused.hidden_fields()["name"] == WORDS
    assert "Choose this one again" in refused.text
    assert "families.csv" in refused.text


def test_a_form_that_is_not_ours_is_not_kept(
    address: str, signed_in_as: SignIn, clock: time_machine.Traveller
) -> None:
    officer = signed_in_as(Role.OFFICER)
    officer.open(address)
    clock.shift(timedelta(hours=13))

    for fields in ({"words": "forged"}, {"words": "forged", "csrf_token": "made-up"}):
        page = officer.post(f"{address}/noted", fields, status=302)
        assert "/sign-in" in page.response.headers["Location"]


def test_without_a_page_that_waits_signing_in_makes_a_new_token(address: str, signed_in_as: SignIn) -> None:
    officer = signed_in_as(Role.OFFICER)
    before = {**officer.open(address).hidden_fields(), "words": WORDS}
    officer.send_form("/sign-in", {"email": "officer@example.org", "password": PASSWORD})

    officer.post(f"{address}/noted", before, status=400)


def test_a_password_is_not_repeated(signed_in_as: SignIn, clock: time_machine.Traveller) -> None:
    officer = signed_in_as(Role.OFFICER)
    hidden = officer.open("/manage/account/password").hidden_fields()
    clock.shift(timedelta(hours=13))

    answered = officer.post(
        "/manage/account/password", {**hidden, "current": PASSWORD, "password": "x"}, status=302
    )
    assert PASSWORD not in answered.text
