"""Comments that may mean a child is at risk: who read the words, and what the lead decided.

A comment with a concern is hidden from themes and results until a decision; one that is referred stays hidden.
That a comment was not flagged never means that there is no concern.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, exists, select, update
from sqlmodel import Session

from coproduce.core.clock import LOCAL
from coproduce.core.inserts import insert_unless_there
from coproduce.safeguarding import keeping
from coproduce.safeguarding.models import Concern, ConcernOpening, ConcernOutcome
from coproduce.voice.models import Comment

COMMENTS = Comment.metadata.tables["comments"]
CONCERNS = Concern.metadata.tables["concerns"]
OPENINGS = ConcernOpening.metadata.tables["concern_openings"]
DECIDED_SHOWN = 20


class NoSuchConcern(LookupError):
    """There is no comment with this id that was flagged."""


class NotOpened(PermissionError):
    """Who decides must have opened and read the words first."""


class ReasonNeeded(ValueError):
    """A decision needs a reason."""


class AlreadyDecided(RuntimeError):
    """Somebody decided this concern before."""


@dataclass(frozen=True, slots=True)
class ConcernView:
    """A concern without the comment's words. `raised_on` is None until the job has noted it, minutes at most.

    `kinds` are the screen's codes; empty where only the writer said that they are worried.
    """

    comment_id: UUID
    raised_on: date | None
    source: str
    kinds: Sequence[str]
    writer_worried: bool
    opened_at: datetime | None
    opened_by: str
    outcome: ConcernOutcome | None
    reason: str
    decided_at: datetime | None
    decided_by: str


def note_new(session: Session, *, today: date) -> str:
    """The job: raise a concern for each flagged comment that has none, so that its clock starts."""
    flagged = select(COMMENTS.c.id).where(
        COMMENTS.c.concern, ~exists().where(CONCERNS.c.comment_id == COMMENTS.c.id)
    )
    fresh = list(session.scalars(flagged))
    for comment_id in fresh:
        _raise(session, comment_id, today)
    return f"{len(fresh)} new concerns."


def waiting(session: Session) -> list[ConcernView]:
    """The concerns nobody has decided: those not opened first, then the oldest."""
    rows = session.execute(_concerns().where(COMMENTS.c.hidden, CONCERNS.c.outcome.is_(None))).all()
    undecided = [_view(row) for row in rows]
    return sorted(undecided, key=lambda c: (c.opened_at is not None, c.raised_on or date.max, c.comment_id))


def decided(session: Session, *, limit: int = DECIDED_SHOWN) -> list[ConcernView]:
    """The concerns decided last, the newest first."""
    newest = _concerns().where(CONCERNS.c.outcome.is_not(None)).order_by(CONCERNS.c.decided_at.desc())
    return [_view(row) for row in session.execute(newest.limit(limit))]


def look_at(session: Session, *, comment_id: UUID) -> ConcernView:
    """One concern, without the words. Raises NoSuchConcern."""
    row = session.execute(_concerns().where(COMMENTS.c.id == comment_id)).first()
    if row is None:
        raise NoSuchConcern(str(comment_id))
    return _view(row)


def words_for(session: Session, *, comment_id: UUID, by: str) -> str | None:
    """The original words, for somebody who opened the concern; None for anybody else."""
    opened = exists().where(OPENINGS.c.comment_id == COMMENTS.c.id, OPENINGS.c.opened_by == by)
    return session.scalar(select(COMMENTS.c.original).where(COMMENTS.c.id == comment_id, opened))


def open_concern(session: Session, *, comment_id: UUID, by: str, now: datetime) -> None:
    """Record that this person reads the original words. Opening it again changes nothing. Raises NoSuchConcern."""
    look_at(session, comment_id=comment_id)
    _raise(session, comment_id, now.astimezone(LOCAL).date())
    opening = {"comment_id": comment_id, "opened_by": by, "opened_at": now}
    insert_unless_there(session, OPENINGS, opening)
    first = update(CONCERNS).where(CONCERNS.c.comment_id == comment_id, CONCERNS.c.opened_at.is_(None))
    session.execute(first.values(opened_at=now, opened_by=by))


def decide(
    session: Session, *, comment_id: UUID, outcome: ConcernOutcome, reason: str, by: str, now: datetime
) -> None:
    """Close a concern; unless it is referred, its comment joins themes and results again.

    Where its writer asked meanwhile that it be erased, the words go instead.

    Raises NoSuchConcern, ReasonNeeded, NotOpened, AlreadyDecided.
    """
    if not reason.strip():
        raise ReasonNeeded("A decision needs a reason.")
    look_at(session, comment_id=comment_id)
    if words_for(session, comment_id=comment_id, by=by) is None:
        raise NotOpened("Open the concern and read it before you decide.")
    open_still = update(CONCERNS).where(CONCERNS.c.comment_id == comment_id, CONCERNS.c.outcome.is_(None))
    closed = open_still.values(outcome=outcome, reason=reason.strip(), decided_at=now, decided_by=by)
    if session.connection().execute(closed).rowcount == 0:
        raise AlreadyDecided(str(comment_id))
    if outcome is not ConcernOutcome.REFERRED:
        keeping.release(session, comment_id=comment_id)


def _raise(session: Session, comment_id: UUID, day: date) -> None:
    row = {"comment_id": comment_id, "raised_on": day, "opened_by": "", "decided_by": "", "reason": ""}
    insert_unless_there(session, CONCERNS, row)


_COLUMNS = (
    COMMENTS.c.id.label("comment_id"),
    *(COMMENTS.c[name] for name in ("source", "concern_kinds", "writer_worried")),
    *(CONCERNS.c[name] for name in ("raised_on", "opened_at", "opened_by", "outcome", "reason")),
    *(CONCERNS.c[name] for name in ("decided_at", "decided_by")),
)


def _concerns() -> Select[Any]:
    return select(*_COLUMNS).select_from(COMMENTS.outerjoin(CONCERNS)).where(COMMENTS.c.concern)


def _view(row: Row[Any]) -> ConcernView:
    return ConcernView(
        comment_id=row.comment_id,
        raised_on=row.raised_on,
        source=row.source,
        kinds=tuple(row.concern_kinds),
        writer_worried=row.writer_worried,
        opened_at=row.opened_at,
        opened_by=row.opened_by or "",
        outcome=row.outcome,
        reason=row.reason or "",
        decided_at=row.decided_at,
        decided_by=row.decided_by or "",
    )
