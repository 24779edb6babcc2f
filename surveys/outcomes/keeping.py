"""Keep what a wave came to when it is published, and find it again."""

from datetime import date

from sqlalchemy import delete
from sqlmodel import Session, col, or_, select

from surveys.models import Survey, Wave
from surveys.outcomes import gather
from surveys.outcomes.models import KeptResults
from surveys.outcomes.outcome import Outcome, as_stored, from_stored

KEPT = KeptResults.metadata.tables["kept_results"]


def keep_due(session: Session, *, today: date) -> int:
    """Keep the results of each published wave that has none from its publication on; how many.

    A wave that took answers again and was published anew is counted anew.
    """
    stale = or_(col(KeptResults.kept_on).is_(None), col(KeptResults.kept_on) < col(Wave.published_on))
    due = session.exec(
        select(Survey, Wave)
        .join(Wave, col(Wave.survey_id) == Survey.id)
        .outerjoin(KeptResults, col(KeptResults.wave_id) == Wave.id)
        .where(col(Wave.published_on).is_not(None), stale)
    ).all()
    for survey, wave in due:
        found = as_stored(gather.outcome(session, survey=survey, wave=wave))
        session.execute(delete(KEPT).where(KEPT.c.wave_id == wave.id))
        session.add(KeptResults(wave_id=wave.id or 0, kept_on=today, results=found))
    session.flush()
    return len(due)


def public_waves(session: Session, *, survey: Survey) -> list[Wave]:
    """The waves whose results are published, the newest first."""
    mine = select(Wave).where(Wave.survey_id == survey.id, col(Wave.published_on).is_not(None))
    return list(session.exec(mine.order_by(col(Wave.opens_on).desc())))


def public(session: Session, *, survey: Survey, wave: Wave) -> Outcome:
    """The results of a published wave as they are kept; counted now in the minutes before they are."""
    kept = session.get(KeptResults, wave.id)
    if kept is not None and wave.published_on is not None and kept.kept_on >= wave.published_on:
        return from_stored(kept.results)
    return gather.outcome(session, survey=survey, wave=wave)


def live(session: Session, *, survey: Survey, wave: Wave) -> Outcome:
    """What a wave has come to so far, for those who may see it; as it was published once it is."""
    if wave.published_on is not None:
        return public(session, survey=survey, wave=wave)
    return gather.outcome(session, survey=survey, wave=wave)
