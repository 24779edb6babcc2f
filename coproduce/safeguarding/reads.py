"""Every comment is read by a person within a stated time: which ones nobody has read, and which are late.

Nobody has read a comment because a page that held it was opened. A person says that they have read the comments
before them, or brings one to the safeguarding lead. Hidden comments are the lead's, and not among these.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, select
from sqlmodel import Session

from coproduce.core.inserts import insert_unless_there
from coproduce.core.working_time import WorkingTime
from coproduce.safeguarding.concerns import COMMENTS
from coproduce.safeguarding.models import CommentRead

READS = CommentRead.metadata.tables["comment_reads"]
WITHIN = 5
"""Working days in which a person reads each comment."""
PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class Unread:
    """A comment that nobody has read, without names. `said_on` is the first day of its month."""

    id: UUID
    text: str
    said_on: date


@dataclass(frozen=True, slots=True)
class Counts:
    """How many comments nobody has read, and how many of those should have been read by now."""

    unread: int
    late: int


def first(session: Session, *, limit: int = PER_PAGE) -> list[Unread]:
    """The comments nobody has read, the oldest month first."""
    query = select(COMMENTS.c.id, COMMENTS.c.redacted, COMMENTS.c.said_on).where(_nobody_has())
    rows = session.execute(query.order_by(COMMENTS.c.said_on, COMMENTS.c.id).limit(limit))
    return [Unread(row.id, row.redacted, row.said_on.replace(day=1)) for row in rows]


def count(session: Session, *, working: WorkingTime, today: date) -> Counts:
    """How many nobody has read, and how many are late."""
    latest = working.days_before(today, WITHIN)
    counted = select(func.count(), func.count().filter(COMMENTS.c.said_on < latest)).where(_nobody_has())
    unread, late = session.execute(counted).one()
    return Counts(unread, late)


def mark(session: Session, *, comment_ids: Sequence[UUID], by: str, today: date) -> int:
    """Keep that this person has read these comments; how many nobody had read before."""
    there = session.scalars(select(COMMENTS.c.id).where(COMMENTS.c.id.in_(comment_ids), _nobody_has())).all()
    rows = [{"comment_id": comment_id, "read_on": today, "read_by": by} for comment_id in there]
    return sum(insert_unless_there(session, READS, row) for row in rows)


def _nobody_has() -> ColumnElement[bool]:
    shown = ~COMMENTS.c.hidden & (COMMENTS.c.redacted != "")
    return shown & ~exists().where(READS.c.comment_id == COMMENTS.c.id)
