"""Which words the safeguarding lead still needs: they are kept although their writer or their time says otherwise.

Those of a concern that nobody has decided, and those on which somebody acts, for as long as concerns are kept.
UK GDPR Art. 17(3)(b) and Data Protection Act 2018 Schedule 1 paragraph 18 (safeguarding of children).
"""

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, false, func, select, update
from sqlmodel import Session

from coproduce.safeguarding.models import Concern, ConcernOutcome
from coproduce.voice import erasing
from coproduce.voice.models import Comment
from coproduce.web.retention import Reach

COMMENTS = Comment.metadata.tables["comments"]
CONCERNS = Concern.metadata.tables["concerns"]
CLEARED = tuple(outcome for outcome in ConcernOutcome if not outcome.keeps_hidden)


def was_cleared() -> ColumnElement[bool]:
    """That the lead has decided this comment's concern, and nobody acts on it."""
    return exists().where(CONCERNS.c.comment_id == COMMENTS.c.id, CONCERNS.c.outcome.in_(CLEARED))


def still_needed() -> ColumnElement[bool]:
    """That this comment has a concern which is not decided yet, or on which somebody acts."""
    return and_(COMMENTS.c.concern, ~was_cleared())


def ask_to_erase(session: Session, which: ColumnElement[bool], *, today: date) -> None:
    """Of these comments, mark those that the lead still needs: their writer wants them erased."""
    marked = update(COMMENTS).where(which, still_needed())
    session.execute(marked.values(erase_asked_on=today, may_quote=False))


def release(session: Session, *, comment_id: UUID) -> None:
    """The lead needs these words no longer: their comment joins the others, or goes if its writer asked for it."""
    this = COMMENTS.c.id == comment_id
    wanted = COMMENTS.c.erase_asked_on.is_(None)
    session.execute(update(COMMENTS).where(this, wanted).values(hidden=false()))
    erasing.empty_comments(session, and_(this, ~wanted))


def count_concerns(session: Session, reach: Reach) -> int:
    """How many concerns were decided too long ago."""
    found: int = session.execute(select(func.count()).select_from(CONCERNS).where(_old(reach))).scalar_one()
    return found


def purge_concerns(session: Session, reach: Reach) -> int:
    """Delete those concerns with their comments: without its concern a comment would be flagged anew."""
    return erasing.delete_comments(session, COMMENTS.c.id.in_(select(CONCERNS.c.comment_id).where(_old(reach))))


def _old(reach: Reach) -> ColumnElement[bool]:
    return CONCERNS.c.decided_at < reach.before
