"""Comments that may mean a child is at risk: who read the words, and what the lead decided.

A comment with a concern is hidden from themes and results until a decision; one on which somebody acts stays
hidden. That a comment was not flagged never means that there is no concern.
"""

import hashlib
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, exists, null, select, true, update
from sqlmodel import Session

from coproduce.core import audit
from coproduce.core.inserts import insert_unless_there
from coproduce.core.working_time import WorkingTime
from coproduce.safeguarding import keeping, steps
from coproduce.safeguarding.models import Concern, ConcernOutcome, Step, Trace
from coproduce.voice.models import Comment

COMMENTS = Comment.metadata.tables["comments"]
CONCERNS = Concern.metadata.tables["concerns"]
TRACES = Trace.metadata.tables["traces"]
LEAD = "safeguarding"
A_LOOK_LASTS = timedelta(minutes=15)
"""So long the words stand on the page of whoever opened them. Then they are opened once more, and that is kept."""
OFFICE = WorkingTime()
BROUGHT_BY_A_READER = "reader"
"""The kind of a concern that no screen found: somebody who read the comment was worried."""


class NoSuchConcern(LookupError):
    """There is no comment with this id that was flagged."""


class NotOpened(PermissionError):
    """Who decides must have opened and read the words first."""


class ReasonNeeded(ValueError):
    """A decision, and reopening one, needs a reason."""


class AlreadyDecided(RuntimeError):
    """Somebody decided this concern before."""


class NotDecided(RuntimeError):
    """What nobody has decided cannot be reopened."""


def reference(comment_id: UUID) -> str:
    """A concern's name in the audit: it leads the lead to the concern, and nobody to the comment."""
    return hashlib.sha256(b"concern" + comment_id.bytes).hexdigest()[:12]


def raise_new(session: Session, *, working: WorkingTime, now: datetime) -> int:
    """Raise a concern for each flagged comment that has none, so that its clock starts; how many."""
    flagged = select(COMMENTS.c.id).where(
        COMMENTS.c.concern, ~exists().where(CONCERNS.c.comment_id == COMMENTS.c.id)
    )
    return sum(_raise(session, comment_id, working, now) for comment_id in session.scalars(flagged).all())


def raise_one(session: Session, comment_id: UUID, *, working: WorkingTime, now: datetime) -> bool:
    """Raise the concern of one flagged comment, if it has none; whether it is new."""
    return _raise(session, comment_id, working, now)


def bring(session: Session, *, comment_id: UUID, by: str, role: str, working: WorkingTime, now: datetime) -> None:
    """Somebody who read a comment is worried: it is hidden at once and comes to the lead. Raises NoSuchConcern.

    One that was decided before, and came back among the others, is reopened.
    """
    kinds = session.execute(
        select(COMMENTS.c.concern_kinds).where(COMMENTS.c.id == comment_id, ~COMMENTS.c.hidden).with_for_update()
    ).scalar()
    if kinds is None:
        raise NoSuchConcern(str(comment_id))
    kinds = sorted({*kinds, BROUGHT_BY_A_READER})
    this = update(COMMENTS).where(COMMENTS.c.id == comment_id)
    session.execute(this.values(concern=true(), hidden=true(), concern_kinds=kinds))
    if not _raise(session, comment_id, working, now):
        anew = update(CONCERNS).where(CONCERNS.c.comment_id == comment_id)
        session.execute(anew.values(**_undecided(working, now), tell_at=now, opened_at=null(), opened_by=""))
    steps.add(session, comment_id=comment_id, step=Step.BROUGHT, by=by, now=now)
    _record(session, "concern.brought", comment_id, by=by, role=role, now=now)


def words_for(session: Session, *, comment_id: UUID, by: str, now: datetime) -> str | None:
    """The original words, for somebody who opened the concern a short while ago; None for anybody else."""
    if not steps.looked(session, comment_id=comment_id, by=by, since=now - A_LOOK_LASTS):
        return None
    return session.scalar(select(COMMENTS.c.original).where(COMMENTS.c.id == comment_id))


def open_concern(
    session: Session, *, comment_id: UUID, by: str, now: datetime, working: WorkingTime = OFFICE
) -> None:
    """Record that this person reads the original words, now: each look is kept. Raises NoSuchConcern."""
    _is_flagged(session, comment_id)
    _raise(session, comment_id, working, now)
    found = _locked(session, comment_id)
    if found.opened_at is None:
        # From now on somebody is told when its time has passed, and not that nobody opened it.
        again = max(found.due_at, working.end_of_day(now))
        first = update(CONCERNS).where(CONCERNS.c.comment_id == comment_id)
        session.execute(first.values(opened_at=now, opened_by=by, tell_at=again))
    before = steps.looked(session, comment_id=comment_id, by=by)
    step = Step.READ if before else Step.OPENED
    steps.add(session, comment_id=comment_id, step=step, by=by, now=now)
    _record(session, f"concern.{step}", comment_id, by=by, now=now)


def decide(
    session: Session, *, comment_id: UUID, outcome: ConcernOutcome, reason: str, by: str, now: datetime
) -> None:
    """Close a concern; unless the outcome keeps it hidden, its comment joins themes and results again.

    Where its writer asked meanwhile that it be erased, the words go instead.

    Raises NoSuchConcern, ReasonNeeded, NotOpened, AlreadyDecided.
    """
    if not reason.strip():
        raise ReasonNeeded("A decision needs a reason.")
    _is_flagged(session, comment_id)
    if not steps.looked(session, comment_id=comment_id, by=by):
        raise NotOpened("Open the concern and read it before you decide.")
    if _locked(session, comment_id).outcome is not None:
        raise AlreadyDecided(str(comment_id))
    closed = update(CONCERNS).where(CONCERNS.c.comment_id == comment_id)
    values = {"outcome": outcome, "reason": reason.strip(), "decided_at": now, "decided_by": by}
    session.execute(closed.values(**values, tell_at=null()))
    steps.add(
        session, comment_id=comment_id, step=Step.DECIDED, by=by, now=now, outcome=outcome, reason=reason.strip()
    )
    _record(session, "concern.decided", comment_id, by=by, now=now, facts={"outcome": outcome.value})
    session.execute(delete(TRACES).where(TRACES.c.comment_id == comment_id))
    if not outcome.keeps_hidden:
        keeping.release(session, comment_id=comment_id)


def reopen(
    session: Session, *, comment_id: UUID, reason: str, by: str, now: datetime, working: WorkingTime = OFFICE
) -> None:
    """Take a decision back: the comment is hidden again, and its clock starts anew. The decision stays on record.

    Raises NoSuchConcern, ReasonNeeded, NotDecided.
    """
    if not reason.strip():
        raise ReasonNeeded("Reopening needs a reason.")
    if _locked(session, comment_id).outcome is None:
        raise NotDecided(str(comment_id))
    values = _undecided(working, now)
    anew = update(CONCERNS).where(CONCERNS.c.comment_id == comment_id)
    session.execute(anew.values(**values, tell_at=values["due_at"]))
    session.execute(update(COMMENTS).where(COMMENTS.c.id == comment_id).values(hidden=true()))
    steps.add(session, comment_id=comment_id, step=Step.REOPENED, by=by, now=now, reason=reason.strip())
    _record(session, "concern.reopened", comment_id, by=by, now=now)


def _undecided(working: WorkingTime, now: datetime) -> dict[str, object]:
    return {
        "outcome": null(),
        "reason": "",
        "decided_at": null(),
        "decided_by": "",
        "due_at": working.end_of_day(now),
        "told_level": 0,
        "round": CONCERNS.c.round + 1,
    }


def _raise(session: Session, comment_id: UUID, working: WorkingTime, now: datetime) -> bool:
    row = {
        "comment_id": comment_id,
        "raised_at": now,
        "due_at": working.end_of_day(now),
        "tell_at": now,
        "told_level": 0,
        "round": 1,
        "opened_by": "",
        "decided_by": "",
        "reason": "",
    }
    if not insert_unless_there(session, CONCERNS, row):
        return False
    return steps.add(session, comment_id=comment_id, step=Step.RAISED, by=steps.BY_JOB, now=now)


def _is_flagged(session: Session, comment_id: UUID) -> None:
    if not session.scalar(select(exists().where(COMMENTS.c.id == comment_id, COMMENTS.c.concern))):
        raise NoSuchConcern(str(comment_id))


def _locked(session: Session, comment_id: UUID) -> Row[Any]:
    """The concern, held until we commit: two who act at once act one after the other. Raises NoSuchConcern."""
    found = session.execute(select(CONCERNS).where(CONCERNS.c.comment_id == comment_id).with_for_update()).first()
    if found is None:
        raise NoSuchConcern(str(comment_id))
    return found


def _record(
    session: Session,
    act: str,
    comment_id: UUID,
    *,
    by: str,
    now: datetime,
    role: str = LEAD,
    facts: dict[str, str] | None = None,
) -> None:
    about = f"concern:{reference(comment_id)}"
    audit.record(session, act=act, by=by, role=role, about=about, facts=facts, now=now)
