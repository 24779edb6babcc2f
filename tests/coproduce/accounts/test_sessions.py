"""A sign-in is kept on the server: it ends there, and a copy of the cookie is of no use after that."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import Engine, event
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from coproduce.accounts import sessions, sign_in
from coproduce.accounts.models import How, Person, Role, SignIn
from coproduce.accounts.sessions import Gone, Limits, Live
from coproduce.core import audit
from tests.factories import NOON, person
from tests.pages import PageClient

LIMITS = Limits(idle=timedelta(minutes=30), longest=timedelta(hours=12))
EMAIL, PASSWORD = "officer@example.org", "plain-words-for-a-test"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def somebody(session: Session) -> Person:
    found = person(session, email=EMAIL, role=Role.OFFICER, password=PASSWORD)
    session.commit()
    return found


@pytest.fixture
def clock_at_noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def started(session: Session, whose: Person, *, half_way: bool = False, expires_at: datetime | None = None) -> str:
    return sessions.start(
        session, person=whose, how=How.PASSWORD, now=NOON, half_way=half_way, expires_at=expires_at
    )


def found_at(session: Session, token: str, now: datetime, *, half_way: bool = False) -> Live | Gone:
    return sessions.look_up(session, token=token, now=now, limits=LIMITS, half_way=half_way)


def signed_in(client: PageClient) -> PageClient:
    client.send_form("/sign-in", {"email": EMAIL, "password": PASSWORD})
    client.open("/manage")
    return client


def test_the_database_holds_no_token_that_would_open_anything(session: Session, somebody: Person) -> None:
    token = started(session, somebody)

    kept = session.exec(select(SignIn)).one()
    assert token not in str(kept.model_dump())
    assert isinstance(found_at(session, token, NOON), Live)
    assert found_at(session, kept.token_hash, NOON) is Gone.ENDED


def test_it_ends_when_nothing_happens(session: Session, somebody: Person) -> None:
    token = started(session, somebody)

    assert isinstance(found_at(session, token, NOON + 29 * MINUTE), Live)
    assert found_at(session, token, NOON + 30 * MINUTE) is Gone.IDLE


def test_it_ends_after_the_longest_time_however_much_happens(session: Session, somebody: Person) -> None:
    token = started(session, somebody)
    kept = session.exec(select(SignIn)).one()
    kept.last_seen_at = NOON + timedelta(hours=12) - MINUTE
    session.flush()

    assert isinstance(found_at(session, token, NOON + timedelta(hours=12) - MINUTE), Live)
    assert found_at(session, token, NOON + timedelta(hours=12)) is Gone.TOO_LONG


def test_one_with_a_time_of_its_own_ends_then(session: Session, somebody: Person) -> None:
    token = started(session, somebody, expires_at=NOON + 10 * MINUTE)

    assert isinstance(found_at(session, token, NOON + 9 * MINUTE), Live)
    assert found_at(session, token, NOON + 10 * MINUTE) is Gone.TIME_UP


def test_a_new_role_or_a_new_password_ends_it_whoever_makes_the_change(session: Session, somebody: Person) -> None:
    token = started(session, somebody)
    before = somebody.password_hash

    somebody.role = Role.ADMIN
    session.flush()
    assert found_at(session, token, NOON) is Gone.CHANGED

    somebody.role, somebody.password_hash = Role.OFFICER, "another"
    session.flush()
    assert found_at(session, token, NOON) is Gone.CHANGED

    somebody.password_hash = before
    session.flush()
    assert isinstance(found_at(session, token, NOON), Live)


def test_somebody_who_has_left_is_signed_in_nowhere(session: Session, somebody: Person) -> None:
    token = started(session, somebody)
    somebody.active = False
    session.flush()

    assert found_at(session, token, NOON) is Gone.ENDED


def test_half_way_opens_only_the_second_step(session: Session, somebody: Person) -> None:
    token = started(session, somebody, half_way=True)

    assert found_at(session, token, NOON) is Gone.ENDED
    assert isinstance(found_at(session, token, NOON, half_way=True), Live)
    assert sessions.live(session, person_id=somebody.id or 0, now=NOON, limits=LIMITS) == []


def test_all_others_can_be_ended_and_the_audit_says_who_did_it(session: Session, somebody: Person) -> None:
    here, elsewhere, long_ago = (started(session, somebody) for _ in range(3))
    mine = session.exec(select(SignIn).where(SignIn.token_hash == sessions.hash_of(here))).one()

    ended = sessions.end_all(session, person_id=somebody.id or 0, by=EMAIL, role="officer", now=NOON, but=mine.id)

    assert ended == 2
    assert isinstance(found_at(session, here, NOON), Live)
    assert found_at(session, elsewhere, NOON) is found_at(session, long_ago, NOON) is Gone.ENDED
    last = list(audit.entries(session))[-1]
    assert (last.act, last.by, last.about) == ("sign-in.ended", EMAIL, f"person:{somebody.id}")
    assert last.facts == {"which": "all", "ended": "2"}


def test_nobody_ends_a_sign_in_of_somebody_else(session: Session, somebody: Person) -> None:
    token = started(session, somebody)
    other = person(session, email="other@example.org")
    theirs = session.exec(select(SignIn)).one()

    ended = sessions.end(session, sign_in_id=theirs.id or 0, person_id=other.id or 0, by="other", now=NOON)

    assert not ended
    assert isinstance(found_at(session, token, NOON), Live)


def test_where_somebody_is_signed_in_leaves_out_what_is_over(session: Session, somebody: Person) -> None:
    started(session, somebody)
    token = started(session, somebody)
    kept = session.exec(select(SignIn).where(SignIn.token_hash == sessions.hash_of(token))).one()
    kept.last_seen_at = NOON + 20 * MINUTE
    session.flush()

    def ids(now: datetime) -> list[int | None]:
        return [one.id for one in sessions.live(session, person_id=somebody.id or 0, now=now, limits=LIMITS)]

    assert len(ids(NOON + 20 * MINUTE)) == 2
    assert ids(NOON + 40 * MINUTE) == [kept.id]


def test_one_may_not_expire_before_it_starts(session: Session, somebody: Person) -> None:
    with pytest.raises(IntegrityError, match=r"ck_sign_ins_expires_later|expires_later"):
        started(session, somebody, expires_at=NOON)


def test_a_token_is_there_once(session: Session, somebody: Person) -> None:
    started(session, somebody)
    kept = session.exec(select(SignIn)).one()
    session.add(SignIn(**{**kept.model_dump(), "id": None}))

    with pytest.raises(IntegrityError, match=r"uq_sign_ins_token_hash|token_hash"):
        session.flush()


def test_a_copied_cookie_is_refused_after_sign_out(app: Flask, client: PageClient, somebody: Person) -> None:
    signed_in(client)
    copied = client.browser.get_cookie("session")
    assert copied is not None
    thief = PageClient(app)
    thief.browser.set_cookie("session", copied.value)
    thief.open("/manage")

    out = client.follow(client.post("/sign-out", client.open("/manage").hidden_fields()))
    assert "You are signed out." in out.text

    thief.browser.set_cookie("session", copied.value)
    refused = thief.open("/manage", status=302)
    assert "/sign-in" in refused.response.headers["Location"]
    assert "Your sign-in here was ended" in thief.open("/sign-in").text


def test_signing_in_gives_a_new_token_and_leaves_nothing_of_the_one_before(
    client: PageClient, session: Session, somebody: Person
) -> None:
    signed_in(client)
    with client.browser.session_transaction() as before:
        first = before["sign_in"]
    client.send_form("/sign-in", {"email": EMAIL, "password": PASSWORD})
    with client.browser.session_transaction() as after:
        second = after["sign_in"]

    assert first != second
    session.rollback()
    assert found_at(session, first, NOON) is Gone.ENDED


def test_the_sign_in_page_says_why_and_leads_back_to_the_page(
    client: PageClient, somebody: Person, clock_at_noon: time_machine.Traveller
) -> None:
    signed_in(client)
    clock_at_noon.shift(31 * 60)

    asked = client.open("/manage/plan?sort=code", status=302)
    again = client.follow(asked)

    assert "You were signed out because nothing happened for 30 minutes." in again.text
    back = client.post(
        asked.response.headers["Location"], {**again.hidden_fields(), "email": EMAIL, "password": PASSWORD}
    )
    assert back.response.headers["Location"] == "/manage/plan?sort=code"
    assert "You were signed out" not in client.open("/sign-in").text


def test_whoever_sent_a_form_too_late_comes_back_to_the_form(
    client: PageClient, somebody: Person, clock_at_noon: time_machine.Traveller
) -> None:
    signed_in(client)
    fields = client.open("/manage").hidden_fields()
    clock_at_noon.shift(31 * 60)

    sent = client.browser.post(
        "/manage/replies/1/sign", data=fields, headers={"Referer": "https://x.example/manage/replies/1?a=b"}
    )
    assert sent.headers["Location"] == "/sign-in?next=/manage/replies/1?a%3Db"


def test_work_goes_on_past_half_an_hour_while_something_happens(
    client: PageClient, session: Session, somebody: Person, clock_at_noon: time_machine.Traveller
) -> None:
    signed_in(client)
    for _ in range(5):
        clock_at_noon.shift(20 * 60)
        client.open("/manage")

    session.rollback()
    assert session.exec(select(SignIn)).one().last_seen_at == NOON + timedelta(minutes=100)


def test_the_time_is_written_at_most_once_a_minute(
    client: PageClient, engine: Engine, somebody: Person, clock_at_noon: time_machine.Traveller
) -> None:
    signed_in(client)
    written = statements(engine, lambda: client.open("/manage"))
    clock_at_noon.shift(61)
    later = statements(engine, lambda: [client.open("/manage"), client.open("/manage")])

    assert [line for line in written if line.startswith("UPDATE sign_ins")] == []
    assert len([line for line in later if line.startswith("UPDATE sign_ins")]) == 1


def test_a_family_costs_no_question_about_who_they_are(client: PageClient, engine: Engine) -> None:
    client.open("/help-now")  # the first page asks once whether this is sample data

    assert statements(engine, lambda: client.open("/help-now")) == []
    assert not [line for line in statements(engine, lambda: client.open("/surveys")) if "sign_ins" in line]


def test_a_new_password_from_the_command_line_ends_every_sign_in(session: Session, somebody: Person) -> None:
    token = started(session, somebody)

    sign_in.reset_password(session, email=EMAIL, password="another-one", by="command", now=NOON, cheap=True)

    assert found_at(session, token, NOON) is Gone.ENDED


def statements(engine: Engine, act: Callable[[], object]) -> list[str]:
    """What the database is asked while this happens."""
    seen: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        act()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return [line for line in seen if not line.startswith("BEGIN")]
