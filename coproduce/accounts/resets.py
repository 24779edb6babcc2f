"""A forgotten password: asked for on a page that tells nothing, answered by mail, set once.

The page keeps what was typed and does nothing else, the same for every address; a job then looks who it is. So
neither its words nor its time tell who signs in here.
"""

import hmac
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from coproduce.accounts import links, sessions, telling
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
"""How often an hour an address is written to. Nobody is told: whoever asks again has a link that still works."""
MOST_FOR_NETWORK = 30
"""How often an hour one network may ask, for whatever addresses: a whole council may share one.

There is no limit for all together, which strangers could use up for everybody.
"""
BATCH = 500
"""How many are answered at a time: those that are nobody's cost little, and must not keep the others waiting."""


class TooManyAsk(RuntimeError):
    """More people of this network ask than ever forget a password; `wait` is how long until it may ask again."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__()
        self.wait = wait


class NoSuchReset(LookupError):
    """We know no such link, or it has been used, or it is too old: there is nothing to tell apart."""


def ask(session: Session, *, email: str, network: str, language: str, secret: str, now: datetime) -> None:
    """Keep that this address was typed, to be answered by `answer_due`. Raises TooManyAsk.

    The same work for an address that is known and for one that is not. `network` is where it was typed, or nothing
    where that cannot be told.
    """
    email = tidy_email(email)
    mark, from_where = _mark(secret, email), _mark(secret, f"network\x1f{network}") if network else ""
    in_the_hour = col(ResetRequest.asked_at) > now - AN_HOUR
    if network:
        _refuse_too_many(session, in_the_hour, col(ResetRequest.network) == from_where, now=now)
    is_new = _count(session, in_the_hour, col(ResetRequest.mark) == mark) < MOST_FOR_ONE
    # What is asked too often counts towards the network alone: it must not keep the next one from being answered.
    session.add(
        ResetRequest(
            mark=mark if is_new else "",
            network=from_where,
            email=email if is_new else "",
            language=language,
            asked_at=now,
            answered_at=None if is_new else now,
        )
    )
    session.flush()


def _refuse_too_many(session: Session, *which: ColumnElement[bool], now: datetime) -> None:
    """Wait until the oldest of the last so many is an hour old."""
    times = select(ResetRequest.asked_at).where(*which).order_by(col(ResetRequest.asked_at).desc())
    oldest = session.exec(times.offset(MOST_FOR_NETWORK - 1).limit(1)).first()
    if oldest is not None:
        raise TooManyAsk(oldest + AN_HOUR - now)


def _mark(secret: str, text: str) -> str:
    return hmac.digest(derive_key(secret, "accounts/forgotten"), text.encode(), "sha256").hex()


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
    _, person = _open(session, token, now)
    # Held until the transaction ends, then seen again: a link that is opened twice at once sets one password.
    session.exec(select(Person.id).where(Person.id == person.id).with_for_update()).one()
    _, person = _open(session, token, now)
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
    telling.tell(session, person=person, what=telling.PASSWORD_WAS_SET, now=now)
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
