"""Somebody has lost their phone and their recovery codes: they may set up a new one with their password."""

from datetime import datetime

from sqlmodel import Session

from coproduce.accounts import recovery, second_step, sessions
from coproduce.accounts.models import Person


def reset(session: Session, *, person: Person, by: str, role: str = "", now: datetime) -> bool:
    """Take the second step and the codes away and end every sign-in; False where there was no second step.

    Whoever asks for this must know, from more than a mail, who is asking.
    """
    there = second_step.remove(session, person=person, by=by, role=role, now=now)
    recovery.forget(session, person_id=person.id or 0)
    sessions.end_all(session, person_id=person.id or 0, by=by, role=role, now=now)
    return there
