"""The plan's pages for everybody."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from coproduce.accounts.access import anyone
from coproduce.core import clock
from coproduce.plan import finding
from coproduce.plan.models import Action, Plan, PlanStatus
from coproduce.plan.views.action_page import action_page
from coproduce.plan.views.plan_page import plan_page
from coproduce.web import panels
from coproduce.web.session import session

bp = Blueprint("plan", __name__, template_folder="../templates")


@bp.get("/plan")
@anyone
def plan() -> ResponseReturnValue:
    """The current plan and how far it has come."""
    found = finding.find_current(session)
    if found is None:
        return render_template("plan/no_plan.html")
    return _show_plan(found)


@bp.get("/plan/earlier/<int:plan_id>")
@anyone
def earlier(plan_id: int) -> ResponseReturnValue:
    """A plan that was replaced."""
    try:
        found = finding.find_plan(session, plan_id=plan_id)
    except finding.NoSuchPlan:
        abort(404)
    return _show_plan(found)


@bp.get("/plan/actions/<code>")
@anyone
def action(code: str) -> ResponseReturnValue:
    """An action of the current plan, and what families say about it."""
    try:
        found = finding.find_action(session, code=code)
    except finding.NoSuchAction:
        abort(404)
    return _show_action(found)


@bp.get("/plan/earlier/<int:plan_id>/actions/<code>")
@anyone
def earlier_action(plan_id: int, code: str) -> ResponseReturnValue:
    """An action of a plan that was replaced."""
    try:
        found = finding.find_action(session, code=code, plan_id=plan_id)
    except finding.NoSuchAction:
        abort(404)
    return _show_action(found)


def _show_plan(found: Plan) -> ResponseReturnValue:
    is_current = found.status is PlanStatus.CURRENT
    earlier_plans = finding.list_earlier(session, area=found.area) if is_current else []
    page = plan_page(found, list(earlier_plans), today=clock.today())
    return render_template("plan/plan.html", page=page, panels=panels.gather("plan.plan", plan=found))


def _show_action(found: Action) -> ResponseReturnValue:
    page = action_page(found, finding.list_twins(session, action=found), today=clock.today())
    return render_template("plan/action.html", page=page, panels=panels.gather("plan.action", action=found))
