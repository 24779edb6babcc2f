"""Who covers and when, and how they are told: what leads and administrators change, each change on record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, delete, select

from coproduce.accounts.models import Person, Role
from coproduce.accounts.people import By
from coproduce.core import audit, days_off
from coproduce.core.working_time import bank_holidays
from coproduce.safeguarding.models import Cover, EscalationContact, LeadMobile


class NotALead(ValueError):
    """Only somebody who leads on safeguarding, and may sign in, can cover."""


class NoSuchCover(LookupError):
    """This entry of the rota is not there."""


@dataclass(frozen=True, slots=True)
class CoverLine:
    """One entry of the rota."""

    id: int
    email: str
    starts_on: date
    ends_on: date
    place: int


@dataclass(frozen=True, slots=True)
class LeadLine:
    """A lead, and the number at which they are told too."""

    person_id: int
    email: str
    mobile: str


def leads(session: Session) -> list[LeadLine]:
    """Everybody who leads on safeguarding and may sign in."""
    query = (
        select(Person.id, Person.email, LeadMobile.mobile)
        .outerjoin(LeadMobile, col(LeadMobile.person_id) == Person.id)
        .where(Person.role == Role.SAFEGUARDING, col(Person.active))
        .order_by(col(Person.email))
    )
    return [LeadLine(person_id or 0, email, mobile or "") for person_id, email, mobile in session.exec(query)]


def upcoming(session: Session, *, today: date) -> list[CoverLine]:
    """The entries that are not over, in their order."""
    query = (
        select(Cover, Person.email)
        .join(Person, col(Person.id) == Cover.person_id)
        .where(Cover.ends_on >= today)
        .order_by(col(Cover.starts_on), col(Cover.place), col(Cover.id))
    )
    return [CoverLine(c.id or 0, email, c.starts_on, c.ends_on, c.place) for c, email in session.exec(query)]


def add(
    session: Session, *, person_id: int, starts_on: date, ends_on: date, place: int, by: By, now: datetime
) -> None:
    """Put a lead on the rota. Raises NotALead."""
    email = _lead(session, person_id)
    entry = Cover(
        person_id=person_id, starts_on=starts_on, ends_on=ends_on, place=place, said_by=by.email, said_at=now
    )
    session.add(entry)
    session.flush()
    facts = {"who": email, "from": starts_on.isoformat(), "to": ends_on.isoformat(), "place": str(place)}
    _record(session, "cover.added", f"cover:{entry.id}", by=by, now=now, facts=facts)


def remove(session: Session, *, cover_id: int, by: By, now: datetime) -> None:
    """Take an entry off the rota. Raises NoSuchCover."""
    entry = session.get(Cover, cover_id)
    if entry is None:
        raise NoSuchCover(cover_id)
    facts = {"from": entry.starts_on.isoformat(), "to": entry.ends_on.isoformat(), "place": str(entry.place)}
    about = f"person:{entry.person_id}"
    session.delete(entry)
    session.flush()
    _record(session, "cover.removed", about, by=by, now=now, facts=facts)


def set_mobile(session: Session, *, person_id: int, mobile: str, by: By, now: datetime) -> None:
    """Keep the number of a lead, or forget it where it is empty. Raises NotALead."""
    _lead(session, person_id)
    session.exec(delete(LeadMobile).where(col(LeadMobile.person_id) == person_id))
    if mobile:
        session.add(LeadMobile(person_id=person_id, mobile=mobile))
    session.flush()
    facts = {"number": "kept" if mobile else "removed"}
    _record(session, "cover.mobile", f"person:{person_id}", by=by, now=now, facts=facts)


def beyond(session: Session) -> EscalationContact | None:
    """Whom to tell when no lead opens a concern."""
    return session.get(EscalationContact, 1)


def set_beyond(session: Session, *, title: str, email: str, mobile: str, by: By, now: datetime) -> None:
    """Keep whom to tell when no lead opens a concern; nobody, where there is neither address nor number."""
    session.exec(delete(EscalationContact))
    session.expire_all()
    if email or mobile:
        session.add(EscalationContact(title=title, email=email, mobile=mobile, said_by=by.email, said_at=now))
    session.flush()
    _record(session, "cover.beyond", "", by=by, now=now, facts={"title": title if email or mobile else ""})


def set_day(session: Session, *, day: date, works: bool, by: By, now: datetime) -> None:
    """Say whether people work on a day."""
    days_off.change(session, day=day, works=works, by=by.email, now=now)
    facts = {"day": day.isoformat(), "works": "yes" if works else "no"}
    _record(session, "day_off.changed", "", by=by, now=now, facts=facts)


def calendar(session: Session, *, today: date, until: date) -> Sequence[tuple[date, bool]]:
    """The days off to come and the bank holidays that are worked, each with whether it is off."""
    off = days_off.days_off(session)
    return [(day, day in off) for day in sorted(off | bank_holidays()) if today <= day <= until]


def _lead(session: Session, person_id: int) -> str:
    person = session.get(Person, person_id)
    if person is None or not person.active or person.role is not Role.SAFEGUARDING:
        raise NotALead(person_id)
    return person.email


def _record(
    session: Session, act: str, about: str, *, by: By, now: datetime, facts: dict[str, str] | None = None
) -> None:
    audit.record(session, act=act, by=by.email, role=by.role_then, about=about, facts=facts, now=now)
