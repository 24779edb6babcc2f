"""Signing in: argon2 passwords, checked in the same time whether or not the address is known."""

import secrets
from datetime import datetime
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlmodel import Session, select

from coproduce.accounts.models import Person, Role


class AlreadyThere(ValueError):
    """Somebody with this e-mail address is there already."""


class NobodyThere(LookupError):
    """Nobody signs in with this e-mail address."""


@cache
def _hasher(*, cheap: bool) -> PasswordHasher:
    # Tests sign in hundreds of times; the strength of the hash is not what they test.
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1) if cheap else PasswordHasher()


@cache
def _nobody_hash(*, cheap: bool) -> str:
    return _hasher(cheap=cheap).hash(secrets.token_urlsafe(16))


def tidy_email(email: str) -> str:
    """The address as it is kept."""
    return email.strip().casefold()


def hashed(password: str, *, cheap: bool = False) -> str:
    """The password's argon2 hash."""
    return _hasher(cheap=cheap).hash(password)


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


def reset_password(session: Session, *, email: str, password: str, cheap: bool = False) -> Person:
    """Give somebody a new password, which also ends every session of theirs. Raises NobodyThere."""
    person = find_person(session, email=email)
    if person is None:
        raise NobodyThere(f"Nobody signs in as {tidy_email(email)}.")
    person.password_hash = hashed(password, cheap=cheap)
    session.add(person)
    session.flush()
    return person


def check_password(session: Session, *, email: str, password: str, cheap: bool = False) -> Person | None:
    """The person, when address and password belong together and they may sign in; else None."""
    person = find_person(session, email=email)
    expected = person.password_hash if person else _nobody_hash(cheap=cheap)
    try:
        _hasher(cheap=cheap).verify(expected, password)
    except (VerificationError, InvalidHashError):
        return None
    return person if person and person.active else None


def new_password() -> str:
    """A password that can be read out and typed."""
    return "-".join(secrets.token_hex(3) for _ in range(4))
