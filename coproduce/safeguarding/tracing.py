"""Finding out to whom an invited link was sent, when the words that came through it mean that a child is at risk.

An answer never knows who gave it. Only where its words raise a concern, whoever stores them may hand the contact
over, in the same transaction: it is kept sealed, for that concern alone, until the concern is decided or DAYS_KEPT
have passed. Opening it takes two people, each of whom the audit names; the database refuses one and the same.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, exists, select, update
from sqlmodel import Session, col
from sqlmodel import select as choose

from coproduce.accounts.people import By
from coproduce.core import audit
from coproduce.core.contact import Contact
from coproduce.core.inserts import insert_unless_there
from coproduce.core.sealing import CannotUnseal, seal, unseal
from coproduce.core.working_time import WorkingTime
from coproduce.safeguarding import concerns
from coproduce.safeguarding.concerns import COMMENTS, CONCERNS, OFFICE, reference
from coproduce.safeguarding.models import Trace, TraceRequest

TRACES = Trace.metadata.tables["traces"]
REQUESTS = TraceRequest.metadata.tables["trace_requests"]
DAYS_KEPT = 28
SHOWN_FOR = timedelta(minutes=30)
"""So long after the approval the contact can be shown to whoever asked for it."""


class NoTrace(LookupError):
    """There is no trace: the link was open to all, the concern is decided, or the time has passed."""


class SamePerson(PermissionError):
    """Whoever asks cannot approve."""


class NotApproved(PermissionError):
    """Nobody approved this, or the time in which the contact is shown has passed."""


class ReasonNeeded(ValueError):
    """Asking needs a reason."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as pages show it: nothing of the comment and nothing of the contact."""

    id: int
    comment_id: UUID
    asker_id: int
    asked_by: str
    asked_at: datetime
    reason: str
    approved_by: str
    approved_at: datetime | None


def keep(
    session: Session,
    comment_id: UUID,
    contact: Contact,
    now: datetime,
    *,
    secret: str,
    working: WorkingTime = OFFICE,
) -> bool:
    """Keep to whom the link was sent, sealed, if this comment raises a concern; False, and nothing kept, if not.

    For whoever stores an answer that came through an invited link, in the transaction that stores it.
    """
    raises = select(exists().where(COMMENTS.c.id == comment_id, COMMENTS.c.concern, COMMENTS.c.hidden))
    if not session.scalar(raises):
        return False
    concerns.raise_one(session, comment_id, working=working, now=now)
    told = {"email": contact.email, "mobile": contact.mobile, "post": contact.post}
    sealed = seal(secret, _purpose(comment_id), json.dumps(told).encode())
    return insert_unless_there(session, TRACES, {"comment_id": comment_id, "sealed": sealed, "kept_at": now})


def is_there(session: Session, *, comment_id: UUID) -> bool:
    """Whether the concern can be traced."""
    return bool(session.scalar(select(exists().where(TRACES.c.comment_id == comment_id))))


def ask(session: Session, *, comment_id: UUID, reason: str, by: By, now: datetime) -> int:
    """A lead asks to open a trace. Raises NoTrace, ReasonNeeded."""
    if not reason.strip():
        raise ReasonNeeded("Asking needs a reason.")
    if not is_there(session, comment_id=comment_id):
        raise NoTrace(str(comment_id))
    asked = TraceRequest(
        comment_id=comment_id, asker_id=by.person_id or 0, asked_by=by.email, asked_at=now, reason=reason.strip()
    )
    session.add(asked)
    session.flush()
    _record(session, "trace.asked", comment_id, by=by, now=now)
    return asked.id or 0


def approve(session: Session, *, request_id: int, by: By, now: datetime) -> None:
    """A second person approves. Approving again changes nothing. Raises NoTrace, SamePerson."""
    found = _held(session, request_id)
    if not is_there(session, comment_id=found.comment_id):
        raise NoTrace(str(found.comment_id))
    if by.person_id == found.asker_id or by.email.casefold() == found.asked_by.casefold():
        raise SamePerson("Another person must approve.")
    this = update(REQUESTS).where(REQUESTS.c.id == request_id, REQUESTS.c.approved_at.is_(None))
    values = {"approver_id": by.person_id, "approved_by": by.email, "approved_at": now}
    if session.connection().execute(this.values(values)).rowcount:
        _record(session, "trace.approved", found.comment_id, by=by, now=now, facts={"asked by": found.asked_by})


def show(session: Session, *, request_id: int, by: By, secret: str, now: datetime) -> Contact:
    """The contact, for the lead who asked, a short while after the approval; each look is on record.

    Raises NoTrace, NotApproved.
    """
    found = _held(session, request_id)
    in_time = found.approved_at is not None and now < found.approved_at + SHOWN_FOR
    if not in_time or by.person_id != found.asker_id:
        raise NotApproved("Nobody approved this, or its time has passed.")
    sealed = session.scalar(select(TRACES.c.sealed).where(TRACES.c.comment_id == found.comment_id))
    if sealed is None:
        raise NoTrace(str(found.comment_id))
    try:
        told = json.loads(unseal(secret, _purpose(found.comment_id), sealed))
    except CannotUnseal:
        raise NoTrace("It was sealed under another key.") from None
    _record(session, "trace.shown", found.comment_id, by=by, now=now)
    return Contact(**told)


def requests(session: Session, *, comment_id: UUID | None = None) -> Sequence[Asked]:
    """The requests about one concern, or about all that can still be traced; the newest first."""
    query = choose(TraceRequest).order_by(col(TraceRequest.id).desc())
    if comment_id is not None:
        query = query.where(TraceRequest.comment_id == comment_id)
    else:
        query = query.where(exists().where(TRACES.c.comment_id == REQUESTS.c.comment_id))
    return [
        Asked(r.id or 0, r.comment_id, r.asker_id, r.asked_by, r.asked_at, r.reason, r.approved_by, r.approved_at)
        for r in session.exec(query)
    ]


def forget_old(session: Session, *, now: datetime) -> str:
    """The job: forget traces whose time has passed, and those whose concern is decided."""
    old = TRACES.c.kept_at < now - timedelta(days=DAYS_KEPT)
    decided = exists().where(CONCERNS.c.comment_id == TRACES.c.comment_id, CONCERNS.c.outcome.is_not(None))
    gone = session.connection().execute(delete(TRACES).where(old | decided)).rowcount
    return f"Traces forgotten: {gone}."


def _held(session: Session, request_id: int) -> TraceRequest:
    query = choose(TraceRequest).where(TraceRequest.id == request_id).with_for_update()
    found = session.exec(query.execution_options(populate_existing=True)).first()
    if found is None:
        raise NoTrace(str(request_id))
    return found


def _purpose(comment_id: UUID) -> str:
    return f"trace/{comment_id}"


def _record(
    session: Session, act: str, comment_id: UUID, *, by: By, now: datetime, facts: dict[str, str] | None = None
) -> None:
    about = f"concern:{reference(comment_id)}"
    audit.record(session, act=act, by=by.email, role=by.role_then, about=about, facts=facts, now=now)
