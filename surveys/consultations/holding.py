"""Hold what is not ready: the consultation beside a survey as the gates look at it, and the refusal."""

from datetime import date

from sqlmodel import Session, col, select

from coproduce.core.days_off import days_off
from coproduce.core.working_time import WorkingTime, with_days_off
from surveys.consultations import holidays
from surveys.consultations.gates import Days, Missing, NotReady, before_opening
from surveys.consultations.models import Consultation, ConsultationOption
from surveys.definition import Definition
from surveys.models import SurveyVersion
from surveys.parse import parse


def missing(
    session: Session, *, survey_id: int, opens_on: date | None, closes_on: date | None
) -> tuple[Missing, ...]:
    """What is missing before the survey may open on these days; nothing where no consultation stands beside it."""
    told = session.get(Consultation, survey_id)
    asked = asked_by(session, survey_id=survey_id)
    if told is None or asked is None:
        return ()
    working = with_days_off(WorkingTime(), days_off(session))
    days = Days(opens_on, closes_on, holidays.of_area(session), working)
    return before_opening(told, options=options_of(session, survey_id), asked=asked, days=days)


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
