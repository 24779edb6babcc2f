"""The lead's queue as its pages show it: concerns without the comments' words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select
from sqlmodel import Session

from coproduce.safeguarding.concerns import COMMENTS, CONCERNS, NoSuchConcern
from coproduce.safeguarding.models import ConcernOutcome

DECIDED_SHOWN = 20


@dataclass(frozen=True, slots=True)
class ConcernView:
    """A concern without the comment's words. `raised_at` is None until the job has noted it, a minute at most.

    `kinds` are the screen's codes; empty where only the writer said that they are worried.
    `wants_erasure`: the writer has erased it since, so that its words go once no decision needs them.
    """

    comment_id: UUID
    raised_at: datetime | None
    due_at: datetime | None
    source: str
    kinds: Sequence[str]
    writer_worried: bool
    wants_erasure: bool
    opened_at: datetime | None
    opened_by: str
    outcome: ConcernOutcome | None
    reason: str
    decided_at: datetime | None
    decided_by: str

    def is_late(self, now: datetime) -> bool:
        """Whether it should have been decided by now."""
        return self.outcome is None and self.due_at is not None and self.due_at < now


def waiting(session: Session) -> list[ConcernView]:
    """The concerns nobody has decided: those not opened first, then those that are due first, the oldest first."""
    rows = session.execute(_concerns().where(COMMENTS.c.hidden, CONCERNS.c.outcome.is_(None))).all()
    undecided = [_view(row) for row in rows]
    return sorted(undecided, key=_urgency)


def count_waiting(session: Session) -> int:
    """How many concerns nobody has decided."""
    undecided = COMMENTS.outerjoin(CONCERNS)
    counted = select(func.count()).select_from(undecided)
    found: int = session.execute(
        counted.where(COMMENTS.c.concern, COMMENTS.c.hidden, CONCERNS.c.outcome.is_(None))
    ).scalar_one()
    return found


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


def _urgency(concern: ConcernView) -> tuple[bool, bool, float, float, UUID]:
    due, raised = concern.due_at, concern.raised_at
    return (
        concern.opened_at is not None,
        due is None,
        due.timestamp() if due else 0.0,
        raised.timestamp() if raised else 0.0,
        concern.comment_id,
    )


_OF_CONCERN = ("raised_at", "due_at", "opened_at", "opened_by", "outcome", "reason", "decided_at", "decided_by")
_COLUMNS = (
    COMMENTS.c.id.label("comment_id"),
    *(COMMENTS.c[name] for name in ("source", "concern_kinds", "writer_worried", "erase_asked_on")),
    *(CONCERNS.c[name] for name in _OF_CONCERN),
)


def _concerns() -> Select[Any]:
    return select(*_COLUMNS).select_from(COMMENTS.outerjoin(CONCERNS)).where(COMMENTS.c.concern)


def _view(row: Row[Any]) -> ConcernView:
    return ConcernView(
        comment_id=row.comment_id,
        raised_at=row.raised_at,
        due_at=row.due_at,
        source=row.source,
        kinds=tuple(row.concern_kinds),
        writer_worried=row.writer_worried,
        wants_erasure=row.erase_asked_on is not None,
        opened_at=row.opened_at,
        opened_by=row.opened_by or "",
        outcome=row.outcome,
        reason=row.reason or "",
        decided_at=row.decided_at,
        decided_by=row.decided_by or "",
    )
