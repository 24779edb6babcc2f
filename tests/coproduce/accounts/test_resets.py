"""A forgotten password: the page tells nothing, the link works once, and everything else ends."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import Engine, event
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from coproduce.accounts import resets, sign_in
from coproduce.accounts.links import PasswordReset, ResetRequest
from coproduce.accounts.models import Person
from coproduce.accounts.resets import NoSuchReset, TooManyAsk
from coproduce.core import audit, clock, db
from coproduce.outbox.models import Message
from coproduce.web.jobs import find_job, run_job
from tests.factories import NOON, person
from tests.factories_accounts import SITE, last_link
from tests.pages import PageClient

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
EMAIL = "officer@example.org"
PASSWORD = "plain-words-for-a-test"
GOOD = "lantern-otter-marmalade"
RESET = "accounts/password_reset"


def ask(
    session: Session, email: str = EMAIL, *, after: timedelta = timedelta(), network: str = "192.0.2.1"
) -> None:
    resets.ask(session, email=email, network=network, language="en", secret="s", now=NOON + after)


def answer(session: Session, *, after: timedelta = timedelta()) -> str:
    return resets.answer_due(session, base_url=SITE, now=NOON + after)


def sent(session: Session) -> list[str]:
    return [message.template for message in session.exec(select(Message).order_by("id")).all()]


def new_token(session: Session) -> str:
    ask(session)
    answer(session)
    return last_link(session, template=RESET).removeprefix("/reset-password/")


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """The statements that the database is given while the block lasts."""
    said: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        said.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield said
    event.remove(engine, "before_cursor_execute", note)


def test_whoever_signs_in_gets_a_link_and_nobody_else_does(session: Session) -> None:
    person(session, email=EMAIL)
    left = person(session, email="left@example.org")
    left.active = False
    for email in (EMAIL, "left@example.org", "nobody@example.org"):
        ask(session, email)

    assert answer(session) == "3 forgotten passwords answered, 1 with a link"
    assert [(m.template, m.email) for m in session.exec(select(Message))] == [(RESET, EMAIL)]
    assert [request.email for request in session.exec(select(ResetRequest))] == ["", "", ""]
    assert answer(session) == "0 forgotten passwords answered, 0 with a link"


def test_the_page_does_the_same_work_for_every_address(
    client: PageClient, engine: Engine, session: Session
) -> None:
    person(session, email=EMAIL)
    session.commit()
    fields = client.open("/forgotten-password").hidden_fields()

    with statements(engine) as known:
        first = client.post("/forgotten-password", {**fields, "email": EMAIL})
    with statements(engine) as unknown:
        second = client.post("/forgotten-password", {**fields, "email": "nobody@example.org"})

    assert known == unknown
    assert any("reset_requests" in statement for statement in known)
    assert not any("people" in statement for statement in known)
    assert first.response.headers["Location"] == second.response.headers["Location"]
    assert client.follow(first).h1 == "Look in your email"


def test_an_address_is_written_to_three_times_an_hour_at_most(session: Session) -> None:
    person(session, email=EMAIL)
    for minute in range(10):
        ask(session, EMAIL.upper() if minute % 2 else EMAIL, after=minute * MINUTE)
        answer(session)
    assert len(sent(session)) == 3

    ask(session, after=HOUR + MINUTE)
    answer(session, after=HOUR + MINUTE)
    assert len(sent(session)) == 4


def test_a_network_that_asks_far_too_often_waits_and_no_other_does(session: Session) -> None:
    person(session, email=EMAIL)
    for number in range(resets.MOST_FOR_NETWORK):
        ask(session, f"n{number}@example.org", after=number * timedelta(seconds=1))

    with pytest.raises(TooManyAsk) as waits:
        ask(session, after=MINUTE)
    assert waits.value.wait == HOUR - MINUTE
    ask(session, after=MINUTE, network="198.51.100.7")
    answer(session, after=MINUTE)
    assert sent(session) == [RESET]
    ask(session, "another@example.org", after=HOUR)


def test_a_stranger_who_asks_without_end_keeps_nobody_from_a_link(session: Session) -> None:
    person(session, email=EMAIL)
    for number in range(60):
        ask(session, after=number * MINUTE, network=f"192.0.2.{number}")
        answer(session, after=number * MINUTE)
    assert len(sent(session)) == 3

    ask(session, after=HOUR + MINUTE, network="198.51.100.7")
    answer(session, after=HOUR + MINUTE)
    assert len(sent(session)) == 4


def test_the_page_says_how_long_a_network_waits_and_keeps_what_was_typed(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.rollback()  # on SQLite one writes at a time
    monkeypatch.setattr(resets, "MOST_FOR_NETWORK", 1)
    browser = PageClient(app)
    browser.browser.environ_base["REMOTE_ADDR"] = "192.0.2.1"
    browser.send_form("/forgotten-password", {"email": "nobody@example.org"})

    page = browser.send_form("/forgotten-password", {"email": EMAIL}, status=429)

    assert "Wait 60 minutes, then try again." in page.text
    assert page.field("email")["value"] == EMAIL


def test_a_link_sets_a_new_password_and_the_person_is_told(session: Session) -> None:
    someone = person(session, email=EMAIL)
    token = new_token(session)

    resets.set_password(session, token=token, password_hash="new", now=NOON + MINUTE)

    assert someone.password_hash == "new"
    assert sent(session) == [RESET, "accounts/password_was_set"]
    assert [entry.act for entry in audit.entries(session)] == ["people.reset_link_sent", "people.password_reset"]


def test_a_link_works_once_and_closes_every_other(session: Session) -> None:
    person(session, email=EMAIL)
    first, second = new_token(session), new_token(session)

    resets.set_password(session, token=second, password_hash="new", now=NOON)

    for token in (first, second):
        with pytest.raises(NoSuchReset):
            resets.set_password(session, token=token, password_hash="newer", now=NOON)


def test_a_password_that_was_changed_meanwhile_closes_the_link(session: Session) -> None:
    someone = person(session, email=EMAIL)
    before_own, own = new_token(session), someone.id or 0
    sign_in.change_own_password(session, person_id=own, password_hash="own", now=NOON)
    before_command = new_token(session)
    sign_in.reset_password(session, email=EMAIL, password="plain words", by="command", now=NOON, cheap=True)

    for token in (before_own, before_command):
        with pytest.raises(NoSuchReset):
            resets.look_at(session, token=token, now=NOON)


def test_a_link_is_good_for_an_hour(session: Session) -> None:
    person(session, email=EMAIL)
    token = new_token(session)

    resets.look_at(session, token=token, now=NOON + HOUR - timedelta(seconds=1))
    with pytest.raises(NoSuchReset):
        resets.look_at(session, token=token, now=NOON + HOUR)


def test_who_has_left_sets_no_password(session: Session) -> None:
    someone = person(session, email=EMAIL)
    token = new_token(session)
    someone.active = False
    session.flush()

    with pytest.raises(NoSuchReset):
        resets.set_password(session, token=token, password_hash="new", now=NOON)


def test_a_link_that_is_opened_twice_at_once_sets_one_password(engine: Engine, session: Session) -> None:
    person(session, email=EMAIL)
    token = new_token(session)
    session.commit()
    start = Barrier(2)

    def open_it(number: int) -> str:
        start.wait(10)
        try:
            with db.transaction(engine) as own:
                resets.set_password(own, token=token, password_hash=f"new-{number}", now=NOON)
        except NoSuchReset:
            return "closed"
        return "set"

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(open_it, range(2))) == ["closed", "set"]


def test_the_database_refuses_what_must_never_be(session: Session) -> None:
    someone = person(session, email=EMAIL)
    new_token(session)
    for change in (
        ResetRequest(mark="m", email="", language="en", asked_at=NOON),
        ResetRequest(mark="m", email=EMAIL, language="en", asked_at=NOON, answered_at=NOON),
        PasswordReset(token_hash="t", person_id=someone.id or 0, language="en", sent_at=NOON, expires_at=NOON),
    ):
        with pytest.raises(IntegrityError), session.begin_nested():
            session.add(change)


def test_through_the_pages_from_asking_to_signing_in(app: Flask, engine: Engine, session: Session) -> None:
    person(session, email=EMAIL, password=PASSWORD)
    session.commit()
    thief = PageClient(app)
    thief.send_form("/sign-in", {"email": EMAIL, "password": PASSWORD})
    browser = PageClient(app)
    assert "/forgotten-password" in browser.open("/sign-in").links

    browser.send_form("/forgotten-password", {"email": EMAIL})
    job = find_job(app.extensions["jobs"], "answer-forgotten-passwords")
    with app.app_context():
        run_job(engine, job, now=clock.now())
    session.rollback()
    link = last_link(session, template=RESET)
    poor = browser.send_form(link, {"password": "officer"}, status=422)
    assert "Make it 12 letters or longer." in poor.text
    done = browser.follow(browser.send_form(link, {"password": GOOD}))

    assert done.h1 == "Your new password is kept"
    assert browser.open(link, status=410).h1 == "This link sets no password any more"
    thief.open("/manage", status=302)
    browser.send_form("/sign-in", {"email": EMAIL, "password": PASSWORD}, status=422)
    browser.send_form("/sign-in", {"email": EMAIL, "password": GOOD})
    browser.open("/manage")


def test_opening_a_link_changes_nothing(client: PageClient, session: Session) -> None:
    client.open("/reset-password/never-sent", status=410)
    client.open("/reset-password")
    session.rollback()
    assert session.exec(select(Person)).all() == []


def test_what_is_no_address_is_asked_for_again(client: PageClient, session: Session) -> None:
    page = client.send_form("/forgotten-password", {"email": "officer"}, status=422)

    assert "Enter a whole email address" in page.text
    assert page.field("email")["value"] == "officer"
