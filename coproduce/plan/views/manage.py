"""The pages on which officers keep the plan up to date. Others who sign in may look."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from coproduce.accounts.access import only
from coproduce.accounts.models import Role
from coproduce.accounts.views.acting import on_record
from coproduce.core import clock
from coproduce.plan import finding, keeping
from coproduce.plan.forms import (
    VERSION,
    ReachedForm,
    VersionedForm,
    action_form,
    milestone_form,
    note_form,
    reached_form,
)
from coproduce.plan.models import Action
from coproduce.plan.views.action_page import action_page
from coproduce.plan.views.manage_page import Forms, list_page, state_choices, with_what_is_there
from coproduce.plan.views.shown import day
from coproduce.web.session import session

bp = Blueprint("plan_manage", __name__, template_folder="../templates")
EDITORS = (Role.OFFICER, Role.ADMIN)
READERS = (*EDITORS, Role.FORUM, Role.VIEWER)
CONFLICT, UNPROCESSABLE = 409, 422
KEPT = {
    "action": "plan.action_changed",
    "note": "plan.note_added",
    "date": "plan.date_added",
    "reached": "plan.date_reached",
}
"""What the audit calls each thing that is kept."""


@bp.get("/manage/plan")
@only(*READERS)
def actions() -> ResponseReturnValue:
    """The plan's actions, by filters."""
    plan = finding.find_current(session)
    if plan is None:
        return render_template("plan/manage_none.html")
    page = list_page(
        plan,
        show=request.args.get("show", "all"),
        priority=request.args.get("priority", type=int),
        by_day=request.args.get("order") == "day",
        today=clock.today(),
    )
    return render_template("plan/manage.html", page=page)


@bp.get("/manage/plan/actions/<int:action_id>")
@only(*READERS)
def edit_action(action_id: int) -> ResponseReturnValue:
    """An action, to be changed."""
    action = _found(action_id)
    return _show(action, _forms(action), kept=request.args.get("kept", ""))


@bp.post("/manage/plan/actions/<int:action_id>")
@only(*EDITORS)
def change_action(action_id: int) -> ResponseReturnValue:
    """Change what the plan says of an action."""
    form = action_form(_found(action_id), request.form)
    return _keep(action_id, form, keeping.edit_action, "action")


@bp.post("/manage/plan/actions/<int:action_id>/notes")
@only(*EDITORS)
def add_note(action_id: int) -> ResponseReturnValue:
    """Add a note of progress."""
    form = note_form(_found(action_id), state_choices(), today=clock.today(), sent=request.form)
    by_role = current_user.title or current_user.role.value
    return _keep(action_id, form, keeping.add_note, "note", by_role=by_role, today=clock.today())


@bp.post("/manage/plan/actions/<int:action_id>/dates")
@only(*EDITORS)
def add_date(action_id: int) -> ResponseReturnValue:
    """Add a date to an action."""
    return _keep(action_id, milestone_form(_found(action_id), request.form), keeping.add_milestone, "date")


@bp.post("/manage/plan/actions/<int:action_id>/dates/<int:milestone_id>")
@only(*EDITORS)
def mark_reached(action_id: int, milestone_id: int) -> ResponseReturnValue:
    """Say that a date was reached."""
    today = clock.today()
    form = reached_form(_found(action_id), milestone_id, today=today, sent=request.form)
    return _keep(action_id, form, keeping.mark_reached, "reached", milestone_id=milestone_id, today=today)


def _found(action_id: int) -> Action:
    try:
        return finding.find_editable(session, action_id=action_id)
    except finding.NoSuchAction:
        abort(404)


def _keep(
    action_id: int, form: VersionedForm, act: Callable[..., object], kept: str, **facts: Any
) -> ResponseReturnValue:
    """Do it and go back to the action; or show what was typed again, and why it is not kept."""
    milestone_id = facts.get("milestone_id")
    if not form.validate():
        return _again(action_id, form, milestone_id), UNPROCESSABLE
    try:
        act(session, action_id=action_id, version=form.seen_version, **form.values(), **facts)
        on_record(KEPT[kept], about=f"action:{action_id}")
    except keeping.Refused as refusal:
        form.refuse(refusal)
        return _again(action_id, form, milestone_id), UNPROCESSABLE
    except keeping.ChangedMeanwhile:
        return _again(action_id, form, milestone_id, changed=True), CONFLICT
    except keeping.NoSuchMilestone:
        abort(404)
    return redirect(url_for(".edit_action", action_id=action_id, kept=kept), 303)


def _again(action_id: int, form: VersionedForm, milestone_id: int | None, *, changed: bool = False) -> str:
    action = _found(action_id)
    forms = _forms(action, form, milestone_id)
    if changed:
        # The page tells what is there now: whatever is saved next was written in view of it.
        for each in forms.every:
            each.version.data = str(action.version)
    return _show(action, forms, changed=changed)


def _forms(action: Action, sent: VersionedForm | None = None, milestone_id: int | None = None) -> Forms:
    """The page's forms: the one that was sent with what to mend, the others as they were typed beside it."""
    today = clock.today()
    made: dict[str, Any] = {
        "action": action_form(action, _typed("action")),
        "note": note_form(action, state_choices(), today=today, sent=_typed("note")),
        "date": milestone_form(action, _typed("date")),
    }
    open_dates = [entry.id for entry in action.milestones if entry.id and entry.reached_on is None]
    reached = {key: reached_form(action, key, today=today, sent=_typed(f"reached{key}")) for key in open_dates}
    for name, form in made.items():
        if type(sent) is type(form):
            made[name] = sent
    if isinstance(sent, ReachedForm) and milestone_id in reached:
        reached[milestone_id] = sent
    return Forms(**made, reached=reached)


def _typed(prefix: str) -> MultiDict[str, str] | None:
    """What was sent of one form of the page; None where it was not there."""
    return request.form if f"{prefix}-{VERSION}" in request.form else None


def _show(action: Action, forms: Forms, *, kept: str = "", changed: bool = False) -> str:
    fields = {view.name: view for view in forms.action.views()}
    if changed:
        fields = with_what_is_there(list(fields.values()), action)
    return render_template(
        "plan/edit_action.html",
        page=action_page(action, (), today=clock.today()),
        action_id=action.id,
        may_edit=current_user.role in EDITORS,
        fields=fields,
        forms=forms,
        note={view.name: view for view in forms.note.views()},
        date={view.name: view for view in forms.date.views()},
        open_dates=[
            (entry.id, entry.title, day(entry.due_on), forms.reached[entry.id])
            for entry in action.milestones
            if entry.id in forms.reached
        ],
        kept=kept,
        changed=changed,
    )
