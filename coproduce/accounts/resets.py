"""A forgotten password: asked for on a page that tells nothing, answered by mail, set once.

The page keeps what was typed and does nothing else, the same for every address; a job then looks who it is. So
neither its words nor its time tell who signs in here.
"""

import hmac
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from coproduce.accounts import links, sessions
from coproduce.accounts.links import PasswordReset, ResetRequest
from coproduce.accounts.models import Person
from coproduce.accounts.sign_in import find_person, tidy_email
from coproduce.core import audit
from coproduce.core.codes import derive_key
from coproduce.core.contact import Contact
from coproduce.outbox import compose

LASTS = timedelta(hours=1)
AN_HOUR = timedelta(hours=1)
MOST_FOR_ONE = 3
MOST_FOR_ALL = 500
"""How often an hour somebody may ask: for one address, and all together. Nobody is told of the first."""

BATCH = 50


class TooManyAsk(RuntimeError):
    """More people ask at this time than ever forget a password."""


class NoSuchReset(LookupError):
    """We know no such link, or it has been used, or it is too old: there is nothing to tell apart."""


def ask(session: Session, *, email: str, language: str, secret: str, now: datetime) -> None:
    """Keep that this address was typed, to be answered by `answer_due`. Raises TooManyAsk.

    The same work for an address that is known and for one that is not.
    """
    email = tidy_email(email)
    mark = hmac.digest(derive_key(secret, "accounts/forgotten"), email.encode(), "sha256").hex()
    in_the_hour = col(ResetRequest.asked_at) > now - AN_HOUR
    if _count(session, in_the_hour) >= MOST_FOR_ALL:
        raise TooManyAsk
    if _count(session, in_the_hour, col(ResetRequest.mark) == mark) < MOST_FOR_ONE:
        session.add(ResetRequest(mark=mark, email=email, language=language, asked_at=now))
        session.flush()


def answer_due(session: Session, *, base_url: str, now: datetime) -> str:
    """Send a link to each address that asked and is somebody's. Safe to run twice."""
    query = select(ResetRequest).where(col(ResetRequest.answered_at).is_(None)).order_by(col(ResetRequest.id))
    due = session.exec(query.limit(BATCH).with_for_update(skip_locked=True)).all()
    sent = 0
    for request in due:
        person = find_person(session, email=request.email)
        if person is not None and person.active:
            _send(session, person, language=request.language, base_url=base_url, now=now)
            sent += 1
        request.email, request.answered_at = "", now
        session.add(request)
    session.flush()
    return f"{len(due)} forgotten passwords answered, {sent} with a link"


def look_at(session: Session, *, token: str, now: datetime) -> Person:
    """Whose password this link sets. Raises NoSuchReset."""
    return _open(session, token, now)[1]


def set_password(session: Session, *, token: str, password_hash: str, now: datetime) -> Person:
    """Keep a new password, end every sign-in of this person's, and tell them by mail. Raises NoSuchReset."""
    reset, person = _open(session, token, now)
    # Held until the transaction ends, then seen again: a link that is opened twice at once sets one password.
    session.exec(select(Person.id).where(Person.id == person.id).with_for_update()).one()
    reset, person = _open(session, token, now)
    person.password_hash = password_hash
    session.add(person)
    links.close_resets(session, person_id=person.id or 0, now=now)
    session.flush()
    sessions.end_all(session, person_id=person.id or 0, by=person.email, role=person.role.value, now=now)
    audit.record(
        session,
        act="people.password_reset",
        by=person.email,
        role=person.role.value,
        about=f"person:{person.id}",
        now=now,
    )
    compose.queue(
        session,
        to=Contact(email=person.email),
        template="accounts/password_was_set",
        facts={},
        language=reset.language,
        reference=f"accounts/password_was_set/{reset.id}",
        now=now,
        urgent=True,
    )
    return person


def _open(session: Session, token: str, now: datetime) -> tuple[PasswordReset, Person]:
    query = (
        select(PasswordReset, Person)
        .join(Person, col(Person.id) == PasswordReset.person_id)
        .where(
            PasswordReset.token_hash == links.hash_of(token),
            col(PasswordReset.closed_at).is_(None),
            PasswordReset.expires_at > now,
            col(Person.active).is_(True),
        )
    )
    found = session.exec(query.execution_options(populate_existing=True)).first()
    if found is None:
        raise NoSuchReset
    return found[0], found[1]


def _send(session: Session, person: Person, *, language: str, base_url: str, now: datetime) -> None:
    token = links.new_token()
    reset = PasswordReset(
        token_hash=links.hash_of(token),
        person_id=person.id or 0,
        language=language,
        sent_at=now,
        expires_at=now + LASTS,
    )
    session.add(reset)
    session.flush()
    audit.record(session, act="people.reset_link_sent", by="job", about=f"person:{person.id}", now=now)
    compose.queue(
        session,
        to=Contact(email=person.email),
        template="accounts/password_reset",
        facts={"url": f"{base_url}/reset-password/{token}"},
        language=language,
        reference=f"accounts/password_reset/{reset.id}",
        now=now,
        urgent=True,
        expires_at=reset.expires_at,
    )


def _count(session: Session, *which: ColumnElement[bool]) -> int:
    return session.exec(select(func.count()).select_from(ResetRequest).where(*which)).one()
