"""What happened to a concern, step by step. Steps are only added; the database refuses to change or remove one."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select
from sqlmodel import Session, col

from coproduce.core.inserts import insert_unless_there
from coproduce.safeguarding.models import ConcernOutcome, ConcernStep, Step

STEPS = ConcernStep.metadata.tables["concern_steps"]
LOOKS = (Step.OPENED, Step.READ)
BY_JOB = "job"


def add(
    session: Session,
    *,
    comment_id: UUID,
    step: Step,
    by: str,
    now: datetime,
    told: str = "",
    level: int = 0,
    round: int = 1,
    outcome: ConcernOutcome | None = None,
    reason: str = "",
) -> bool:
    """Write a step down; False, and nothing written, where this person was told so before."""
    row = {
        "comment_id": comment_id,
        "step": step,
        "at": now,
        "by": by,
        "told": told,
        "level": level,
        "round": round,
        "outcome": outcome,
        "reason": reason,
    }
    return insert_unless_there(session, STEPS, row)


def history(session: Session, *, comment_id: UUID) -> Sequence[ConcernStep]:
    """The steps of a concern, the first one first."""
    mine = select(ConcernStep).where(col(ConcernStep.comment_id) == comment_id)
    return session.scalars(mine.order_by(col(ConcernStep.id))).all()


def looked(session: Session, *, comment_id: UUID, by: str, since: datetime | None = None) -> bool:
    """Whether this person has opened the words, ever or since a moment."""
    mine = [STEPS.c.comment_id == comment_id, STEPS.c.by == by, STEPS.c.step.in_(LOOKS)]
    if since is not None:
        mine.append(STEPS.c.at > since)
    return bool(session.scalar(select(exists().where(*mine))))
