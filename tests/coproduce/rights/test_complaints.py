"""A complaint about data: kept once, told in time, answered, closed with a reason, and every step on record."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Session, col, select

from coproduce.accounts.models import Role
from coproduce.core.audit import AuditEntry
from coproduce.core.contact import Contact
from coproduce.core.db import Model
from coproduce.outbox.models import Message
from coproduce.rights import complaints
from coproduce.rights.complaint_models import (
    Complaint,
    ComplaintContact,
    ComplaintEvent,
    ComplaintState,
    ComplaintStep,
)
from coproduce.rights.complaints import Handling, Made
from coproduce.rights.views.office_rules import RULES
from coproduce.web.retention import Reach
from tests.factories import NOON, person

SECRET = "s" * 40
WORDS = "You published my words without asking."
HARM = "My partner hits our son."
OFFICER = "officer@example.org"


def made(words: str = WORDS, *, email: str = "", language: str = "en") -> Made:
    """A complaint as somebody makes it."""
    contact = Contact(email=email) if email else None
    return Made(words, contact, language, "https://x.example/privacy/complaint/", "https://x.example/desk/")


def lodge(session: Session, complaint: Made | None = None, *, nonce: str = "a form") -> str:
    """Its six words."""
    return complaints.lodge(session, complaint or made(), secret=SECRET, nonce=nonce, now=NOON)


def take(session: Session, code: str, step: ComplaintStep, words: str = "") -> None:
    """An officer's step."""
    number = complaints.find(session, secret=SECRET, code=code).id or 0
    complaints.take(session, number=number, handling=Handling(step, OFFICER, "officer", words), now=NOON)


def messages(session: Session) -> list[tuple[str, str]]:
    """What is on its way, and to whom."""
    return [(each.template, each.email) for each in session.exec(select(Message).order_by(col(Message.id)))]


def test_six_words_lead_to_a_complaint_that_is_kept_without_them(session: Session) -> None:
    code = lodge(session)

    found = complaints.find(session, secret=SECRET, code=code.upper().replace("-", " "))
    assert (found.words, found.state, found.received_on) == (WORDS, ComplaintState.RECEIVED, NOON.date())
    assert code not in str(found.model_dump())
    with pytest.raises(complaints.NoSuchComplaint):
        complaints.find(session, secret=SECRET, code="apple-beach-cloud-drum-earth-field")


def test_the_same_form_sent_twice_is_one_complaint(session: Session) -> None:
    one = made(email="me@example.org")

    assert lodge(session, one) == lodge(session, one)

    assert len(session.exec(select(Complaint)).all()) == 1
    assert messages(session) == [("rights/complaint_received", "me@example.org")]
    assert lodge(session, one, nonce="another form") != lodge(session, one)


def test_a_complaint_needs_words(session: Session) -> None:
    with pytest.raises(complaints.NoWords):
        lodge(session, made(" \x00 "))


def test_thirty_days_begin_with_the_day_on_which_it_came(session: Session) -> None:
    assert complaints.last_day(date(2026, 11, 1)) == date(2026, 11, 30)
    found = complaints.find(session, secret=SECRET, code=lodge(session))

    last = found.acknowledge_by
    assert not complaints.is_overdue(found, today=last)
    assert complaints.is_overdue(found, today=last + timedelta(days=1))


def test_what_was_acknowledged_is_not_overdue(session: Session) -> None:
    code = lodge(session)
    take(session, code, ComplaintStep.ACKNOWLEDGED)

    found = complaints.find(session, secret=SECRET, code=code)
    assert found.first_step_on == NOON.date()
    assert not complaints.is_overdue(found, today=NOON.date() + timedelta(days=90))


def test_whoever_left_an_address_is_told_of_each_step_and_never_what_was_said(session: Session) -> None:
    code = lodge(session, made(email="me@example.org", language="ur"))
    take(session, code, ComplaintStep.ACKNOWLEDGED)
    take(session, code, ComplaintStep.NOTED, "For us alone.")
    take(session, code, ComplaintStep.ANSWERED, "We were wrong.")
    take(session, code, ComplaintStep.CLOSED, "It is put right.")

    sent = session.exec(select(Message).order_by(col(Message.id))).all()
    assert [each.template.rpartition("_")[2] for each in sent] == [
        "received",
        "acknowledged",
        "answered",
        "closed",
    ]
    assert {each.language for each in sent} == {"ur"}
    told = str([each.facts for each in sent])
    assert code.replace("-", " ") in told
    for words in (WORDS, "wrong", "put right", "alone"):
        assert words not in told


def test_nobody_is_told_where_there_is_no_address(session: Session) -> None:
    take(session, lodge(session), ComplaintStep.ACKNOWLEDGED)

    assert messages(session) == []


def test_every_step_is_on_record_with_who_took_it(session: Session) -> None:
    code = lodge(session)
    take(session, code, ComplaintStep.ACKNOWLEDGED)
    take(session, code, ComplaintStep.ANSWERED, "We were wrong.")

    number = complaints.find(session, secret=SECRET, code=code).id or 0
    events = complaints.events_of(session, number=number)
    assert [(each.step.value, each.by, each.words) for each in events] == [
        ("received", "", ""),
        ("acknowledged", OFFICER, ""),
        ("answered", OFFICER, "We were wrong."),
    ]
    audited = session.exec(select(AuditEntry).order_by(col(AuditEntry.number))).all()
    assert [entry.act for entry in audited] == ["complaints.acknowledged", "complaints.answered"]
    assert all(entry.facts == {} and entry.about == f"complaint:{number}" for entry in audited)


def test_of_two_who_acknowledge_one_is_told(session: Session) -> None:
    code = lodge(session)
    take(session, code, ComplaintStep.ACKNOWLEDGED)

    with pytest.raises(complaints.NotNow):
        take(session, code, ComplaintStep.ACKNOWLEDGED)


@pytest.mark.parametrize("step", [ComplaintStep.ANSWERED, ComplaintStep.CLOSED, ComplaintStep.NOTED])
def test_an_answer_a_note_and_a_closing_need_words(session: Session, step: ComplaintStep) -> None:
    code = lodge(session)

    with pytest.raises(complaints.NoWords):
        take(session, code, step, "  ")


def test_a_closed_complaint_takes_notes_and_nothing_else(session: Session) -> None:
    code = lodge(session)
    take(session, code, ComplaintStep.CLOSED, "They took it back.")
    take(session, code, ComplaintStep.NOTED, "Rang once more.")

    assert complaints.find(session, secret=SECRET, code=code).closed_on == NOON.date()
    with pytest.raises(complaints.NotNow):
        take(session, code, ComplaintStep.ANSWERED, "Too late.")


def test_the_lead_is_told_at_once_of_words_about_harm_and_not_what_they_are(session: Session) -> None:
    person(session, email="lead@example.org", role=Role.SAFEGUARDING)
    person(session, email="other@example.org", role=Role.OFFICER)

    found = complaints.find(session, secret=SECRET, code=lodge(session, made(HARM)))

    assert found.about_harm
    told = session.exec(select(Message)).one()
    assert (told.template, told.email, told.urgent) == ("rights/complaint_harm", "lead@example.org", True)
    assert told.facts == {"url": f"https://x.example/desk/{found.id}"}
    assert not complaints.find(session, secret=SECRET, code=lodge(session)).about_harm


def test_the_database_refuses_to_change_a_step(session: Session) -> None:
    lodge(session)

    with pytest.raises(DBAPIError, match="only added"):
        session.execute(text("UPDATE complaint_events SET at = at"))


@pytest.mark.parametrize(
    ("row", "constraint"),
    [
        (ComplaintEvent(complaint_id=1, step=ComplaintStep.ANSWERED, at=NOON, by=OFFICER), "says_something"),
        (ComplaintEvent(complaint_id=1, step=ComplaintStep.ACKNOWLEDGED, at=NOON), "by_somebody"),
        (ComplaintContact(complaint_id=1), "has_contact"),
    ],
)
def test_the_database_refuses_steps_that_cannot_be(session: Session, row: Model, constraint: str) -> None:
    complaint = complaints.find(session, secret=SECRET, code=lodge(session))
    row.complaint_id = complaint.id
    session.add(row)

    with pytest.raises(IntegrityError, match=constraint):
        session.flush()


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("words = ''", "has_words"),
        ("state = 'closed', first_step_on = received_on", "closed_on_a_day"),
        ("state = 'answered'", "acknowledged_on_a_day"),
        ("acknowledge_by = '2020-01-01'", "has_time"),
        ("state = 'lost', first_step_on = received_on", "complaints_complaintstate"),
    ],
)
def test_the_database_refuses_complaints_that_cannot_be(session: Session, change: str, constraint: str) -> None:
    lodge(session)

    with pytest.raises(IntegrityError, match=constraint):
        session.execute(text(f"UPDATE complaints SET {change}"))


def test_two_complaints_never_share_their_words(session: Session) -> None:
    found = complaints.find(session, secret=SECRET, code=lodge(session))
    session.add(Complaint(**(found.model_dump() | {"id": None})))

    with pytest.raises(IntegrityError, match="code_mark"):
        session.flush()


def test_a_closed_complaint_goes_with_its_steps_and_its_address(session: Session) -> None:
    open_still = lodge(session, nonce="another form")
    take(session, lodge(session, made(email="me@example.org")), ComplaintStep.CLOSED, "Done.")
    rule = next(rule for rule in RULES if rule.key == "complaints")
    later = NOON + timedelta(days=10)
    reach = Reach(later - timedelta(days=5), later)

    assert rule.count(session, reach) == rule.purge(session, reach) == 1

    session.expire_all()
    assert complaints.find(session, secret=SECRET, code=open_still)
    assert session.exec(select(ComplaintContact)).all() == []
    assert len(session.exec(select(ComplaintEvent)).all()) == 1
