"""The end of a survey's answers and receipts: a wave's go together, so many days after it has closed.

What is published of a wave outlasts its answers (`coproduce.insight.kept`). Answers to a wave without an end, of
which nothing is published, go one by one, by their day.
"""

from sqlalchemy import ColumnElement, Table, and_, delete, func, or_, select
from sqlmodel import Session

from coproduce.core.clock import LOCAL
from coproduce.insight import keeping
from coproduce.rights.waves import SURVEYS, WAVES, names
from coproduce.voice import receipts
from coproduce.voice.receipts import RECEIPTS, WAITING
from coproduce.web.retention import Reach
from surveys.models import Response

RESPONSES = Response.metadata.tables["responses"]


def count_answers(session: Session, reach: Reach) -> int:
    """How many families' answers are too old."""
    return _count(session, RESPONSES, _too_old(session, reach))


def purge_answers(session: Session, reach: Reach) -> int:
    """Erase answers; the figures of the waves that they were given in are kept first."""
    today = reach.now.astimezone(LOCAL).date()
    over = [wave for wave in _over(session, reach) if _has_answers(session, wave)]
    for wave_id in over:
        keeping.keep_figures(session, wave_id=wave_id, today=today)
    erased: int = session.connection().execute(delete(RESPONSES).where(_too_old(session, reach))).rowcount
    keeping.all_erased(session, wave_ids=over)
    return erased


def count_receipts(session: Session, reach: Reach) -> int:
    """How many receipts lead to a wave that closed too long ago."""
    due = _waves_of_receipts(session, reach)
    return sum(_count(session, table, table.c.wave.in_(due)) for table in (RECEIPTS, WAITING))


def purge_receipts(session: Session, reach: Reach) -> int:
    """Erase those receipts."""
    return receipts.forget_waves(session, waves=_waves_of_receipts(session, reach))


def _over(session: Session, reach: Reach) -> list[int]:
    """The waves that closed too long ago."""
    found = session.scalars(
        select(WAVES.c.id)
        .join(SURVEYS, SURVEYS.c.id == WAVES.c.survey_id)
        .where(reach.covers(SURVEYS.c.slug), WAVES.c.closes_on < reach.day)
    )
    return list(found)


def _too_old(session: Session, reach: Reach) -> ColumnElement[bool]:
    endless = (
        select(WAVES.c.id)
        .join(SURVEYS, SURVEYS.c.id == WAVES.c.survey_id)
        .where(reach.covers(SURVEYS.c.slug), WAVES.c.closes_on.is_(None))
    )
    by_day = and_(RESPONSES.c.wave_id.in_(endless), RESPONSES.c.answered_on < reach.day)
    return or_(RESPONSES.c.wave_id.in_(_over(session, reach)), by_day)


def _has_answers(session: Session, wave_id: int) -> bool:
    there = select(RESPONSES.c.id).where(RESPONSES.c.wave_id == wave_id).limit(1)
    return session.execute(there).first() is not None


def _count(session: Session, table: Table, which: ColumnElement[bool]) -> int:
    found: int = session.execute(select(func.count()).select_from(table).where(which)).scalar_one()
    return found


def _waves_of_receipts(session: Session, reach: Reach) -> list[str]:
    def is_covered(slug: str) -> bool:
        return slug == reach.part if reach.part else slug not in reach.others

    return [
        name
        for name, closes_on in names(session).items()
        if closes_on < reach.day and is_covered(name.partition("/")[0])
    ]
