"""The people who sign in, as an administrator looks after them. One administrator always remains."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from coproduce.accounts import lost_phone, sessions
from coproduce.accounts.links import LookLink
from coproduce.accounts.models import Person, Role, SecondStep
from coproduce.core import audit
from coproduce.core.audit import AuditEntry


class NoSuchPerson(LookupError):
    """Nobody has this id."""


class Oneself(ValueError):
    """Nobody changes their own role, or takes their own sign-in away."""


class LastAdministrator(ValueError):
    """Without this person nobody could look after people any more."""


@dataclass(frozen=True, slots=True)
class By:
    """Who acts, for the audit and for what nobody may do to themselves."""

    person_id: int | None
    email: str
    role: Role | None

    def of(self, person: Person) -> bool:
        """Whether this is the same person."""
        return self.person_id == person.id

    @property
    def role_then(self) -> str:
        """The role in which they act, as the audit keeps it."""
        return self.role.value if self.role else ""


COMMAND = By(None, "command", None)
"""Whoever runs the program's commands."""


def everybody(session: Session) -> Sequence[Person]:
    """Who may sign in, then who no longer may, each by address. Whoever holds a link is nobody."""
    query = select(Person).where(col(Person.id).not_in(select(LookLink.person_id)))
    return session.exec(query.order_by(col(Person.active).desc(), col(Person.email))).all()


def last_sign_ins(session: Session) -> Mapping[int, datetime]:
    """When each person signed in last, as the audit has it."""
    query = select(AuditEntry.about, func.max(AuditEntry.at)).where(AuditEntry.act == "sign-in.started")
    found = session.exec(query.group_by(col(AuditEntry.about))).all()
    return {int(about.removeprefix("person:")): at for about, at in found}


def with_second_step(session: Session) -> frozenset[int]:
    """Who has set up a second step."""
    return frozenset(session.exec(select(SecondStep.person_id)).all())


def reset_second_step(session: Session, *, person_id: int, by: By, now: datetime) -> None:
    """Somebody has lost their phone: they may set up a new one. Raises NoSuchPerson, Oneself."""
    person = find(session, person_id=person_id)
    if by.of(person):
        raise Oneself(person.email)
    lost_phone.reset(session, person=person, by=by.email, role=by.role_then, now=now)


def find(session: Session, *, person_id: int) -> Person:
    """The person with this id. Raises NoSuchPerson."""
    held = select(LookLink.id).where(LookLink.person_id == person_id)
    person = session.get(Person, person_id)
    if person is None or session.exec(held).first() is not None:
        raise NoSuchPerson(person_id)
    return person


def change(session: Session, *, person_id: int, role: Role, title: str, by: By, now: datetime) -> Person:
    """Give somebody another role or title. Raises NoSuchPerson, Oneself, LastAdministrator."""
    person = find(session, person_id=person_id)
    if role is not person.role:
        _may_lose(session, person, by=by)
        facts = {"from": person.role.value, "to": role.value}
        person.role = role
        _record(session, "people.role_changed", person, by=by, now=now, facts=facts)
    if title != person.title:
        facts = {"from": person.title, "to": title}
        person.title = title
        _record(session, "people.title_changed", person, by=by, now=now, facts=facts)
    session.add(person)
    session.flush()
    return person


def deactivate(session: Session, *, person_id: int, by: By, now: datetime) -> None:
    """Take somebody's sign-in away, which ends every session of theirs.

    Safe to run twice. Raises NoSuchPerson, Oneself, LastAdministrator.
    """
    person = find(session, person_id=person_id)
    if not person.active:
        return
    _may_lose(session, person, by=by)
    person.active = False
    _record(session, "people.deactivated", person, by=by, now=now)
    sessions.end_all(session, person_id=person_id, by=by.email, role=by.role_then, now=now)


def reactivate(session: Session, *, person_id: int, by: By, now: datetime) -> None:
    """Let somebody sign in again. Safe to run twice. Raises NoSuchPerson."""
    person = find(session, person_id=person_id)
    if person.active:
        return
    person.active = True
    _record(session, "people.reactivated", person, by=by, now=now)


def _may_lose(session: Session, person: Person, *, by: By) -> None:
    """Whether this person may lose what they are. Raises Oneself, LastAdministrator."""
    if by.of(person):
        raise Oneself(person.email)
    # Two administrators who remove each other at the same moment wait for each other here: whoever comes second
    # sees what the first one did. SQLite has one writer at a time anyway.
    query = (
        select(Person.id).where(Person.role == Role.ADMIN, col(Person.active).is_(True)).order_by(col(Person.id))
    )
    administrators = session.exec(query.with_for_update()).all()
    session.refresh(person)
    if person.id in administrators and len(administrators) == 1:
        raise LastAdministrator(person.email)


def _record(
    session: Session, act: str, person: Person, *, by: By, now: datetime, facts: dict[str, str] | None = None
) -> None:
    session.add(person)
    audit.record(
        session, act=act, by=by.email, role=by.role_then, about=f"person:{person.id}", facts=facts, now=now
    )
