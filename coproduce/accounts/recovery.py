"""Recovery codes: ten, shown once, each good once, for the day on which the phone is lost."""

import hashlib
import hmac
import re
import secrets
import unicodedata
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update
from sqlmodel import Session

from coproduce.accounts import telling
from coproduce.accounts.models import Person, RecoveryCode
from coproduce.core import audit
from coproduce.core.codes import derive_key

HOW_MANY = 10
GROUPS, IN_A_GROUP = 4, 4
LETTERS = "bcdfghjkmnpqrstvwxyz"
"""No vowels, so that no word comes out, and no l, which looks like a figure: 69 bits a code."""

CODES = RecoveryCode.metadata.tables["recovery_codes"]


def make(session: Session, *, person: Person, key: str, now: datetime) -> tuple[str, ...]:
    """Ten new codes, which are kept nowhere; those from before open nothing any more."""
    forget(session, person_id=person.id or 0)
    made = tuple(_new_code() for _ in range(HOW_MANY))
    rows = [{"mark": _mark(key, person.id or 0, code), "person_id": person.id, "made_at": now} for code in made]
    session.execute(insert(CODES), rows)
    audit.record(
        session,
        act="recovery-codes.made",
        by=person.email,
        role=person.role.value,
        about=f"person:{person.id}",
        now=now,
    )
    return made


def make_anew(session: Session, *, person: Person, key: str, now: datetime) -> tuple[str, ...]:
    """Ten new codes in place of those from before, by themselves: their owner is told."""
    made = make(session, person=person, key=key, now=now)
    telling.tell(session, person=person, what=telling.RECOVERY_CODES_MADE, now=now)
    return made


def use(session: Session, *, person_id: int, code: str, key: str, now: datetime) -> bool:
    """Whether this is a code of this person's that was not used before; it then is."""
    used = (
        update(CODES)
        .where(
            CODES.c.mark == _mark(key, person_id, code),
            CODES.c.person_id == person_id,
            CODES.c.used_at.is_(None),
        )
        .values(used_at=now)
        .returning(CODES.c.mark)
    )
    return session.execute(used).first() is not None


def left(session: Session, *, person_id: int) -> int:
    """How many codes this person has not used yet."""
    query = select(func.count()).where(CODES.c.person_id == person_id, CODES.c.used_at.is_(None))
    found: int = session.execute(query).scalar_one()
    return found


def forget(session: Session, *, person_id: int) -> None:
    """Remove this person's codes."""
    session.execute(delete(CODES).where(CODES.c.person_id == person_id))


def _new_code() -> str:
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(IN_A_GROUP)) for _ in range(GROUPS))


def _mark(key: str, person_id: int, code: str) -> str:
    """Keyed, since a code that can be typed is short enough to be tried out by whoever has a plain hash."""
    plain = re.sub(r"[^a-z]", "", unicodedata.normalize("NFKC", code).lower())
    made = hmac.new(derive_key(key, f"accounts/recovery/{person_id}"), plain.encode(), hashlib.sha256)
    return made.hexdigest()
