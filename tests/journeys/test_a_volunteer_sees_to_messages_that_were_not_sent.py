"""A volunteer sees which messages could not be sent, and has each sent again or tells people another way."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import Session, select

from coproduce.accounts.models import Role
from coproduce.core import audit, clock, db
from coproduce.core.contact import Contact
from coproduce.outbox import given_up
from coproduce.outbox.models import Message, MessageState
from tests.messages import FACTS, message, queued, with_test_messages
from tests.pages import Page, PageClient

PAGE = "/manage/messages"
BOTH = Contact(email="parent@example.org", mobile="07700900123")


def not_sent(
    engine: Engine, *, reference: str = "tests/reminder/1", fault: str = "bad_address", **changes: Any
) -> int:
    """A message that could not be sent; its number."""
    queued(engine, reference=reference, to=BOTH)
    with db.transaction(engine) as session:
        found = session.exec(select(Message).where(Message.reference == reference)).one()
        given = {"state": MessageState.GIVEN_UP, "ended_at": clock.now(), "fault": fault, "tries": 1}
        for name, value in {**given, **changes}.items():
            setattr(found, name, value)
        return found.id or 0


def press(browser: PageClient, number: int, act: str, *, status: int = 303) -> Page:
    """Press one of a message's buttons."""
    return browser.post(f"{PAGE}/{number}/{act}", browser.open(PAGE).hidden_fields(), status=status)


def last_act(session: Session) -> tuple[str, str, str]:
    """The newest entry of the audit about messages."""
    entry = next(audit.entries(session, act="messages.", newest_first=True))
    return entry.act, entry.by, entry.about


@pytest.fixture
def volunteer(app: Flask, signed_in_as: Callable[[Role], PageClient]) -> PageClient:
    """Somebody of the Forum."""
    with_test_messages(app)
    return signed_in_as(Role.FORUM)


def test_their_first_page_says_so_and_the_list_says_why(volunteer: PageClient, engine: Engine) -> None:
    not_sent(engine)

    assert "1 message could not be sent" in volunteer.open("/manage").text
    page = volunteer.open(PAGE)
    assert "Reminder Nobody can be reached at this email address." in page.text
    assert "p•••@example.org" in page.text
    assert "parent@" not in page.html
    assert "Brierley Hill" not in page.html


def test_sent_again_it_starts_from_the_beginning(volunteer: PageClient, engine: Engine, session: Session) -> None:
    number = not_sent(engine, fault="crashed", unsure=True)
    assert "It was perhaps sent" in volunteer.open(PAGE).text

    page = volunteer.follow(press(volunteer, number, "again"))

    assert "The message is sent again" in page.text
    waiting = message(engine)
    assert (waiting.state, waiting.tries, waiting.unsure, waiting.fault) == (MessageState.WAITING, 0, False, "")
    assert waiting.facts == FACTS
    assert last_act(session) == ("messages.sent_again", "forum@example.org", f"message:{number}")


def test_told_another_way_it_is_off_the_list_and_forgets_what_it_said(
    volunteer: PageClient, engine: Engine, session: Session
) -> None:
    number = not_sent(engine)

    page = volunteer.follow(press(volunteer, number, "told"))

    assert "Every message was sent." in page.text
    assert (message(engine).facts, message(engine).state) == ({}, MessageState.GIVEN_UP)
    assert last_act(session)[0] == "messages.told"


def test_whom_it_is_for_is_shown_to_who_asks_and_that_is_written_down(
    volunteer: PageClient, engine: Engine, session: Session
) -> None:
    number = not_sent(engine)

    page = press(volunteer, number, "whom", status=200)

    assert "parent@example.org" in page.text
    assert "+447700900123" in page.text
    assert last_act(session) == ("messages.contact_seen", "forum@example.org", f"message:{number}")
    assert "parent@" not in volunteer.open(PAGE).text


def test_two_volunteers_at_once_do_not_send_it_twice(volunteer: PageClient, engine: Engine) -> None:
    number = not_sent(engine)
    press(volunteer, number, "again")

    page = volunteer.follow(press(volunteer, number, "told"))

    assert "Somebody else has seen to that message" in page.text
    assert message(engine).state is MessageState.WAITING


@pytest.mark.parametrize(
    "late",
    [
        {"fault": "expired", "facts": {}},
        {"expires_at": clock.now() - timedelta(minutes=1)},
        {"ended_at": clock.now() - given_up.REMEMBERED - timedelta(minutes=1)},
    ],
)
def test_what_it_is_too_late_for_cannot_be_sent_again(
    volunteer: PageClient, engine: Engine, late: dict[str, Any]
) -> None:
    number = not_sent(engine, **late)
    assert "Send it again" not in volunteer.open(PAGE).text

    page = volunteer.follow(press(volunteer, number, "again"))

    assert "It is too late to send that message" in page.text
    assert message(engine).state is MessageState.GIVEN_UP


def test_messages_to_people_who_sign_in_are_for_an_administrator(
    app: Flask, volunteer: PageClient, signed_in_as: Callable[[Role], PageClient], engine: Engine
) -> None:
    kinds = app.extensions["messages"]
    kinds["tests/reminder"] = replace(kinds["tests/reminder"], staff_only=True)
    number = not_sent(engine)

    assert "Every message was sent." in volunteer.open(PAGE).text
    assert "could not be sent" not in volunteer.open("/manage").text
    assert "Somebody else" in volunteer.follow(press(volunteer, number, "whom")).text
    assert "Nobody can be reached" in signed_in_as(Role.ADMIN).open(PAGE).text


def test_after_two_weeks_it_forgets_what_it_said(app: Flask, engine: Engine) -> None:
    with_test_messages(app)
    not_sent(engine, reference="old", ended_at=clock.now() - given_up.REMEMBERED)
    not_sent(engine, reference="new")

    result = app.test_cli_runner().invoke(args=["jobs", "run", "forget-messages"])

    assert result.exit_code == 0, result.output
    assert (message(engine, "old").facts, message(engine, "new").facts) == ({}, FACTS)


def test_messages_that_are_over_are_erased_in_time(app: Flask, engine: Engine) -> None:
    long_ago = clock.now() - timedelta(days=91)
    not_sent(engine, reference="old", ended_at=long_ago)
    not_sent(engine, reference="new")
    queued(engine, reference="waits", now=long_ago)

    result = app.test_cli_runner().invoke(args=["retention", "run"])

    assert result.exit_code == 0, result.output
    with db.reading(engine) as session:
        assert set(session.exec(select(Message.reference)).all()) == {"new", "waits"}


def test_what_leads_and_people_who_sign_in_are_told_is_no_matter_for_volunteers(app: Flask) -> None:
    kinds = app.extensions["messages"].values()

    told_to_staff = {kind.template for kind in kinds if kind.staff_only}
    assert {"safeguarding/waiting", "rights/complaint_harm", "accounts/password_reset"} <= told_to_staff
    assert {kind.template for kind in kinds if kind.template.startswith("rights/complaint_")} <= told_to_staff
