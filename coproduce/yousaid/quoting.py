"""Families' own words in a reply: only with permission, only as they were written, never from a small group."""

import re
from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import exists
from sqlmodel import Session, col, select

from coproduce.voice.current import THEMES, THEMES_NOW
from coproduce.voice.models import Comment
from coproduce.yousaid.models import LeftOut

_PERMITTED = (
    col(Comment.may_quote).is_(True),
    col(Comment.hidden).is_(False),
    col(Comment.concern).is_(False),
    ~exists().where(col(LeftOut.comment_id) == col(Comment.id)),
)
_LEFT_OUT = re.compile(r"\[?(?:…|\.{3,})\]?")


def is_faithful(quote: str, *, original: str) -> bool:
    """Whether a quote only leaves words out of the redacted comment, marking each gap with "…" or "...".

    Whoever moderates may take more out (what could tell who wrote it), and may not put words in a family's mouth.
    """
    parts = [_words(part) for part in _LEFT_OUT.split(quote)]
    words, place = _words(original), 0
    wanted = [part for part in parts if part]
    if not wanted:
        return False
    for part in wanted:
        found = _find(part, words, place)
        if found is None:
            return False
        place = found + len(part)
    return True


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:'[^\W_]+)*", text.replace("’", "'").casefold())


def _find(part: list[str], words: list[str], start: int) -> int | None:
    last = len(words) - len(part)
    return next((at for at in range(start, last + 1) if words[at : at + len(part)] == part), None)


def quotable(session: Session, *, comment_ids: Collection[UUID]) -> Mapping[UUID, str]:
    """The redacted words, by comment, of those whose writers gave permission and that raise no concern."""
    if not comment_ids:
        return {}
    query = select(Comment).where(col(Comment.id).in_(comment_ids), *_PERMITTED)
    return {comment.id: comment.redacted for comment in session.exec(query)}


def hold(session: Session, *, comment_ids: Collection[UUID]) -> None:
    """Keep these comments from being erased until we are done; whoever is erasing one is waited for.

    Taken before a reply is: who erases takes its comment first, too, so that no two wait for each other.
    """
    if comment_ids:
        mine = select(col(Comment.id)).where(col(Comment.id).in_(comment_ids)).order_by(col(Comment.id))
        session.exec(mine.with_for_update(key_share=True)).all()


def candidates(session: Session, *, theme: str, limit: int) -> list[Comment]:
    """Comments on a theme that may be quoted, in no order that tells who came first."""
    query = (
        select(Comment)
        .join(THEMES, THEMES_NOW)
        .where(THEMES.c.theme == theme, *_PERMITTED)
        .order_by(col(Comment.id))
        .limit(limit)
    )
    return list(session.exec(query))
