"""Where consultations stand, and what was said in them. The stage follows from the days; nothing sets it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import cast

from sqlalchemy.orm import InstrumentedAttribute, defer
from sqlmodel import Session, col, select

from coproduce.voice import inbox
from surveys import opening
from surveys.consultations.models import Consultation, ConsultationPaper, ConsultationResponse
from surveys.models import Survey, Wave

CONTENT = cast(InstrumentedAttribute[bytes | None], ConsultationPaper.content)


class NoSuchConsultation(LookupError):
    """No consultation has this address."""


class Stage(StrEnum):
    """Being prepared; about to open; open; closed and not decided; told what came of it."""

    DRAFT = "draft"
    AHEAD = "ahead"
    OPEN = "open"
    WAITING = "waiting"
    TOLD = "told"


@dataclass(frozen=True, slots=True)
class Standing:
    """A consultation with its survey, its stage, and the days of the wave that matters."""

    survey: Survey
    told: Consultation
    stage: Stage
    opens_on: date | None
    closes_on: date | None
    results: bool


def stage_of(told: Consultation, waves: Sequence[Wave], today: date) -> Stage:
    """Where it stands today."""
    if told.published_on is not None:
        return Stage.TOLD
    if any(opening.is_open(wave, today=today) for wave in waves):
        return Stage.OPEN
    if any(wave.opens_on > today for wave in waves):
        return Stage.AHEAD
    return Stage.WAITING if waves else Stage.DRAFT


def every(session: Session, *, today: date) -> list[Standing]:
    """All consultations, the newest first."""
    rows = session.exec(select(Survey, Consultation).join(Consultation)).all()
    found = [standing(session, survey, told, today=today) for survey, told in rows]
    return sorted(found, key=lambda one: one.opens_on or date.max, reverse=True)


def find(session: Session, *, slug: str, today: date) -> Standing:
    """The consultation beside this survey. Raises NoSuchConsultation."""
    row = session.exec(select(Survey, Consultation).join(Consultation).where(Survey.slug == slug)).first()
    if row is None:
        raise NoSuchConsultation(slug)
    return standing(session, *row, today=today)


def standing(session: Session, survey: Survey, told: Consultation, *, today: date) -> Standing:
    """Where this one stands."""
    mine = select(Wave).where(Wave.survey_id == survey.id).order_by(col(Wave.opens_on))
    waves = session.exec(mine).all()
    first, last = (waves[0], waves[-1]) if waves else (None, None)
    return Standing(
        survey,
        told,
        stage_of(told, waves, today),
        first.opens_on if first else told.opens_on,
        last.closes_on if last else told.closes_on,
        any(wave.published_on is not None for wave in waves),
    )


def themes_said(session: Session, survey: Survey) -> dict[str, int]:
    """The themes of what was written in all its waves, with how many comments raise each; most first."""
    totals: dict[str, int] = {}
    for key in session.exec(select(Wave.key).where(Wave.survey_id == survey.id)).all():
        for tally in inbox.theme_tallies(session, wave=f"{survey.slug}/{key}"):
            totals[tally.code] = totals.get(tally.code, 0) + tally.total
    return dict(sorted(((c, n) for c, n in totals.items() if n), key=lambda item: -item[1]))


def papers_of(session: Session, survey_id: int) -> list[ConsultationPaper]:
    """Its papers in the order in which they were added, without their bytes until they are asked for."""
    mine = select(ConsultationPaper).where(ConsultationPaper.survey_id == survey_id)
    mine = mine.options(defer(CONTENT))
    return list(session.exec(mine.order_by(col(ConsultationPaper.id))))


def responses_of(session: Session, survey_id: int) -> list[ConsultationResponse]:
    """What answers each theme."""
    mine = select(ConsultationResponse).where(ConsultationResponse.survey_id == survey_id)
    return list(session.exec(mine.order_by(col(ConsultationResponse.id))))
