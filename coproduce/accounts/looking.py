"""Links for inspectors: whoever holds one may look for a time and changes nothing.

Each link has a row among the people, of the role that only looks, so that a sign-in through it ends like any
other. That row has no address and no password that anybody knows, and is in no list of people.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from coproduce.accounts import links, sessions
from coproduce.accounts.links import LookLink
from coproduce.accounts.models import Person, Role, SignIn
from coproduce.accounts.people import By
from coproduce.core import audit

MOST_DAYS = 90


class NoSuchLink(LookupError):
    """There is no link with this id or token."""


class TooLong(ValueError):
    """A link lasts between a day and ninety."""


class Closed(ValueError):
    """The link opens nothing any more; `state` says why."""

    def __init__(self, state: "State") -> None:
        super().__init__(state.value)
        self.state = state


class State(StrEnum):
    """How a link stands."""

    OPEN = "open"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Used:
    """A link and when it was used last, as far as is kept."""

    link: LookLink
    last_used_at: datetime | None


def state_of(link: LookLink, *, now: datetime) -> State:
    """How a link stands at this moment."""
    if link.withdrawn_at is not None:
        return State.WITHDRAWN
    return State.EXPIRED if now >= link.expires_at else State.OPEN


def make(
    session: Session, *, label: str, days: int, unusable_hash: str, by: By, now: datetime
) -> tuple[LookLink, str]:
    """Make a link; answers with it and its token, which is kept nowhere. Raises TooLong."""
    if not 1 <= days <= MOST_DAYS:
        raise TooLong(days)
    person = Person(
        email=f"inspector-link-{secrets.token_hex(8)}",
        role=Role.VIEWER,
        title=label,
        password_hash=unusable_hash,
        added_at=now,
    )
    session.add(person)
    session.flush()
    token = links.new_token()
    link = LookLink(
        token_hash=links.hash_of(token),
        label=label,
        person_id=person.id or 0,
        made_by=by.email,
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    session.add(link)
    session.flush()
    _record(session, "people.look_link_made", link, by=by, now=now, days=str(days))
    return link, token


def everything(session: Session) -> Sequence[Used]:
    """All links that are kept, the newest first, with their last use."""
    last = select(func.max(SignIn.last_seen_at)).where(col(SignIn.person_id) == col(LookLink.person_id))
    query = select(LookLink, last.scalar_subquery()).order_by(col(LookLink.id).desc())
    return [
        Used(link, max(filter(None, (link.last_used_at, seen)), default=None))
        for link, seen in session.exec(query)
    ]


def look_at(session: Session, *, token: str, now: datetime) -> LookLink:
    """The link with this token, if it opens anything. Raises NoSuchLink, Closed."""
    found = session.exec(select(LookLink).where(LookLink.token_hash == links.hash_of(token))).first()
    if found is None:
        raise NoSuchLink
    if (state := state_of(found, now=now)) is not State.OPEN:
        raise Closed(state)
    return found


def use(session: Session, *, token: str, now: datetime) -> tuple[Person, datetime]:
    """Who looks through this link, and until when. Raises NoSuchLink, Closed."""
    link = _locked(session, look_at(session, token=token, now=now).id)
    if (state := state_of(link, now=now)) is not State.OPEN:
        raise Closed(state)
    link.first_used_at = link.first_used_at or now
    link.last_used_at = now
    session.add(link)
    session.flush()
    return session.get_one(Person, link.person_id), link.expires_at


def withdraw(session: Session, *, link_id: int, by: By, now: datetime) -> None:
    """Take a link back; whoever looks through it is out at once. Safe to run twice. Raises NoSuchLink."""
    link = _locked(session, link_id)
    if link.withdrawn_at is not None:
        return
    person = session.get_one(Person, link.person_id)
    link.withdrawn_at, person.active = now, False
    session.add_all((link, person))
    session.flush()
    sessions.end_all(session, person_id=link.person_id, by=by.email, role=by.role_then, now=now)
    _record(session, "people.look_link_withdrawn", link, by=by, now=now)


def count_over(session: Session, *, before: datetime) -> int:
    """How many links ended before this moment."""
    return len(_over(session, before))


def purge_over(session: Session, *, before: datetime) -> int:
    """Remove the links that ended before this moment, and the rows that stood for their holders."""
    people = _over(session, before)
    session.execute(delete(LookLink).where(col(LookLink.person_id).in_(people)))
    session.execute(delete(SignIn).where(col(SignIn.person_id).in_(people)))
    session.execute(delete(Person).where(col(Person.id).in_(people)))
    return len(people)


def _over(session: Session, before: datetime) -> Sequence[int]:
    return session.exec(select(LookLink.person_id).where(LookLink.expires_at < before)).all()


def _locked(session: Session, link_id: int | None) -> LookLink:
    """Held until the transaction ends: a link that is used while it is taken back opens nothing."""
    query = select(LookLink).where(LookLink.id == link_id).with_for_update()
    found = session.exec(query.execution_options(populate_existing=True)).first()
    if found is None:
        raise NoSuchLink(link_id)
    return found


def _record(session: Session, act: str, link: LookLink, *, by: By, now: datetime, **facts: str) -> None:
    about = f"look-link:{link.id}"
    audit.record(session, act=act, by=by.email, role=by.role_then, about=about, facts=facts, now=now)
