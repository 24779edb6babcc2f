"""The lead's pages: what waits, one concern, opening it, deciding it, opening it again."""

from uuid import UUID

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from coproduce.accounts.access import only
from coproduce.accounts.models import Role
from coproduce.core import clock
from coproduce.core.working_time import WorkingTime
from coproduce.safeguarding import concerns, hours, listing, steps, tracing
from coproduce.safeguarding.forms import DecisionForm, ReopenForm, decision_form
from coproduce.safeguarding.models import ConcernOutcome
from coproduce.safeguarding.views.words import in_words, story
from coproduce.web import sources
from coproduce.web.forms import field_views
from coproduce.web.session import session

bp = Blueprint("safeguarding", __name__, url_prefix="/manage/concerns", template_folder="../templates")
UNPROCESSABLE, CONFLICT = 422, 409
REFUSALS = (concerns.NotOpened, concerns.AlreadyDecided, concerns.NotDecided, concerns.ReasonNeeded)


@bp.get("")
@only(Role.SAFEGUARDING)
def queue() -> ResponseReturnValue:
    """The concerns that wait, without their words."""
    now, named = clock.now(), sources.named()
    return render_template(
        "safeguarding/queue.html",
        waiting=[in_words(concern, named=named, now=now) for concern in listing.waiting(session)],
        decided=[in_words(concern, named=named, now=now) for concern in listing.decided(session)],
    )


@bp.get("/<uuid:comment_id>")
@only(Role.SAFEGUARDING)
def concern(comment_id: UUID) -> ResponseReturnValue:
    """One concern; its words only for somebody who opened it a short while ago."""
    return _page(comment_id)


@bp.post("/<uuid:comment_id>/open")
@only(Role.SAFEGUARDING)
def open_concern(comment_id: UUID) -> ResponseReturnValue:
    """Open a concern: who looked, and when, is kept each time."""
    try:
        concerns.open_concern(
            session, comment_id=comment_id, by=current_user.email, working=_working(), now=clock.now()
        )
    except concerns.NoSuchConcern:
        abort(404)
    return redirect(url_for(".concern", comment_id=comment_id), 303)


@bp.post("/<uuid:comment_id>/decision")
@only(Role.SAFEGUARDING)
def decide(comment_id: UUID) -> ResponseReturnValue:
    """Decide a concern."""
    form = decision_form(request.form)
    if not form.validate():
        return _page(comment_id, form), UNPROCESSABLE
    outcome, reason = ConcernOutcome(form.outcome.data), form.reason.data or ""
    try:
        concerns.decide(
            session, comment_id=comment_id, outcome=outcome, reason=reason, by=current_user.email, now=clock.now()
        )
    except concerns.NoSuchConcern:
        abort(404)
    except REFUSALS as error:
        return _page(comment_id, form, problem=_why(error)), CONFLICT
    return redirect(url_for(".queue"), 303)


@bp.post("/<uuid:comment_id>/reopening")
@only(Role.SAFEGUARDING)
def reopen(comment_id: UUID) -> ResponseReturnValue:
    """Take a decision back: the comment is hidden again."""
    form = ReopenForm(request.form)
    if not form.validate():
        return _page(comment_id, reopening=form), UNPROCESSABLE
    reason = form.again.data or ""
    try:
        concerns.reopen(
            session,
            comment_id=comment_id,
            reason=reason,
            by=current_user.email,
            working=_working(),
            now=clock.now(),
        )
    except concerns.NoSuchConcern:
        abort(404)
    except REFUSALS as error:
        return _page(comment_id, reopening=form, problem=_why(error)), CONFLICT
    return redirect(url_for(".concern", comment_id=comment_id), 303)


def _why(error: Exception) -> str:
    """Why a step was refused, and what to do."""
    return {
        concerns.NotOpened: gettext("Open the concern and read it before you decide."),
        concerns.AlreadyDecided: gettext("This concern has been decided already."),
        concerns.NotDecided: gettext("Somebody has opened this concern again already."),
        concerns.ReasonNeeded: gettext("Write down why you decided so."),
    }[type(error)]


def _working() -> WorkingTime:
    return hours.working_time(session, current_app.config["SETTINGS"])


def _page(
    comment_id: UUID, form: DecisionForm | None = None, reopening: ReopenForm | None = None, problem: str = ""
) -> str:
    now = clock.now()
    try:
        found = listing.look_at(session, comment_id=comment_id)
    except concerns.NoSuchConcern:
        abort(404)
    by = current_user.email
    return render_template(
        "safeguarding/concern.html",
        concern=in_words(found, named=sources.named(), now=now),
        words=concerns.words_for(session, comment_id=comment_id, by=by, now=now),
        can_trace=tracing.is_there(session, comment_id=comment_id),
        looked=steps.looked(session, comment_id=comment_id, by=by),
        story=story(steps.history(session, comment_id=comment_id)),
        comment_id=comment_id,
        fields=list(field_views(form or decision_form())),
        again=list(field_views(reopening or ReopenForm())),
        problem=problem,
    )
