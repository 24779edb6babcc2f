"""What families said of each theme, as far as a reply needs it: how many comments, and from when to when."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session

from coproduce.voice import current
from coproduce.voice.current import COMMENTS, THEMES, THEMES_NOW, Scope
from coproduce.yousaid.guards import Heard

NOBODY = Heard(0)


def by_theme(
    session: Session, *, wave: str = "", theme: str | None = None, until: date | None = None
) -> dict[str, Heard]:
    """The comments on each theme, of one wave or (empty) of all; people's corrections go before the machine.

    Those said until a day, that day included, where one is given. Hidden comments do not count.
    Four statements, whatever the number of comments.
    """
    scope = Scope(wave=wave or None, until=until)
    grouped = (
        select(THEMES.c.theme, func.count(), func.min(COMMENTS.c.said_on), func.max(COMMENTS.c.said_on))
        .select_from(COMMENTS.join(THEMES, THEMES_NOW))
        .where(*scope.conditions(), current.uncorrected(), *([THEMES.c.theme == theme] if theme else []))
        .group_by(THEMES.c.theme)
    )
    found = {code: Heard(count, first, last) for code, count, first, last in session.execute(grouped)}
    corrected = current.judged(session, scope=scope)
    days = _days(session, corrected)
    for comment_id, said in corrected.items():
        for code in said.stances():
            found[code] = _with(found.get(code, NOBODY), days[comment_id])
    return found if theme is None else {theme: found.get(theme, NOBODY)}


def count(session: Session, *, theme: str, wave: str = "") -> Heard:
    """The comments on one theme, of one wave or (empty) of all."""
    return by_theme(session, wave=wave, theme=theme)[theme]


def first_day(session: Session, *, wave: str) -> date | None:
    """The day of the first comment of a wave, whatever it was about; None where there is none."""
    return session.execute(select(func.min(COMMENTS.c.said_on)).where(COMMENTS.c.wave == wave)).scalar()


def _days(session: Session, comment_ids: Iterable[UUID]) -> Mapping[UUID, date]:
    rows = session.execute(select(COMMENTS.c.id, COMMENTS.c.said_on).where(COMMENTS.c.id.in_(list(comment_ids))))
    return {row.id: row.said_on for row in rows}


def _with(heard: Heard, day: date) -> Heard:
    """One comment more."""
    first = min(heard.first_on, day) if heard.first_on else day
    last = max(heard.last_on, day) if heard.last_on else day
    return Heard(heard.comments + 1, first, last)
