"""The calendar's jobs: waves open, ask, remind, close and publish by themselves, each once."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import Engine, text
from sqlmodel import Session, col, select

from coproduce.core import audit, db
from coproduce.core.clock import LOCAL
from coproduce.web.cli import settings
from surveys.models import Survey, Wave
from surveys.outcomes import keeping
from surveys.reach import ending, inviting, sampling
from surveys.reach.known import Known
from surveys.reach.models import Sample
from surveys.reach.sampling import Wish
from surveys.waves import turning
from surveys.waves.models import WaveSeries

BY = "job"
DELETED_FROM = ("survey_links", "survey_invitations")


def turn(engine: Engine, now: datetime) -> str:
    """The job: whatever the calendar has due. Each part finds nothing where it was done already."""
    today, secret = now.astimezone(LOCAL).date(), settings().secret_key
    with db.transaction(engine) as session:
        made = turning.make_due(session, today=today, now=now)
    asked = ask_due(engine, secret=secret, now=now)
    with db.transaction(engine) as session:
        reminded = inviting.remind_due(session, secret=secret, now=now)
        closed = turning.close_due(session, today=today, now=now)
        ending.let_go(session, wave_ids=closed, now=now)
        published = turning.publish_due(session, today=today, now=now)
        keeping.keep_due(session, today=today)  # with the publication: what is given out never moves
    return (
        f"Waves made: {made}. Families asked: {asked}. Reminded: {reminded}. "
        f"Waves closed: {len(closed)}. Published: {published}."
    )


def ask_due(engine: Engine, *, secret: str, now: datetime) -> int:
    """Draw and ask the sample that a series wants in each of its open waves, once; how many were asked."""
    today, count = now.astimezone(LOCAL).date(), 0
    with db.reading(engine) as reader:
        due = _open_waves(reader, today=today)
    for series, wave, slug in due:
        wish = Wish(series.list_id or 0, wave, series.sample_size or 0, series_id=series.id)
        with db.reading(engine) as reader:  # the long part, while everybody else may write
            people = sampling.look(reader, wish, secret=secret)
        with db.transaction(engine) as session:
            sampling.alone(session)  # before we look again, so that two workers do not ask twice
            if (series.id, wave.id) in {(s.id, w.id) for s, w, _ in _open_waves(session, today=today)}:
                count += _ask(session, wish, people, slug, secret=secret, now=now)
    return count


def _ask(
    session: Session, wish: Wish, people: Mapping[UUID, Known], slug: str, *, secret: str, now: datetime
) -> int:
    try:
        sample = sampling.draw(session, wish, secret=secret, by=BY, now=now, people=people)
    except sampling.NobodyToAsk:
        return 0
    inviting.invite(session, sample, secret=secret, now=now)
    facts = {"wave": wish.wave.key, "asked": str(sample.drawn), "held": str(sample.held)}
    audit.record(session, act="surveys.asked", by=BY, about=f"survey:{slug}", facts=facts, now=now)
    return sample.drawn


def sweep(engine: Engine, _now: datetime) -> str:
    """The job: have PostgreSQL clear the places where deleted links stood, which name their transactions.

    SQLite overwrites what is deleted.
    """
    if engine.dialect.name != "postgresql":
        return "Nothing to clear."
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in DELETED_FROM:
            connection.execute(text(f"VACUUM {table}"))
    return "Cleared."


def _open_waves(session: Session, *, today: object) -> list[tuple[WaveSeries, Wave, str]]:
    """The open waves of series that ask by themselves and have not yet, with the survey's address."""
    asked = select(Sample.id).where(Sample.wave_id == Wave.id, Sample.series_id == WaveSeries.id)
    query = (
        select(WaveSeries, Wave, Survey.slug)
        .join(Wave, col(Wave.survey_id) == WaveSeries.survey_id)
        .join(Survey, col(Survey.id) == WaveSeries.survey_id)
        .where(
            col(WaveSeries.list_id).is_not(None),
            col(WaveSeries.stopped_on).is_(None),
            col(Wave.opens_on) <= today,
            col(Wave.closes_on) >= today,
            col(Wave.closed_on).is_(None),
            ~asked.exists(),
        )
    )
    return [(series, wave, slug) for series, wave, slug in session.exec(query).all()]
