"""Pages on which two people together open a trace: a lead asks, somebody else approves, the lead reads it."""

from uuid import UUID

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_login import current_user
from wtforms import TextAreaField
from wtforms.validators import InputRequired

from coproduce.accounts.access import only
from coproduce.accounts.models import Role
from coproduce.accounts.people import By
from coproduce.core import clock
from coproduce.core.contact import Contact
from coproduce.safeguarding import tracing
from coproduce.safeguarding.concerns import reference
from coproduce.web.forms import AtMost, Form, field_views
from coproduce.web.running_text import moment
from coproduce.web.session import session

bp = Blueprint("traces", __name__, url_prefix="/manage/traces", template_folder="../templates")
TWO = (Role.SAFEGUARDING, Role.ADMIN)
UNPROCESSABLE, CONFLICT = 422, 409


class AskForm(Form):
    """Why the family must be found."""

    reason = TextAreaField(
        _("Why must this family be found?"),
        description=_("Somebody else reads this and approves it, or does not. Write no words of the family."),
        validators=[InputRequired(_("Write down why.")), AtMost(2000)],
    )


@bp.get("")
@only(*TWO)
def waiting() -> ResponseReturnValue:
    """What leads asked for."""
    return _list()


@bp.route("/ask/<uuid:comment_id>", methods=["GET", "POST"])
@only(Role.SAFEGUARDING)
def ask(comment_id: UUID) -> ResponseReturnValue:
    """Ask to open a trace."""
    if not tracing.is_there(session, comment_id=comment_id):
        abort(404)
    form = AskForm(request.form if request.method == "POST" else None)
    if request.method == "POST" and form.validate():
        tracing.ask(session, comment_id=comment_id, reason=form.reason.data or "", by=_by(), now=clock.now())
        return redirect(url_for(".waiting"), 303)
    page = render_template("safeguarding/ask_trace.html", comment_id=comment_id, fields=list(field_views(form)))
    return page, UNPROCESSABLE if form.errors else 200


@bp.post("/<int:request_id>/approval")
@only(*TWO)
def approve(request_id: int) -> ResponseReturnValue:
    """A second person approves."""
    try:
        tracing.approve(session, request_id=request_id, by=_by(), now=clock.now())
    except tracing.NoTrace:
        abort(404)
    except tracing.SamePerson:
        return _list(problem=gettext("You asked for this. Another person must approve it.")), CONFLICT
    return redirect(url_for(".waiting"), 303)


@bp.post("/<int:request_id>/look")
@only(Role.SAFEGUARDING)
def look(request_id: int) -> ResponseReturnValue:
    """Show the contact to the lead who asked. Nothing of it stays in an address or is shown by going back."""
    settings = current_app.config["SETTINGS"]
    try:
        found = tracing.show(session, request_id=request_id, by=_by(), secret=settings.secret_key, now=clock.now())
    except tracing.NoTrace:
        abort(404)
    except tracing.NotApproved:
        return _list(problem=gettext("Nobody approved this in the last 30 minutes. Ask again.")), CONFLICT
    return _list(found=found)


def _by() -> By:
    return By(current_user.person_id, current_user.email, current_user.role)


def _list(problem: str = "", found: Contact | None = None) -> str:
    now = clock.now()
    asked = [
        {
            "id": one.id,
            "reference": reference(one.comment_id),
            "reason": one.reason,
            "asked": gettext("Asked by %(person)s on %(time)s.", person=one.asked_by, time=moment(one.asked_at)),
            "approved": gettext(
                "Approved by %(person)s on %(time)s.", person=one.approved_by, time=moment(one.approved_at)
            )
            if one.approved_at
            else "",
            "is_own": one.asker_id == current_user.person_id,
            "can_look": bool(one.approved_at and now < one.approved_at + tracing.SHOWN_FOR),
        }
        for one in tracing.requests(session)
    ]
    return render_template("safeguarding/traces.html", asked=asked, problem=problem, found=found)
