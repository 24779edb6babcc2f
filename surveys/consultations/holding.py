"""Hold what is not ready: a survey, and the consultation beside it, as the gates look at them, and the refusal."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from coproduce.core.days_off import days_off
from coproduce.core.working_time import WorkingTime, with_days_off
from surveys.consultations import holidays
from surveys.consultations.gates import Days, before_opening
from surveys.consultations.models import Consultation, ConsultationOption
from surveys.definition import Definition
from surveys.gates import Missing, NotReady, of_pulse, of_the_young
from surveys.models import SurveyVersion
from surveys.parse import parse


def missing(
    session: Session, *, survey_id: int, opens_on: date | None, closes_on: date | None
) -> tuple[Missing, ...]:
    """What is missing before the survey may open on these days."""
    asked = asked_by(session, survey_id=survey_id)
    if asked is None:
        return ()
    told = session.get(Consultation, survey_id)
    if told is None:
        return (*of_pulse(asked), *of_the_young(asked))
    return gate(session, told, asked=asked, opens_on=opens_on, closes_on=closes_on)


def gate(
    session: Session,
    told: Consultation,
    *,
    asked: Definition,
    opens_on: date | None,
    closes_on: date | None,
    options: Sequence[ConsultationOption] | None = None,
) -> tuple[Missing, ...]:
    """What is missing in a consultation as it is, or as somebody wants to change it; `options`: if not as kept."""
    there = options_of(session, told.survey_id) if options is None else options
    days = days_of(session, opens_on, closes_on)
    return (*of_pulse(asked), *before_opening(told, options=there, asked=asked, days=days))


def days_of(session: Session, opens_on: date | None, closes_on: date | None) -> Days:
    """These days, with the calendars that count for the area."""
    working = with_days_off(WorkingTime(), days_off(session))
    return Days(opens_on, closes_on, holidays.of_area(session), working)


def hold(session: Session, *, survey_id: int, opens_on: date, closes_on: date | None) -> None:
    """Let it pass, or raise NotReady with everything that is missing."""
    found = missing(session, survey_id=survey_id, opens_on=opens_on, closes_on=closes_on)
    if found:
        raise NotReady(found)


def options_of(session: Session, survey_id: int) -> list[ConsultationOption]:
    """The options in the order in which they were written."""
    mine = select(ConsultationOption).where(ConsultationOption.survey_id == survey_id)
    return list(session.exec(mine.order_by(col(ConsultationOption.id))))


def asked_by(session: Session, *, survey_id: int) -> Definition | None:
    """The newest version of what is asked."""
    mine = select(SurveyVersion).where(SurveyVersion.survey_id == survey_id)
    version = session.exec(mine.order_by(col(SurveyVersion.number).desc())).first()
    return parse(version.definition) if version else None
