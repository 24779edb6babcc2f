"""The blueprint of results for people who sign in, and what results pages ask."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, abort, request
from flask_babel import gettext as _
from sqlmodel import Session, col, select

from coproduce.accounts.models import Role
from coproduce.core import clock
from coproduce.web import locale
from coproduce.web.session import session
from surveys import opening
from surveys.design import NoSuchSurvey, find
from surveys.models import Survey, Wave
from surveys.outcomes import gather
from surveys.outcomes.counting import asked_in_all
from surveys.questions.base import Question
from surveys.views.blueprint import check_slug
from surveys.views.outcomes import sentences

bp = Blueprint("outcomes", __name__, template_folder="../../templates")

READERS = (Role.VIEWER, Role.FORUM, Role.OFFICER, Role.ADMIN)
OFFICERS = (Role.OFFICER, Role.ADMIN)


def survey_or_404(slug: str, *, by: Session = session) -> Survey:
    """The survey with this slug; `by` reads it."""
    check_slug(slug)
    try:
        return find(by, slug=slug)
    except NoSuchSurvey:
        abort(404)


def waves_begun(survey: Survey, *, by: Session = session) -> list[Wave]:
    """The waves that have begun, the newest first; `by` reads them."""
    mine = select(Wave).where(Wave.survey_id == survey.id, Wave.opens_on <= clock.today())
    return list(by.exec(mine.order_by(col(Wave.opens_on).desc())))


def chosen(waves: Sequence[Wave]) -> Wave:
    """The wave that the address asks for, else the newest; 404 where there is none."""
    key = request.args.get("wave", "")
    return next((wave for wave in waves if wave.key == key or not key), None) or abort(404)


def asked_questions(survey: Survey) -> tuple[Mapping[str, Question], str]:
    """What was asked in all versions, by code, and the language to show it in."""
    versions = dict(gather.versions_of(session, survey=survey).values())
    return asked_in_all(versions), versions[max(versions)].language(locale.current().code)


def state(wave: Wave) -> str:
    """How a wave stands, in a sentence."""
    if wave.published_on is not None:
        return _("Published on %(day)s.", day=sentences.day(wave.published_on))
    if opening.is_over(wave, today=clock.today()):
        return _("Closed on %(day)s, not published yet.", day=sentences.day(wave.closes_on))
    return _("Still open: these numbers change with each answer.")
