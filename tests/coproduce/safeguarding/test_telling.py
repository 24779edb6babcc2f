"""The lead is told at once and without the words; when nobody acts the next one is told; each telling once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from coproduce.accounts.models import Person, Role
from coproduce.core import db
from coproduce.core.working_time import WorkingTime
from coproduce.outbox.models import Message
from coproduce.outbox.render import Writer
from coproduce.safeguarding import concerns, steps, telling
from coproduce.safeguarding.hours import Rules
from coproduce.safeguarding.models import ConcernOutcome, ConcernStep, Cover, EscalationContact, LeadMobile, Step
from tests.factories import NOON, person
from tests.factories_voice import comment

WORDS = "He comes home with bruises and says the driver did it."
RULES = Rules(WorkingTime(), timedelta(hours=4))
LINK = "https://coproduce.example.org/manage/concerns"
ONE, TWO, TEAM = "one@example.org", "two@example.org", "team@example.org"
HOUR = timedelta(hours=1)
TEN = NOON.replace(hour=10)


@pytest.fixture(autouse=True)
def _rota(session: Session) -> None:
    one, two = (person(session, email=email, role=Role.SAFEGUARDING) for email in (ONE, TWO))
    session.add(LeadMobile(person_id=one.id or 0, mobile="+447700900123"))
    session.add(EscalationContact(title="Duty team", email=TEAM, said_by="a@example.org", said_at=NOON))
    for place, who in enumerate((one, two), 1):
        day = NOON.date()
        session.add(
            Cover(
                person_id=who.id or 0,
                starts_on=day,
                ends_on=day + timedelta(days=30),
                place=place,
                said_by="a@example.org",
                said_at=NOON,
            )
        )
    session.commit()


def flagged(session: Session) -> UUID:
    made = comment(session, text=WORDS, source="parent-pulse", concern=True, concern_kinds=("sexual",)).id
    session.commit()
    return made


def tell(session: Session, now: datetime = TEN) -> str:
    said = telling.tell(session, rules=RULES, link=LINK, now=now)
    session.commit()
    return said


def sent(session: Session) -> list[tuple[str, str]]:
    """Who was told, on which way, in order."""
    messages = session.exec(select(Message).order_by(col(Message.id))).all()
    return [(message.email or message.mobile, message.channel.value) for message in messages]


def test_the_lead_is_told_at_once_by_email_and_by_text_message(session: Session) -> None:
    flagged(session)

    assert tell(session) == "New concerns: 1. Messages to leads: 2."

    assert sent(session) == [(ONE, "email"), ("+447700900123", "sms")]
    assert all(message.urgent for message in session.exec(select(Message)))


def test_a_message_holds_nothing_of_the_comment(session: Session, app: Flask) -> None:
    comment_id = flagged(session)
    tell(session)

    for message in session.exec(select(Message)):
        with app.app_context():
            written = Writer.here().write(message, now=TEN)
        whole = f"{written.subject} {written.text} {written.html} {message.facts} {message.reference}"
        for secret in (WORDS, "bruise", "parent-pulse", str(comment_id), "sexual", "2026-11"):
            assert secret not in whole
        assert LINK in written.text


def test_each_lead_is_told_in_the_language_of_their_last_sign_in(session: Session, app: Flask) -> None:
    session.exec(select(Person).where(Person.email == ONE)).one().language = "ur"
    flagged(session)
    tell(session)
    tell(session, TEN + timedelta(hours=4))

    told = {message.email: message for message in session.exec(select(Message))}
    assert {email: message.language for email, message in told.items() if email} == {ONE: "ur", TWO: "en"}
    with app.app_context():
        written = Writer.here().write(told[ONE], now=TEN)
    assert 'dir="rtl"' in written.html
    assert "child is at risk" not in written.text


def test_repeated_runs_tell_once(session: Session) -> None:
    flagged(session)

    for minute in range(3):
        tell(session, TEN + timedelta(minutes=minute))

    assert len(sent(session)) == 2


def test_two_workers_that_run_at_once_tell_once(session: Session, engine: Engine) -> None:
    for _ in range(5):
        flagged(session)
    together = Barrier(2)

    def run(_number: int) -> None:
        together.wait()
        with db.transaction(engine) as own:
            telling.tell(own, rules=RULES, link=LINK, now=TEN)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, range(2)))

    told = session.exec(select(ConcernStep).where(ConcernStep.step == Step.TOLD)).all()
    assert len({step.comment_id for step in told}) == len(told) == 5
    by_email = [message.facts["new"] for message in session.exec(select(Message)) if message.email]
    assert sum(int(count) for count in by_email) == 5


def test_many_that_come_together_are_one_message(session: Session) -> None:
    for _ in range(30):
        flagged(session)

    tell(session)

    assert sent(session) == [(ONE, "email"), ("+447700900123", "sms")]
    assert session.exec(select(Message)).first().facts["new"] == 30  # type: ignore[union-attr]


def test_when_nobody_opens_it_the_next_is_told_then_the_team_then_everybody(session: Session) -> None:
    comment_id = flagged(session)
    tell(session)

    tell(session, TEN + 3 * HOUR)
    assert len(sent(session)) == 2
    tell(session, TEN + 4 * HOUR)
    assert sent(session)[2:] == [(TWO, "email")]

    next_morning = TEN + timedelta(days=1)
    tell(session, next_morning - HOUR)
    assert len(sent(session)) == 3, "only working hours count"
    tell(session, next_morning + HOUR)
    assert sent(session)[3:] == [(TEAM, "email")]
    tell(session, next_morning + 5 * HOUR)
    assert {address for address, _ in sent(session)[4:]} == {ONE, "+447700900123", TWO, TEAM}

    told = [(s.told, s.level) for s in steps.history(session, comment_id=comment_id) if s.step is Step.TOLD]
    assert told == [(ONE, 1), (TWO, 2), (TEAM, 3), (ONE, 4), (TWO, 4), (TEAM, 4)]


def test_the_team_behind_the_leads_gets_no_link(session: Session, app: Flask) -> None:
    flagged(session)
    for hours in (0, 4, 26):
        tell(session, TEN + hours * HOUR)

    message = session.exec(select(Message).where(Message.email == TEAM)).one()
    with app.app_context():
        written = Writer.here().write(message, now=TEN)
    assert LINK not in written.text
    assert "no safeguarding lead has opened it" in written.text


def test_what_was_opened_escalates_no_more_but_is_not_forgotten(session: Session) -> None:
    comment_id = flagged(session)
    tell(session)
    concerns.open_concern(session, comment_id=comment_id, by=ONE, now=TEN + HOUR)
    session.commit()

    tell(session, TEN + 5 * HOUR)
    assert len(sent(session)) == 2
    tell(session, TEN.replace(hour=17))
    assert [address for address, way in sent(session)[2:] if way == "email"] == [ONE, TWO]
    last = session.exec(select(Message).order_by(col(Message.id).desc())).first()
    assert last is not None
    assert last.facts["undecided"] == 1

    tell(session, TEN.replace(hour=20))
    assert len(sent(session)) == 5, "once a working day"
    concerns.decide(
        session,
        comment_id=comment_id,
        outcome=ConcernOutcome.POLICE,
        reason="Rang.",
        by=ONE,
        now=TEN.replace(hour=21),
    )
    session.commit()
    tell(session, TEN + timedelta(days=9))
    assert len(sent(session)) == 5


def test_at_the_weekend_whoever_covers_the_next_working_day_is_told_at_once(session: Session) -> None:
    flagged(session)
    saturday = TEN + timedelta(days=4)

    tell(session, saturday)
    assert sent(session)[0] == (ONE, "email")
    tell(session, saturday + timedelta(days=1, hours=20))
    assert len(sent(session)) == 2, "no working hour has passed"
    tell(session, saturday + timedelta(days=2, hours=3))
    assert sent(session)[2:] == [(TWO, "email")]


def test_a_comment_brought_again_begins_with_whoever_covers(session: Session) -> None:
    comment_id = flagged(session)
    tell(session)
    concerns.open_concern(session, comment_id=comment_id, by=ONE, now=TEN)
    concerns.decide(
        session, comment_id=comment_id, outcome=ConcernOutcome.NO_CONCERN, reason="A game.", by=ONE, now=TEN
    )
    concerns.bring(
        session, comment_id=comment_id, by="f@example.org", role="forum", working=RULES.working, now=TEN + HOUR
    )
    session.commit()

    tell(session, TEN + HOUR)

    assert sent(session) == [(ONE, "email"), ("+447700900123", "sms")] * 2
