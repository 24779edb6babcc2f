"""Complaints about how data is used: anybody may make one; the area says that it has come, in time, and answers.

Data (Use and Access) Act 2025 s. 103 (Data Protection Act 2018 s. 164A): a controller takes complaints,
acknowledges each within 30 days, looks into it without undue delay, and tells the outcome.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import update
from sqlmodel import Session, col, select

from coproduce.accounts.models import Person, Role
from coproduce.core import audit, codes
from coproduce.core.clock import LOCAL
from coproduce.core.contact import Contact
from coproduce.core.inserts import insert_unless_there
from coproduce.outbox import compose
from coproduce.rights.complaint_models import (
    Complaint,
    ComplaintContact,
    ComplaintEvent,
    ComplaintState,
    ComplaintStep,
)
from coproduce.voice.screening import screen

DAYS = 30
COMPLAINTS = Complaint.metadata.tables["complaints"]
OPEN = (ComplaintState.RECEIVED, ComplaintState.ACKNOWLEDGED, ComplaintState.ANSWERED)
NEXT = {
    ComplaintStep.ACKNOWLEDGED: (ComplaintState.ACKNOWLEDGED, (ComplaintState.RECEIVED,)),
    ComplaintStep.ANSWERED: (ComplaintState.ANSWERED, OPEN),
    ComplaintStep.CLOSED: (ComplaintState.CLOSED, OPEN),
    ComplaintStep.NOTED: (None, tuple(ComplaintState)),
}
"""The state that each step leads to (None leaves it), and the states from which it may be taken."""
TOLD = frozenset({ComplaintStep.ACKNOWLEDGED, ComplaintStep.ANSWERED, ComplaintStep.CLOSED})


class NoSuchComplaint(LookupError):
    """There is no complaint with this number, or under these words."""


class NotNow(RuntimeError):
    """The complaint is in a state in which this step cannot be taken: somebody was there before."""


class LeadFirst(PermissionError):
    """The words may mean that a child is not safe, and the safeguarding lead has not read them yet."""


class NoWords(ValueError):
    """A complaint, an answer, a note and a closing need words."""


@dataclass(frozen=True, slots=True)
class Made:
    """A complaint as somebody makes it.

    `page` is the address of its own page, to which its code is added; `desk` that of those who answer, to which
    its number is added.
    """

    words: str
    contact: Contact | None
    language: str
    page: str
    desk: str


@dataclass(frozen=True, slots=True)
class Handling:
    """A step that somebody takes: their e-mail address and role, and words where the step needs them."""

    step: ComplaintStep
    by: str
    role: str
    words: str = ""


def lodge(session: Session, made: Made, *, secret: str, nonce: str, now: datetime) -> str:
    """Keep a complaint, and give its six words. Raises NoWords.

    The same form sent twice is one complaint, with the same code. Words that may mean that a child is not safe are
    told to the safeguarding lead at once, by a message without them, and kept from everybody else until the lead
    has read them.
    """
    words = made.words.replace("\x00", "").strip()
    if not words:
        raise NoWords("A complaint needs words.")
    code = codes.code_from(codes.derive_key(secret, "complaint-code"), nonce, words)
    today = now.astimezone(LOCAL).date()
    row = Complaint(
        code_mark=_mark(secret, code),
        words=words,
        language=made.language,
        about_harm=screen(words).concern,
        received_on=today,
        acknowledge_by=last_day(today),
    )
    if insert_unless_there(session, COMPLAINTS, row.model_dump(exclude={"id"})):
        kept = find(session, secret=secret, code=code)
        session.add(_event(kept, ComplaintStep.RECEIVED, now))
        _keep_contact(session, kept, made, code, now)
        _tell_lead(session, kept, made, now)
        session.flush()
    return code


def last_day(received_on: date) -> date:
    """The last day on which its coming may be acknowledged: the day it came is the first of the thirty."""
    return received_on + timedelta(days=DAYS - 1)


def is_overdue(complaint: Complaint, *, today: date) -> bool:
    """Whether nobody has acknowledged it in time."""
    return complaint.state is ComplaintState.RECEIVED and complaint.acknowledge_by < today


def find(session: Session, *, secret: str, code: str) -> Complaint:
    """The complaint that six words lead to. Raises NoSuchComplaint."""
    found = session.exec(select(Complaint).where(Complaint.code_mark == _mark(secret, code))).first()
    if found is None:
        raise NoSuchComplaint
    return found


def look_at(session: Session, *, number: int) -> Complaint:
    """The complaint with this number. Raises NoSuchComplaint."""
    found = session.get(Complaint, number)
    if found is None:
        raise NoSuchComplaint
    return found


def events_of(session: Session, *, number: int) -> Sequence[ComplaintEvent]:
    """Its steps, in their order."""
    mine = select(ComplaintEvent).where(ComplaintEvent.complaint_id == number)
    return session.exec(mine.order_by(col(ComplaintEvent.id))).all()


def contact_of(session: Session, *, number: int) -> Contact | None:
    """How to reach whoever made it, where they said so."""
    kept = session.get(ComplaintContact, number)
    return Contact(email=kept.email, mobile=kept.mobile) if kept else None


def listed(session: Session, *, states: Sequence[ComplaintState]) -> Sequence[Complaint]:
    """The complaints in these states, those first whose day comes first."""
    query = select(Complaint).where(col(Complaint.state).in_(states))
    return session.exec(query.order_by(col(Complaint.acknowledge_by), col(Complaint.id))).all()


def take(session: Session, *, number: int, handling: Handling, now: datetime) -> None:
    """Take a step: it is kept with who took it, and whoever complained is told where there is a contact.

    Raises NoSuchComplaint, NoWords, NotNow, LeadFirst.
    """
    words = handling.words.strip()
    if handling.step is not ComplaintStep.ACKNOWLEDGED and not words:
        raise NoWords("This step needs words.")
    complaint = look_at(session, number=number)
    if complaint.is_for_the_lead:
        raise LeadFirst(number)
    _move(session, complaint, handling.step, now.astimezone(LOCAL).date())
    event = _event(complaint, handling.step, now, by=handling.by, words=words)
    session.add(event)
    session.flush()
    if handling.step in TOLD:
        _tell(session, complaint, event, now)
    act = f"complaints.{handling.step.value}"
    audit.record(session, act=act, by=handling.by, role=handling.role, about=f"complaint:{number}", now=now)


def open_by_lead(session: Session, *, number: int, by: str, role: str, now: datetime) -> None:
    """The safeguarding lead reads the words, and from then on those who answer do too. Raises NoSuchComplaint."""
    complaint = look_at(session, number=number)
    if not complaint.about_harm:
        raise NoSuchComplaint
    complaint.lead_read_at = complaint.lead_read_at or now
    session.add(complaint)
    audit.record(session, act="complaints.opened", by=by, role=role, about=f"complaint:{number}", now=now)


def has_lead(session: Session) -> bool:
    """Whether anybody who may sign in leads on safeguarding."""
    leads = select(Person.id).where(col(Person.role) == Role.SAFEGUARDING, col(Person.active).is_(True))
    return session.exec(leads).first() is not None


def _move(session: Session, complaint: Complaint, step: ComplaintStep, today: date) -> None:
    state, allowed = NEXT[step]
    values: dict[str, object] = {"first_step_on": complaint.first_step_on or today}
    if state is None:
        values = {"state": col(Complaint.state)}
    else:
        values |= {"state": state, "closed_on": today if state is ComplaintState.CLOSED else None}
    # Two who press at once: the database lets one through.
    still = (col(Complaint.id) == complaint.id, col(Complaint.state).in_(allowed))
    moved = session.execute(
        update(Complaint).where(*still).values(values).execution_options(synchronize_session=False)
    )
    if moved.rowcount == 0:  # type: ignore[attr-defined] # a result of an update has it
        raise NotNow(complaint.state.value)
    session.refresh(complaint)


def _keep_contact(session: Session, complaint: Complaint, made: Made, code: str, now: datetime) -> None:
    if made.contact is None:
        return
    contact = ComplaintContact(complaint_id=_id(complaint), email=made.contact.email, mobile=made.contact.mobile)
    session.add(contact)
    compose.queue(
        session,
        to=made.contact,
        template="rights/complaint_received",
        facts={"code": code.replace("-", " "), "url": f"{made.page}{code}", "days": DAYS},
        language=made.language,
        reference=f"complaint:{complaint.id}:received",
        now=now,
    )


def _tell_lead(session: Session, complaint: Complaint, made: Made, now: datetime) -> None:
    if not complaint.about_harm:
        return
    leads = select(Person).where(col(Person.role) == Role.SAFEGUARDING, col(Person.active).is_(True))
    for lead in session.exec(leads):
        compose.queue(
            session,
            to=Contact(email=lead.email),
            template="rights/complaint_harm",
            facts={"url": f"{made.desk}{complaint.id}"},
            language=lead.language,
            reference=f"complaint:{complaint.id}:lead:{lead.id}",
            now=now,
            urgent=True,
        )


def _tell(session: Session, complaint: Complaint, event: ComplaintEvent, now: datetime) -> None:
    contact = contact_of(session, number=_id(complaint))
    if contact is None:
        return
    compose.queue(
        session,
        to=contact,
        template=f"rights/complaint_{event.step.value}",
        facts={"number": _id(complaint)},
        language=complaint.language,
        reference=f"complaint:{complaint.id}:{event.id}",
        now=now,
    )


def _event(
    complaint: Complaint, step: ComplaintStep, now: datetime, *, by: str = "", words: str = ""
) -> ComplaintEvent:
    return ComplaintEvent(complaint_id=_id(complaint), step=step, at=now, by=by, words=words)


def _mark(secret: str, code: str) -> str:
    return codes.mark(codes.derive_key(secret, "complaint-find"), code)


def _id(complaint: Complaint) -> int:
    if complaint.id is None:
        raise NoSuchComplaint
    return complaint.id
