"""Where somebody is signed in: kept on the server, so that it can be ended there.

A browser holds a random token; the database holds its hash. A sign-in ends when nothing happens for a while, when
it has lasted for the longest time, when it is ended, and when the person's password or role changes or they leave.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, update
from sqlmodel import Session, col, select

from coproduce.accounts.models import How, Person, SecondStep, SignIn
from coproduce.core import audit

SEEN_EVERY = timedelta(minutes=1)
"""`last_seen_at` is written at most this often."""

HALF_WAY_LASTS = timedelta(minutes=30)
"""How long somebody who has given the right password may look for their second step."""


@dataclass(frozen=True, slots=True)
class Limits:
    """When a sign-in ends by itself: with nothing happening, and however much happens."""

    idle: timedelta
    longest: timedelta


class Gone(StrEnum):
    """Why a sign-in is over, as far as the person in front of the browser may know."""

    IDLE = "idle"
    TOO_LONG = "too_long"
    TIME_UP = "time_up"
    CHANGED = "changed"
    ENDED = "ended"
    UNFINISHED = "unfinished"


@dataclass(frozen=True, slots=True)
class Live:
    """A sign-in that holds, and whose it is."""

    sign_in: SignIn
    person: Person
    has_second_step: bool


def start(
    session: Session,
    *,
    person: Person,
    how: How,
    now: datetime,
    expires_at: datetime | None = None,
    half_way: bool = False,
) -> str:
    """Sign somebody in; answers with the token for their browser, which is kept nowhere else."""
    token = secrets.token_urlsafe(32)
    assert person.id is not None  # noqa: S101 # nosec B101 # narrows the type
    kept = SignIn(
        token_hash=hash_of(token),
        person_id=person.id,
        how=how,
        half_way=half_way,
        stamp=stamp_of(person),
        started_at=now,
        last_seen_at=now,
        expires_at=expires_at,
    )
    session.add(kept)
    session.flush()
    if not half_way:
        audit.record(
            session,
            act="sign-in.started",
            by=person.email,
            role=person.role.value,
            about=f"person:{person.id}",
            facts={"how": how.value},
            now=now,
        )
    return token


def look_up(session: Session, *, token: str, now: datetime, limits: Limits, half_way: bool = False) -> Live | Gone:
    """The sign-in of this token and its person, or why it is over."""
    query = (
        select(SignIn, Person, SecondStep.person_id)
        .join(Person, col(Person.id) == SignIn.person_id)
        .outerjoin(SecondStep, col(SecondStep.person_id) == SignIn.person_id)
        .where(SignIn.token_hash == hash_of(token), SignIn.half_way == half_way)
    )
    row = session.exec(query).first()
    if row is None:
        return Gone.ENDED
    one, person, has_second_step = row
    return _over(one, person, now, limits) or Live(one, person, has_second_step is not None)


def is_due_to_be_seen(sign_in: SignIn, *, now: datetime) -> bool:
    """Whether it is time to write again that this sign-in was used."""
    return now - sign_in.last_seen_at >= SEEN_EVERY


def see(session: Session, *, sign_in_id: int, now: datetime) -> None:
    """Write that it was used. Of many requests at once, one writes."""
    session.execute(
        update(SignIn)
        .where(col(SignIn.id) == sign_in_id, col(SignIn.last_seen_at) <= now - SEEN_EVERY)
        .values(last_seen_at=now)
    )


def live(session: Session, *, person_id: int, now: datetime, limits: Limits) -> list[SignIn]:
    """Where this person is signed in, the one used last first."""
    query = select(SignIn, Person).join(Person, col(Person.id) == SignIn.person_id)
    query = query.where(SignIn.person_id == person_id, SignIn.half_way == False)  # noqa: E712 - SQL
    found = session.exec(query.order_by(col(SignIn.last_seen_at).desc(), col(SignIn.id)))
    return [one for one, person in found if _over(one, person, now, limits) is None]


def end(session: Session, *, sign_in_id: int, person_id: int, by: str, role: str = "", now: datetime) -> bool:
    """End one sign-in of this person's; False where it was over before, or is another's."""
    return _end(session, person_id, [col(SignIn.id) == sign_in_id], "one", by, role, now) > 0


def end_all(
    session: Session, *, person_id: int, by: str, role: str = "", now: datetime, but: int | None = None
) -> int:
    """End this person's sign-ins everywhere, or everywhere but here; answers with how many were not over yet."""
    return _end(session, person_id, [col(SignIn.id) != (but or 0)], "all", by, role, now)


def hash_of(token: str) -> str:
    """What the database knows of a token. It is random, so a plain hash cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()


def stamp_of(person: Person) -> str:
    """Of what a sign-in rests on: the password and the role."""
    return hashlib.sha256(f"{person.password_hash}\x1f{person.role.value}".encode()).hexdigest()


def _over(one: SignIn, person: Person, now: datetime, limits: Limits) -> Gone | None:
    if one.ended_at is not None or not person.active:
        return Gone.ENDED
    if one.stamp != stamp_of(person):
        return Gone.CHANGED
    if one.half_way:
        return Gone.UNFINISHED if now - one.started_at >= HALF_WAY_LASTS else None
    if one.expires_at is not None and now >= one.expires_at:
        return Gone.TIME_UP
    if now - one.started_at >= limits.longest:
        return Gone.TOO_LONG
    return Gone.IDLE if now - one.last_seen_at >= limits.idle else None


def _end(
    session: Session,
    person_id: int,
    which: list[ColumnElement[bool]],
    how_many: str,
    by: str,
    role: str,
    now: datetime,
) -> int:
    open_ones = (col(SignIn.person_id) == person_id, col(SignIn.ended_at).is_(None), *which)
    ended = session.execute(update(SignIn).where(*open_ones).values(ended_at=now).returning(col(SignIn.half_way)))
    whole = sum(not half_way for half_way in ended.scalars())
    if whole:
        audit.record(
            session,
            act="sign-in.ended",
            by=by,
            role=role,
            about=f"person:{person_id}",
            facts={"which": how_many, "ended": str(whole)},
            now=now,
        )
    return whole
