"""Signing in: argon2 passwords, checked in the same time whether or not the address is known."""

from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col, select

from coproduce.accounts import telling
from coproduce.accounts.links import close_resets
from coproduce.accounts.models import Person, Role
from coproduce.accounts.passwords import fits, hashed
from coproduce.accounts.sessions import end_all
from coproduce.core import audit


class AlreadyThere(ValueError):
    """Somebody with this e-mail address is there already."""


class NobodyThere(LookupError):
    """Nobody signs in with this e-mail address."""


def tidy_email(email: str) -> str:
    """The address as it is kept."""
    return email.strip().casefold()


def find_person(session: Session, *, email: str) -> Person | None:
    """Whoever signs in with this address."""
    return session.exec(select(Person).where(Person.email == tidy_email(email))).first()


def add_person(
    session: Session, *, email: str, role: Role, title: str, password: str, now: datetime, cheap: bool = False
) -> Person:
    """Add somebody who signs in. Raises AlreadyThere."""
    if find_person(session, email=email):
        raise AlreadyThere(f"{tidy_email(email)} is there already.")
    person = Person(
        email=tidy_email(email), role=role, title=title, password_hash=hashed(password, cheap=cheap), added_at=now
    )
    session.add(person)
    session.flush()
    return person


def reset_password(
    session: Session, *, email: str, password: str, by: str, now: datetime, cheap: bool = False
) -> Person:
    """Give somebody a new password, which also ends their sign-ins everywhere. Raises NobodyThere."""
    person = find_person(session, email=email)
    if person is None:
        raise NobodyThere(f"Nobody signs in as {tidy_email(email)}.")
    person.password_hash = hashed(password, cheap=cheap)
    session.add(person)
    session.flush()
    close_resets(session, person_id=person.id or 0, now=now)
    end_all(session, person_id=person.id or 0, by=by, now=now)
    telling.tell(session, person=person, what=telling.PASSWORD_WAS_SET, now=now)
    return person


def change_own_password(session: Session, *, person_id: int, password_hash: str, now: datetime) -> Person:
    """Keep a new password for whoever is signed in, end their sign-ins everywhere, and tell them by mail."""
    person = session.get_one(Person, person_id)
    person.password_hash = password_hash
    session.add(person)
    session.flush()
    close_resets(session, person_id=person_id, now=now)
    about = f"person:{person_id}"
    audit.record(session, act="password.changed", by=person.email, role=person.role.value, about=about, now=now)
    end_all(session, person_id=person_id, by=person.email, role=person.role.value, now=now)
    telling.tell(session, person=person, what=telling.PASSWORD_WAS_SET, now=now)
    return person


def remember_language(session: Session, *, person_id: int, language: str) -> None:
    """Write to them in this language from now on."""
    ours = update(Person).where(col(Person.id) == person_id, col(Person.language) != language)
    session.execute(ours.values(language=language))


def check_password(session: Session, *, email: str, password: str, cheap: bool = False) -> Person | None:
    """The person, when address and password belong together and they may sign in; else None."""
    person = find_person(session, email=email)
    right = fits(password, person.password_hash if person else None, cheap=cheap)
    return person if right and person and person.active else None
