"""One builder a model, with plain defaults: a test names only what it is about."""

from datetime import UTC, datetime

from sqlmodel import Session

from coproduce.accounts.models import Person, Role
from coproduce.accounts.sign_in import add_person

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def person(
    session: Session,
    *,
    email: str = "somebody@example.org",
    role: Role = Role.OFFICER,
    title: str = "Head of SEND",
    password: str = "plain-words-for-a-test",
) -> Person:
    """Somebody who signs in."""
    return add_person(session, email=email, role=role, title=title, password=password, now=NOON, cheap=True)
