"""Comments that are on no theme's list: nothing was found in them, or nothing could read them."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, exists, extract, func, select
from sqlmodel import Session

from coproduce.voice import current
from coproduce.voice.current import COMMENTS, READ_NOW, READINGS, THEMES_NOW, Scope
from coproduce.voice.inbox import CommentPage, CommentView
from coproduce.voice.models import Stance, State


def comments_without_theme(
    session: Session, *, wave: str | None = None, page: int = 1, per_page: int = 25
) -> CommentPage:
    """The comments without a theme that no person has judged for themes; the newest month first.

    One of which a person said that it is about no theme has been read, and is not among them. Hidden ones never
    are. `page` counts from 1; one beyond the last is empty.
    """
    number = max(page, 1)
    conditions = list(_conditions(session, wave))
    said_in = (extract("year", COMMENTS.c.said_on).desc(), extract("month", COMMENTS.c.said_on).desc())
    columns = (*(COMMENTS.c[name] for name in ("id", "redacted", "said_on", "source", "language", "may_quote")),)
    rows = session.execute(
        select(*columns, READINGS.c.state, READINGS.c.confidence)
        .select_from(COMMENTS.outerjoin(READINGS, READ_NOW))
        .where(*conditions)
        .order_by(*said_in, COMMENTS.c.id)
        .limit(per_page)
        .offset((number - 1) * per_page)
    )
    comments = [
        CommentView(
            id=row.id,
            text=row.redacted,
            said_on=row.said_on.replace(day=1),
            source=row.source,
            language=row.language,
            state=row.state or State.NOT_ANALYSED,
            confidence=row.confidence or 0.0,
            needs_human=True,
            stance=Stance.UNKNOWN,
            may_quote=row.may_quote,
            corrected=False,
        )
        for row in rows
    ]
    return CommentPage(comments, number=number, per_page=per_page, total=_count(session, conditions))


def count_without_theme(session: Session) -> int:
    """How many comments wait for a person to say what they are about."""
    return _count(session, list(_conditions(session, None)))


def _conditions(session: Session, wave: str | None) -> Iterator[ColumnElement[bool]]:
    scope = Scope(wave=wave)
    judged = [key for key, said in current.judged(session, scope=scope).items() if said.themes is not None]
    yield from scope.conditions()
    yield ~exists().where(THEMES_NOW)
    if judged:
        yield COMMENTS.c.id.not_in(judged)


def _count(session: Session, conditions: list[ColumnElement[bool]]) -> int:
    total: int = session.execute(select(func.count()).select_from(COMMENTS).where(*conditions)).scalar_one()
    return total
