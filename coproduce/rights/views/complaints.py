"""The pages of those who answer complaints about how data is used."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from coproduce.accounts.access import only
from coproduce.accounts.models import Role
from coproduce.core import clock
from coproduce.rights import complaints as rules
from coproduce.rights.complaint_models import Complaint, ComplaintState
from coproduce.rights.complaints import Handling
from coproduce.rights.forms import HandlingForm
from coproduce.rights.views.complaint_words import full_story, line
from coproduce.web.forms import field_views
from coproduce.web.running_text import apart
from coproduce.web.session import session

bp = Blueprint("complaints", __name__, url_prefix="/manage/complaints", template_folder="../templates")
HANDLERS = (Role.OFFICER, Role.ADMIN)
STEPS = {step.value: step for step in rules.NEXT}
CONFLICT, UNPROCESSABLE = 409, 422


@bp.get("")
@only(*HANDLERS)
def complaints() -> ResponseReturnValue:
    """The complaints, those first whose day comes first."""
    today = clock.today()
    return render_template(
        "rights/complaints.html",
        open=[line(each, today=today) for each in rules.listed(session, states=rules.OPEN)],
        closed=[line(each, today=today) for each in rules.listed(session, states=(ComplaintState.CLOSED,))],
    )


@bp.get("/<int:number>")
@only(*HANDLERS, Role.SAFEGUARDING)
def one(number: int) -> ResponseReturnValue:
    """One complaint, with its steps."""
    return _show(_found(number), HandlingForm())


@bp.post("/<int:number>/open")
@only(Role.SAFEGUARDING)
def open_one(number: int) -> ResponseReturnValue:
    """The lead reads the words before anybody else does: who looked, and when, is kept."""
    by, role = current_user.email, current_user.role.value
    try:
        rules.open_by_lead(session, number=number, by=by, role=role, now=clock.now())
    except rules.NoSuchComplaint:
        abort(404)
    return redirect(url_for(".one", number=number), 303)


@bp.post("/<int:number>/<step>")
@only(*HANDLERS)
def take(number: int, step: str) -> ResponseReturnValue:
    """Take a step."""
    complaint, form = _found(number), HandlingForm(request.form)
    if step not in STEPS:
        abort(404)
    if not form.validate():
        return _show(complaint, form), UNPROCESSABLE
    handling = Handling(STEPS[step], current_user.email, current_user.role.value, form.words.data or "")
    try:
        rules.take(session, number=number, handling=handling, now=clock.now())
    except rules.NoWords:
        form.words.errors = [_("Write down your words first.")]
        return _show(complaint, form), UNPROCESSABLE
    except rules.LeadFirst:
        return _show(
            complaint, form, problem=_("The safeguarding lead reads it first. Nothing was done.")
        ), CONFLICT
    except rules.NotNow:
        problem = _("Somebody else took this step a moment ago. Look at what stands here now.")
        return _show(_found(number), form, problem=problem), CONFLICT
    return redirect(url_for(".one", number=number), 303)


def on_today(*, role: Role, **_facts: object) -> str:
    """On the first page after signing in: what waits; for the safeguarding lead, what may be about harm."""
    lines = [line(each, today=clock.today()) for each in _waiting(role)]
    return render_template("rights/_complaints_today.html", lines=lines) if lines else ""


def how_many_wait(*, role: Role, **_facts: object) -> int:
    """How many complaints wait for this role."""
    return len(_waiting(role))


def _waiting(role: Role) -> list[Complaint]:
    if role in HANDLERS:
        open_ones = rules.listed(session, states=rules.OPEN)
        return [c for c in open_ones if c.state is not ComplaintState.ANSWERED and not c.is_for_the_lead]
    if role is Role.SAFEGUARDING:
        return [c for c in rules.listed(session, states=rules.OPEN) if c.about_harm]
    return []


def _found(number: int) -> Complaint:
    try:
        found = rules.look_at(session, number=number)
    except rules.NoSuchComplaint:
        abort(404)
    if current_user.role is Role.SAFEGUARDING and not found.about_harm:
        abort(404)
    return found


def _show(complaint: Complaint, form: HandlingForm, *, problem: str = "") -> str:
    number = complaint.id or 0
    if complaint.is_for_the_lead:
        return render_template(
            "rights/complaint_for_lead.html",
            complaint=complaint,
            line=line(complaint, today=clock.today()),
            problem=problem,
            is_lead=current_user.role is Role.SAFEGUARDING,
            has_lead=rules.has_lead(session),
        )
    contact = rules.contact_of(session, number=number)
    return render_template(
        "rights/complaint.html",
        complaint=complaint,
        line=line(complaint, today=clock.today()),
        contact=" · ".join(apart(part) for part in (contact.email, contact.mobile) if part) if contact else "",
        story=full_story(rules.events_of(session, number=number)),
        field=next(iter(field_views(form))),
        problem=problem,
        may_act=current_user.role in HANDLERS,
        may_acknowledge=complaint.state is ComplaintState.RECEIVED,
        is_closed=complaint.state is ComplaintState.CLOSED,
    )
