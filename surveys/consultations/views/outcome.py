"""What came of a consultation: an answer to each theme, the decision, the feedback, and telling all of it."""

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from coproduce.accounts.access import only
from coproduce.core import clock
from coproduce.web.session import session
from surveys.consultations import results, stages
from surveys.consultations.models import ConsultationResponse, ResultsEarly
from surveys.consultations.stages import Stage
from surveys.consultations.views import manage_page
from surveys.consultations.views.desk import EDITORS, UNPROCESSABLE, bp, kept, still_open
from surveys.consultations.views.forms import DecisionForm, EarlyForm, TextsForm, form_for


@bp.post("/manage/consultations/<slug>/responses/<theme>")
@only(*EDITORS)
def respond(slug: str, theme: str) -> ResponseReturnValue:
    """Answer a theme: what changed, and what did not and why."""
    found = still_open(slug)
    if theme not in stages.themes_said(session, found.survey):
        abort(404)
    form = form_for(TextsForm, ("changed", "unchanged"), manage_page.languages(found), request.form)
    if not form.validate() or not form.needs():
        return manage_page.page(found, answers={theme: form}), UNPROCESSABLE
    responses = stages.responses_of(session, found.told.survey_id)
    there = next((each for each in responses if each.theme == theme), None)
    said = {name: form.wording(name, getattr(there, name, None)) for name in ("changed", "unchanged")}
    there = there or ConsultationResponse(survey_id=found.told.survey_id, theme=theme, **said)
    there.changed, there.unchanged = said["changed"], said["unchanged"]
    session.add(there)
    return kept(found, "consultations.answered", "responses")


@bp.post("/manage/consultations/<slug>/decision")
@only(*EDITORS)
def decide(slug: str) -> ResponseReturnValue:
    """Put the decision on record."""
    found = still_open(slug)
    form = form_for(DecisionForm, ("decision",), manage_page.languages(found), request.form)
    valid = form.validate() and form.needs()
    if valid and form.decided_on.data > clock.today():
        form.decided_on.errors = [_("Enter the day on which it was decided, today at the latest.")]
    if valid and found.stage is Stage.OPEN:
        form.decided_on.errors = [_("People can still take part. Put the decision on record once it has closed.")]
    if not valid or form.errors:
        return manage_page.page(found, decision=form), UNPROCESSABLE
    found.told.decision_body = form.body.data.strip()
    found.told.decision = form.wording("decision", found.told.decision)
    found.told.decided_on = form.decided_on.data
    return kept(found, "consultations.decided", "decision")


@bp.post("/manage/consultations/<slug>/feedback")
@only(*EDITORS)
def feed_back(slug: str) -> ResponseReturnValue:
    """Write what came of it in easy words."""
    found = still_open(slug)
    form = form_for(TextsForm, ("feedback",), manage_page.languages(found), request.form)
    if not form.validate() or not form.needs():
        return manage_page.page(found, feedback=form), UNPROCESSABLE
    found.told.feedback = form.wording("feedback", found.told.feedback)
    return kept(found, "consultations.changed", "feedback")


@bp.post("/manage/consultations/<slug>/results-early")
@only(*EDITORS)
def show_early(slug: str) -> ResponseReturnValue:
    """Show the results before what came of it is told: somebody decided so, and says why to everybody."""
    found = still_open(slug)
    form = form_for(EarlyForm, ("why",), manage_page.languages(found), request.form)
    if not form.validate() or not form.needs():
        return manage_page.page(found, early=form), UNPROCESSABLE
    survey_id, today = found.told.survey_id, clock.today()
    there = session.get(ResultsEarly, survey_id)
    why = form.wording("why", there.why if there else None)
    there = there or ResultsEarly(survey_id=survey_id, decided_on=today, body="", why=why)
    there.body, there.why = form.early_body.data.strip(), why
    session.add(there)
    results.publish_from_now(session, survey_id=survey_id, today=today)
    return kept(found, "consultations.early", "results")


@bp.post("/manage/consultations/<slug>/tell")
@only(*EDITORS)
def tell(slug: str) -> ResponseReturnValue:
    """Tell everybody what came of it, or say what is missing."""
    found = still_open(slug)
    if manage_page.before_telling(found):
        return manage_page.page(found), UNPROCESSABLE
    found.told.published_on = clock.today()
    results.publish_from_now(session, survey_id=found.told.survey_id, today=clock.today())
    return kept(found, "consultations.told", "")
