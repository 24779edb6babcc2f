"""The lead's pages: what waits, one concern, opening it, deciding it."""

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from coproduce.accounts.access import only
from coproduce.accounts.models import Role
from coproduce.core import clock
from coproduce.safeguarding import concerns
from coproduce.safeguarding.forms import DecisionForm, decision_form
from coproduce.safeguarding.models import ConcernOutcome
from coproduce.safeguarding.views.words import in_words
from coproduce.web.forms import field_views
from coproduce.web.session import session

bp = Blueprint("safeguarding", __name__, url_prefix="/manage/concerns", template_folder="../templates")


@bp.get("")
@only(Role.SAFEGUARDING)
def queue() -> ResponseReturnValue:
    """The concerns that wait, without their words."""
    return render_template(
        "safeguarding/queue.html",
        waiting=[in_words(concern) for concern in concerns.waiting(session)],
        decided=[in_words(concern) for concern in concerns.decided(session)],
    )


@bp.get("/<uuid:comment_id>")
@only(Role.SAFEGUARDING)
def concern(comment_id: UUID) -> ResponseReturnValue:
    """One concern; its words only for somebody who opened it."""
    return _page(comment_id, decision_form())


@bp.post("/<uuid:comment_id>/open")
@only(Role.SAFEGUARDING)
def open_concern(comment_id: UUID) -> ResponseReturnValue:
    """Open a concern: who opened it, and when, is kept."""
    try:
        concerns.open_concern(session, comment_id=comment_id, by=current_user.email, now=clock.now())
    except concerns.NoSuchConcern:
        abort(404)
    return redirect(url_for(".concern", comment_id=comment_id), 303)


@bp.post("/<uuid:comment_id>/decision")
@only(Role.SAFEGUARDING)
def decide(comment_id: UUID) -> ResponseReturnValue:
    """Decide a concern."""
    form = decision_form(request.form)
    if not form.validate():
        return _page(comment_id, form), 422
    outcome, reason = ConcernOutcome(form.outcome.data), form.reason.data or ""
    try:
        concerns.decide(
            session, comment_id=comment_id, outcome=outcome, reason=reason, by=current_user.email, now=clock.now()
        )
    except concerns.NoSuchConcern:
        abort(404)
    except concerns.NotOpened:
        return _page(comment_id, form, problem=gettext("Open the concern and read it before you decide.")), 409
    except concerns.AlreadyDecided:
        return _page(comment_id, form, problem=gettext("This concern has been decided already.")), 409
    except concerns.ReasonNeeded:
        return _page(comment_id, form, problem=gettext("Write down why you decided so.")), 422
    return redirect(url_for(".queue"), 303)


def _page(comment_id: UUID, form: DecisionForm, problem: str = "") -> str:
    try:
        found = concerns.look_at(session, comment_id=comment_id)
    except concerns.NoSuchConcern:
        abort(404)
    return render_template(
        "safeguarding/concern.html",
        concern=in_words(found),
        words=concerns.words_for(session, comment_id=comment_id, by=current_user.email),
        fields=list(field_views(form)),
        problem=problem,
    )
