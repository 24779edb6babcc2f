"""A family takes its words back: they leave every reply that quotes them, a public one at once."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlmodel import Session

from coproduce.yousaid.models import Quote, Reply, ReplyStep, Step

QUOTES = Quote.metadata.tables["quotes"]
REPLIES = Reply.metadata.tables["replies"]


def take_back_quotes(session: Session, *, comment_ids: Collection[UUID], now: datetime) -> int:
    """Take quotations of these comments out of every reply; from how many replies they went.

    The reply's signatures stay, because what it says of services is as it was. Its version moves on, so that
    whoever has it open to change it is told, and its story says what happened.
    """
    mine = QUOTES.c.comment_id.in_(comment_ids)
    replies = session.scalars(select(QUOTES.c.reply_id).where(mine).distinct().order_by(QUOTES.c.reply_id)).all()
    session.execute(delete(QUOTES).where(mine))
    session.execute(update(REPLIES).where(REPLIES.c.id.in_(replies)).values(version=REPLIES.c.version + 1))
    session.add_all(ReplyStep(reply_id=reply, step=Step.QUOTE_ERASED, at=now, by_title="") for reply in replies)
    session.flush()
    return len(replies)
