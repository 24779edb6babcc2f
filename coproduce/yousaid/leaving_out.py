"""Leaving a comment out of publication: the reason is kept, and the number is published.

Its words stand in no reply from then on. It counts in every figure all the same: nobody takes criticism away by
calling it abusive. One person is enough to take words away, and puts them back only with a word on record.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from coproduce.core import audit
from coproduce.core.blank import is_blank
from coproduce.core.clock import LOCAL
from coproduce.core.inserts import insert_unless_there
from coproduce.core.privacy import PUBLIC, Published, publish
from coproduce.voice.models import Comment
from coproduce.yousaid.errors import NoSuchComment, NotTheirs, NoWords
from coproduce.yousaid.models import LeftOut, Quote, Verdict, WhyLeftOut
from coproduce.yousaid.track import WRITERS, By

LEFT_OUT = LeftOut.metadata.tables["comments_left_out"]


def leave_out(
    session: Session, *, comment_id: UUID, reason: WhyLeftOut, because: str, by: By, now: datetime
) -> None:
    """Publish these words nowhere; where they stand, they go at once. Raises NotTheirs, NoWords, NoSuchComment."""
    if by.role not in WRITERS:
        raise NotTheirs
    if is_blank(because):
        raise NoWords
    comment = session.get(Comment, comment_id, with_for_update=True)
    if comment is None or comment.hidden:
        raise NoSuchComment(str(comment_id))
    row = {
        "comment_id": comment_id,
        "reason": reason,
        "because": because.strip(),
        "by_title": by.title,
        "left_out_on": now.astimezone(LOCAL).date(),
    }
    if not insert_unless_there(session, LEFT_OUT, row):
        return
    for quote in session.exec(select(Quote).where(Quote.comment_id == comment_id)):
        quote.verdict, quote.because = Verdict.WITHDRAWN, because.strip()
        session.add(quote)
    session.flush()
    _record(session, "comments.left_out", comment_id, by, now, reason=reason.value)


def put_back(session: Session, *, comment_id: UUID, by: By, now: datetime) -> None:
    """Its words may be quoted again, where their writer allows it. Safe to run twice. Raises NotTheirs."""
    if by.role not in WRITERS:
        raise NotTheirs
    mine = delete(LeftOut).where(col(LeftOut.comment_id) == comment_id).returning(col(LeftOut.comment_id))
    if session.execute(mine).first() is not None:
        _record(session, "comments.put_back", comment_id, by, now)


def find(session: Session, *, comment_id: UUID) -> LeftOut | None:
    """Why a comment is left out; None where it is not."""
    return session.get(LeftOut, comment_id)


def number(session: Session) -> Published:
    """How many comments are left out, by reason, as everybody may read it."""
    counted = select(LeftOut.reason, func.count()).group_by(col(LeftOut.reason))
    found = {WhyLeftOut(reason): count for reason, count in session.exec(counted).all()}
    return publish({reason.value: found.get(reason, 0) for reason in WhyLeftOut}, rule=PUBLIC)


def _record(session: Session, act: str, comment_id: UUID, by: By, now: datetime, **facts: str) -> None:
    about = f"comment:{comment_id}"
    audit.record(session, act=act, by=by.email, role=by.role.value, about=about, facts=facts, now=now)
