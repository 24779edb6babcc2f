"""Keep a closed wave's figures before any of its answers is erased, and know how many were."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from coproduce.insight import gather, margin_sets
from coproduce.insight.gather import WaveAnswers
from coproduce.insight.kept import as_stored
from coproduce.insight.measuring import measure
from coproduce.insight.models import KeptFigures
from coproduce.voice import inbox
from surveys.models import Stratum, Survey, Wave


def keep_figures(session: Session, *, wave_id: int, today: date) -> None:
    """Keep a wave's figures as they stand, before something of it is erased.

    A wave that takes answers has no public figure yet, and figures that still stand are left as they are.
    """
    slug, wave = session.exec(
        select(Survey.slug, Wave).join(Wave, col(Wave.survey_id) == Survey.id).where(Wave.id == wave_id)
    ).one()
    margins = margin_sets.in_use(session)
    for each in gather.wave_answers(session, slug=slug):
        if each.wave != wave.key or not each.has_closed(today) or each.kept is not None or not each.answers:
            continue
        index, influence = measure(each.answers, margins)
        states = inbox.state_counts(session, wave=f"{slug}/{wave.key}").counts
        _forget(session, wave_id, each)
        session.add(
            KeptFigures(
                wave_id=wave_id,
                stratum=each.stratum,
                kept_on=today,
                measure=as_stored(index),
                influence=as_stored(influence),
                states={state.value: count for state, count in states.items()},
                answers_left=len(each.answers),
            )
        )
    session.flush()


def one_erased(session: Session, *, wave_id: int, stratum: Stratum) -> None:
    """Know that one answer fewer is left."""
    mine = (col(KeptFigures.wave_id) == wave_id, col(KeptFigures.stratum) == stratum)
    session.execute(
        update(KeptFigures)
        .where(*mine, col(KeptFigures.answers_left).is_not(None))
        .values(answers_left=KeptFigures.answers_left - 1)  # type: ignore[operator] # not None, as it says above
        .execution_options(synchronize_session=False)
    )


def all_erased(session: Session, *, wave_ids: Collection[int]) -> None:
    """Know that no answer was left, so that the figures stand for good."""
    session.execute(
        update(KeptFigures)
        .where(col(KeptFigures.wave_id).in_(wave_ids))
        .values(answers_left=None)
        .execution_options(synchronize_session=False)
    )


def _forget(session: Session, wave_id: int, each: WaveAnswers) -> None:
    # Figures that no longer stand: enough answers came in since to measure the wave anew.
    mine = (col(KeptFigures.wave_id) == wave_id, col(KeptFigures.stratum) == each.stratum)
    session.execute(delete(KeptFigures).where(*mine))
