"""Telling people what was changed about how they sign in: if it was not them, they must know at once."""

from datetime import datetime

from sqlmodel import Session

from coproduce.accounts.models import Person
from coproduce.core.contact import Contact
from coproduce.outbox import compose

SECOND_STEP_SET = "accounts/second_step_set"
SECOND_STEP_REMOVED = "accounts/second_step_removed"
RECOVERY_CODES_MADE = "accounts/recovery_codes_made"
PASSWORD_WAS_SET = "accounts/password_was_set"  # noqa: S105 # nosec B105 # the name of a message


def tell(session: Session, *, person: Person, what: str, now: datetime) -> None:
    """Queue this news for its owner, in the language in which they last signed in."""
    compose.queue(
        session,
        to=Contact(email=person.email),
        template=what,
        facts={},
        language=person.language,
        reference=f"{what}/{person.id}/{now.isoformat()}",
        now=now,
        urgent=True,
    )
