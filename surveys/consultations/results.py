"""When the results of a consultation may be shown: with what came of it, or before, where somebody decided so."""

from datetime import date, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from surveys import opening
from surveys.consultations.models import Consultation, ResultsEarly
from surveys.models import Wave


def may_be_shown() -> ColumnElement[bool]:
    """Of a wave: no consultation beside it waits to be told, or its results are shown early all the same."""
    waiting = select(Consultation.survey_id).where(
        Consultation.survey_id == Wave.survey_id, col(Consultation.published_on).is_(None)
    )
    early = select(ResultsEarly.survey_id).where(ResultsEarly.survey_id == Wave.survey_id)
    return ~waiting.exists() | early.exists()


def early(session: Session, *, survey_id: int) -> ResultsEarly | None:
    """Who decided to show them before what came of it is told; nobody, once it is told."""
    found = session.get(ResultsEarly, survey_id)
    told = session.get(Consultation, survey_id) if found else None
    return None if told is None or told.published_on is not None else found


def publish_from_now(session: Session, *, survey_id: int, today: date) -> int:
    """Have the calendar publish each wave that is over and has no day for it; how many."""
    mine = select(Wave).where(Wave.survey_id == survey_id, col(Wave.publishes_on).is_(None))
    over = [wave for wave in session.exec(mine) if opening.is_over(wave, today=today)]
    for wave in over:
        wave.publishes_on = max(today, (wave.closes_on or today) + timedelta(1))
        session.add(wave)
    session.flush()
    return len(over)
