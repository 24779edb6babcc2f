"""What the calendar does by itself: make the waves of a series, close what is over, publish what is due.

Each act is an UPDATE that names the state it changes, or an insert under a unique key: two workers that come at
once do it once. Reminders are in `surveys.reach`, since they go to people.
"""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import update
from sqlmodel import Session, col, select

from coproduce.core import audit
from coproduce.core.inserts import insert_unless_there
from surveys import opening
from surveys.consultations import holding, results
from surveys.models import Survey, Wave
from surveys.waves import calendar
from surveys.waves.calendar import Days, Fault
from surveys.waves.models import WaveSeries

WAVES = Wave.metadata.tables["waves"]
BY = "job"


class BadDays(ValueError):
    """A wave cannot have these days."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(", ".join(faults))
        self.faults = tuple(faults)


def make_due(session: Session, *, today: date, now: datetime) -> int:
    """Make the waves that series have due; how many are new. A wave that is there already stays as it is.

    One that a gate holds is not made; it is looked at again each time.
    """
    made = 0
    for series, slug in session.exec(select(WaveSeries, Survey.slug).join(Survey)).all():
        for day in calendar.due(series, today=today):
            key, days = calendar.key_of(day), calendar.days_in(series, day)
            if holding.missing(
                session, survey_id=series.survey_id, opens_on=days.opens_on, closes_on=days.closes_on
            ):
                continue
            row = {
                "survey_id": series.survey_id,
                "key": key,
                "opens_on": days.opens_on,
                "closes_on": days.closes_on,
                "reminds_on": days.reminds_on,
                "reminds_again_on": days.reminds_again_on,
                "publishes_on": days.publishes_on,
            }
            if insert_unless_there(session, WAVES, row):
                made += 1
                _record(session, "surveys.wave_opened", slug, key, now=now)
    return made


def close_due(session: Session, *, today: date, now: datetime) -> list[int]:
    """Say of each wave whose last day has passed that it is closed; which ones became so just now."""
    over = WAVES.c.closes_on < today
    this = update(WAVES).where(over, WAVES.c.closed_on.is_(None)).values(closed_on=today)
    closed = list(session.connection().execute(this.returning(WAVES.c.id)).scalars())
    for slug, key in _named(session, closed):
        _record(session, "surveys.wave_closed", slug, key, now=now)
    return closed


def publish_due(session: Session, *, today: date, now: datetime) -> int:
    """Publish the results of each closed wave whose day for it has come; how many.

    Those of a consultation wait until what came of it is told.
    """
    due = (
        WAVES.c.publishes_on <= today,
        WAVES.c.published_on.is_(None),
        WAVES.c.closed_on.is_not(None),
        results.may_be_shown(),
    )
    this = update(WAVES).where(*due).values(published_on=today).returning(WAVES.c.id)
    published = list(session.connection().execute(this).scalars())
    for slug, key in _named(session, published):
        _record(session, "surveys.wave_published", slug, key, now=now)
    return len(published)


def arrange(session: Session, wave: Wave, days: Days) -> None:
    """Give a wave these days. Raises BadDays, and NotReady where a gate holds it; not where only reminders move.

    A wave that closed takes answers again where its last day is moved ahead, and not where it stays as it is; its
    links are gone all the same.
    """
    if faults := days.faults():
        raise BadDays(faults)
    if wave.id is None or (days.opens_on, days.closes_on) != (wave.opens_on, wave.closes_on):
        holding.hold(session, survey_id=wave.survey_id, opens_on=days.opens_on, closes_on=days.closes_on)
    _set(session, wave, days)


def _set(session: Session, wave: Wave, days: Days) -> None:
    is_moved = days.closes_on != wave.closes_on
    wave.opens_on, wave.closes_on = days.opens_on, days.closes_on
    wave.reminds_on, wave.reminds_again_on = days.reminds_on, days.reminds_again_on
    wave.publishes_on = days.publishes_on
    if wave.closed_on is not None and is_moved and (days.closes_on is None or days.closes_on >= wave.closed_on):
        wave.closed_on = wave.published_on = None
    session.add(wave)
    session.flush()


def close_now(session: Session, wave: Wave, *, today: date) -> bool:
    """End an open wave: today is its last day, and it takes no answers from now on. False where it is not open."""
    if not opening.is_open(wave, today=today):
        return False
    days = Days(
        opens_on=wave.opens_on,
        closes_on=today,
        reminds_on=_until(wave.reminds_on, today),
        reminds_again_on=_until(wave.reminds_again_on, today),
        publishes_on=wave.publishes_on,
    )
    _set(session, wave, days)  # past the gate: to end a consultation is always possible
    wave.closed_on = today
    session.flush()
    return True


def _until(day: date | None, last: date) -> date | None:
    return day if day is not None and day <= last else None


def _named(session: Session, wave_ids: Sequence[int]) -> Sequence[tuple[str, str]]:
    query = select(Survey.slug, Wave.key).join(Wave, col(Wave.survey_id) == Survey.id)
    return session.exec(query.where(col(Wave.id).in_(wave_ids)).order_by(col(Wave.id))).all()


def _record(session: Session, act: str, slug: str, key: str, *, now: datetime) -> None:
    audit.record(session, act=act, by=BY, about=f"survey:{slug}", facts={"wave": key}, now=now)
