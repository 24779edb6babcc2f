"""The second step: a code from an app on somebody's phone (TOTP, RFC 6238). The one door to pyotp.

A code is good for the half minute it was made in, the one before and the one after, and works once. The secret is
offered first and kept only when a code shows that the phone has it; kept, it is sealed.
"""

import base64
import hashlib
import hmac
import logging
import unicodedata
from datetime import datetime
from enum import StrEnum

import pyotp
from sqlalchemy import delete, select, update
from sqlmodel import Session

from coproduce.accounts import telling
from coproduce.accounts.models import Person, Role, SecondStep
from coproduce.core import audit
from coproduce.core.codes import derive_key
from coproduce.core.inserts import insert_unless_there
from coproduce.core.sealing import CannotUnseal, seal, unseal

MUST_HAVE = frozenset({Role.OFFICER, Role.SAFEGUARDING, Role.ADMIN})
STEP_S = 30
DRIFT = (0, -1, 1)
SECRET_BYTES = 20
STEPS = SecondStep.metadata.tables["second_steps"]

log = logging.getLogger("coproduce.accounts")


class AlreadySet(ValueError):
    """A second step was set up in the meantime: perhaps by somebody else who knows the password."""


class Next(StrEnum):
    """What comes after the right password."""

    NOTHING = "nothing"
    CODE = "code"
    SET_UP = "set_up"


def next_after_password(role: Role, *, is_set: bool, required: bool) -> Next:
    """What somebody with this role is asked for next. Whoever has a second step is always asked for it."""
    if is_set:
        return Next.CODE
    return Next.SET_UP if required and role in MUST_HAVE else Next.NOTHING


def is_set(session: Session, *, person_id: int) -> bool:
    """Whether this person has a second step."""
    return _row(session, person_id) is not None


def offer(*, key: str, seed: str) -> str:
    """A secret to put into a phone: the same each time the page is opened, and kept nowhere before it is used."""
    made = hmac.new(derive_key(key, "accounts/second-step/offer"), seed.encode(), hashlib.sha256).digest()
    return base64.b32encode(made[:SECRET_BYTES]).decode()


def address_of(offered: str, *, email: str, site: str) -> str:
    """What the QR code says, and what a phone opens its app with."""
    return pyotp.TOTP(offered).provisioning_uri(name=email, issuer_name=site)


def set_up(
    session: Session, *, person: Person, offered: str, code: str, key: str, now: datetime, replace: bool = False
) -> bool:
    """Keep the offered secret if the code shows that the phone has it. Raises AlreadySet unless it may replace."""
    step = _step_of(offered, code, now)
    if step is None or person.id is None:
        return False
    row = {"sealed_secret": seal(key, _purpose(person.id), offered.encode()), "last_step": step, "set_at": now}
    if not insert_unless_there(session, STEPS, {"person_id": person.id, **row}):
        if not replace:
            raise AlreadySet(person.email)
        session.execute(update(STEPS).where(STEPS.c.person_id == person.id).values(row))
    _record(session, person, "second-step.set", by=person.email, role=person.role.value, now=now)
    telling.tell(session, person=person, what=telling.SECOND_STEP_SET, now=now)
    return True


def check(session: Session, *, person_id: int, code: str, key: str, now: datetime) -> bool:
    """Whether this is a code of this person's that was not used before; it then is."""
    row = _row(session, person_id)
    if row is None:
        return False
    try:
        secret = unseal(key, _purpose(person_id), row.sealed_secret).decode()
    except CannotUnseal:
        log.error("A second step cannot be read. Was COPRODUCE_SECRET_KEY changed? It must be set up anew.")
        return False
    step = _step_of(secret, code, now)
    if step is None:
        return False
    # Of two who send the same code at the same moment, one finds it unused.
    used = (
        update(STEPS)
        .where(STEPS.c.person_id == person_id, STEPS.c.last_step < step)
        .values(last_step=step)
        .returning(STEPS.c.person_id)
    )
    return session.execute(used).first() is not None


def remove(session: Session, *, person: Person, by: str, role: str = "", now: datetime) -> bool:
    """Take a second step away, so that it can be set up anew; False where there was none."""
    gone = delete(STEPS).where(STEPS.c.person_id == person.id).returning(STEPS.c.person_id)
    if session.execute(gone).first() is None:
        return False
    _record(session, person, "second-step.removed", by=by, role=role, now=now)
    telling.tell(session, person=person, what=telling.SECOND_STEP_REMOVED, now=now)
    return True


def _row(session: Session, person_id: int) -> SecondStep | None:
    query = select(STEPS).where(STEPS.c.person_id == person_id)
    row = session.execute(query).mappings().first()
    return SecondStep(**row) if row else None


def _step_of(secret: str, code: str, now: datetime) -> int | None:
    """Which half minute this is the code of, of those that are near enough."""
    typed, made = digits(code), pyotp.TOTP(secret)
    current = int(now.timestamp()) // STEP_S
    found = [step for drift in DRIFT if hmac.compare_digest(made.generate_otp(step := current + drift), typed)]
    return found[0] if found else None


def digits(code: str) -> str:
    """The digits of a code, however it was typed: with spaces, or in another script's digits."""
    return "".join(str(unicodedata.digit(sign)) for sign in code if sign.isdigit())


def _purpose(person_id: int) -> str:
    return f"accounts/second-step/{person_id}"


def _record(session: Session, person: Person, act: str, *, by: str, role: str, now: datetime) -> None:
    audit.record(session, act=act, by=by, role=role, about=f"person:{person.id}", now=now)
