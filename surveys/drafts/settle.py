"""The job that lets sent drafts go, and mixes those that changed, so that no order tells of answers.

An answer's transaction writes nothing about its draft. The job finds out by itself: each draft's row holds the
mark of its answer to be, sealed with the application's key. Drafts whose answers are there go LEAST_BATCH or
more together, else whoever looks twice could say which answer came when which draft went; fewer wait, until
their day. A draft that somebody changed was written beside the answers of that moment: the job then writes all
drafts anew, in random order, in a transaction of its own.
"""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, select, update
from sqlmodel import Session

from coproduce.core import sealing
from coproduce.core.clock import LOCAL
from surveys.drafts.keep import ANSWER, DRAFTS
from surveys.respond import known

LEAST_BATCH = 20
LARGEST_BATCH = 2_000
ANEW = update(DRAFTS).where(DRAFTS.c.find_mark == bindparam("one")).values(is_settled=True)
SETTLING = 0x64726166  # "draf": ours alone among advisory locks on this database


def settle(session: Session, *, secret: str, now: datetime) -> str:
    """The job: erase what is over or was sent, and write anew what changed."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(SETTLING)))
    connection = session.connection()
    over = connection.execute(delete(DRAFTS).where(DRAFTS.c.expires_on < now.astimezone(LOCAL).date())).rowcount
    sent = _sent(session, secret)
    going = sent if len(sent) >= LEAST_BATCH else []
    if going:
        connection.execute(delete(DRAFTS).where(DRAFTS.c.find_mark.in_(going)))
    mixed = _mix(session)
    waiting = len(sent) - len(going)
    return (
        f"Drafts over: {over}. Sent and erased: {len(going)}. Sent and waiting for company: {waiting}. "
        f"Written anew: {mixed}."
    )


def _sent(session: Session, secret: str) -> list[str]:
    """The drafts whose answers are there, so many at a time, in random order."""
    found: list[str] = []
    rows = session.execute(select(DRAFTS.c.find_mark, DRAFTS.c.answer)).all()
    for start in range(0, len(rows), LARGEST_BATCH):
        by_answer = {_mark(row, secret): row.find_mark for row in rows[start : start + LARGEST_BATCH]}
        found += [by_answer[mark] for mark in known(session, marks=[mark for mark in by_answer if mark])]
    secrets.SystemRandom().shuffle(found)
    return found[:LARGEST_BATCH]


def _mark(row: Row[Any], secret: str) -> str:
    try:
        return sealing.unseal(secret, ANSWER, row.answer).decode()
    except sealing.CannotUnseal:
        return ""  # kept under a secret key that was changed since: it goes on its day


def _mix(session: Session) -> int:
    """Where somebody changed a draft since the last time, write all of them anew in random order; how many rows.

    An UPDATE, and only of the flag: a draft that somebody changes at this moment keeps what they typed.
    """
    rows = list(session.execute(select(DRAFTS.c.find_mark, DRAFTS.c.is_settled)).all())
    changed = [row.find_mark for row in rows if not row.is_settled]
    if not changed:
        return 0
    chance = secrets.SystemRandom()
    others = [row.find_mark for row in rows if row.is_settled]
    company = chance.sample(others, min(len(others), max(0, LARGEST_BATCH - len(changed))))
    marks = [*changed, *company]
    chance.shuffle(marks)
    session.connection().execute(ANEW, [{"one": mark} for mark in marks])
    return len(marks)
