"""The end of families' words: when a comment is too old, and what is left of one that a reply quotes in public.

A wave's comments go together, so that no figure of a wave moves by what one family said.
"""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlmodel import Session

from coproduce.rights.waves import names
from coproduce.safeguarding import keeping
from coproduce.voice import erasing
from coproduce.voice.erasing import COMMENTS, DIFFERS, HAS_WORDS
from coproduce.web.retention import Reach
from coproduce.yousaid.models import Quote, Reply, ReplyState

QUOTES = Quote.metadata.tables["quotes"]
REPLIES = Reply.metadata.tables["replies"]
GAP = " … "
IN_PUBLIC = (QUOTES.c.reply_id == REPLIES.c.id, REPLIES.c.state == ReplyState.PUBLISHED)


def count_originals(session: Session, reach: Reach) -> int:
    """How many comments still stand as they were written and should not."""
    return _count(session, and_(_old_original(reach), DIFFERS))


def purge_originals(session: Session, reach: Reach) -> int:
    """Leave only the words without names."""
    return erasing.forget_originals(session, _old_original(reach))


def count_comments(session: Session, reach: Reach) -> int:
    """How many comments are too old."""
    old = _too_old(session, reach)
    whole = _count(session, and_(old, ~_is_quoted(), or_(~COMMENTS.c.concern, HAS_WORDS)))
    return whole + len(_to_shorten(session, old))


def purge_comments(session: Session, reach: Reach) -> int:
    """Delete comments. Of one that a public reply quotes, the quoted words stay as long as the reply.

    Of one that the lead looked at and cleared, the row stays without words until concerns are due.
    """
    old = _too_old(session, reach)
    shortened = erasing.shorten(session, _to_shorten(session, old))
    emptied = erasing.empty_comments(session, and_(old, COMMENTS.c.concern, ~_is_quoted()))
    deleted = erasing.delete_comments(session, and_(old, ~COMMENTS.c.concern, ~_is_quoted()))
    return shortened + emptied + deleted


def _old_original(reach: Reach) -> ColumnElement[bool]:
    return and_(reach.covers(COMMENTS.c.source), COMMENTS.c.said_on < reach.day, ~keeping.still_needed())


def _too_old(session: Session, reach: Reach) -> ColumnElement[bool]:
    """Of a wave with an end: since that end. Of any other: since the words were said."""
    waves = names(session)
    over = [name for name, closes_on in waves.items() if closes_on < reach.day]
    by_day = and_(COMMENTS.c.wave.not_in(list(waves)), COMMENTS.c.said_on < reach.day)
    is_old = or_(COMMENTS.c.wave.in_(over), by_day)
    return and_(reach.covers(COMMENTS.c.source), is_old, ~keeping.still_needed())


def _is_quoted() -> ColumnElement[bool]:
    return exists().where(QUOTES.c.comment_id == COMMENTS.c.id, *IN_PUBLIC)


def _to_shorten(session: Session, old: ColumnElement[bool]) -> Mapping[UUID, str]:
    """What should be left of comments that are quoted in public, where more is there."""
    found = session.execute(
        select(COMMENTS.c.id, COMMENTS.c.original, COMMENTS.c.redacted, QUOTES.c.text)
        .join(QUOTES, QUOTES.c.comment_id == COMMENTS.c.id)
        .join(REPLIES, and_(*IN_PUBLIC))
        .where(old)
        .order_by(QUOTES.c.id)
    ).all()
    quoted: dict[UUID, list[str]] = {}
    for row in found:
        quoted.setdefault(row.id, []).append(row.text)
    wanted = {comment_id: GAP.join(texts) for comment_id, texts in quoted.items()}
    return {row.id: wanted[row.id] for row in found if {row.original, row.redacted} != {wanted[row.id]}}


def _count(session: Session, which: ColumnElement[bool]) -> int:
    found: int = session.execute(select(func.count()).select_from(COMMENTS).where(which)).scalar_one()
    return found
