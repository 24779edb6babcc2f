"""Signing in: argon2 passwords, checked in the same time whether or not the address is known."""

from datetime import datetime

from sqlmodel import Session, select

from coproduce.accounts.models import Person, Role
from coproduce.accounts.passwords import fits, hashed
from coproduce.accounts.sessions import end_all


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
    end_all(session, person_id=person.id or 0, by=by, now=now)
    return person


def check_password(session: Session, *, email: str, password: str, cheap: bool = False) -> Person | None:
    """The person, when address and password belong together and they may sign in; else None."""
    person = find_person(session, email=email)
    right = fits(password, person.password_hash if person else None, cheap=cheap)
    return person if right and person and person.active else None
