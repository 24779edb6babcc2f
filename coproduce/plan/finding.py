"""Finds plans and actions, with all that their pages show, in few queries."""

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy.orm import QueryableAttribute, joinedload, selectinload
from sqlmodel import Session, col, select

from coproduce.plan.models import Action, Plan, PlanStatus


class NoSuchPlan(LookupError):
    """There is no plan with this id."""


class NoSuchAction(LookupError):
    """The plan has no action with this code or id."""


def _part(attribute: Any) -> QueryableAttribute[Any]:
    # SQLModel types a relationship as the list it gives; the loader wants the attribute that it is.
    return cast("QueryableAttribute[Any]", attribute)


_WHOLE = (
    selectinload(_part(Plan.weaknesses)),
    selectinload(_part(Plan.priorities)),
    selectinload(_part(Plan.boards)),
    selectinload(_part(Plan.milestones)),
    selectinload(_part(Plan.actions)).selectinload(_part(Action.weaknesses)),
)
_WITH_STORY = (
    joinedload(_part(Action.plan)),
    joinedload(_part(Action.priority)),
    selectinload(_part(Action.weaknesses)),
    selectinload(_part(Action.milestones)),
    selectinload(_part(Action.notes)),
)


def find_current(session: Session, *, area: str | None = None) -> Plan | None:
    """The current plan (of this area), with its parts: 7 queries. The newest, should areas share a database."""
    wanted = select(Plan).where(Plan.status == PlanStatus.CURRENT)
    if area is not None:
        wanted = wanted.where(Plan.area == area)
    return session.exec(wanted.order_by(col(Plan.id).desc()).limit(1).options(*_WHOLE)).first()


def find_plan(session: Session, *, plan_id: int) -> Plan:
    """A plan with its parts, current or earlier: 7 queries. Raises NoSuchPlan."""
    plan = session.exec(select(Plan).where(Plan.id == plan_id).options(*_WHOLE)).first()
    if plan is None:
        raise NoSuchPlan(plan_id)
    return plan


def list_earlier(session: Session, *, area: str) -> Sequence[Plan]:
    """The area's earlier plans without their parts, the newest first: 1 query."""
    wanted = select(Plan).where(Plan.status == PlanStatus.HISTORY, Plan.area == area)
    return session.exec(wanted.order_by(col(Plan.id).desc())).all()


def find_action(session: Session, *, code: str, plan_id: int | None = None) -> Action:
    """The action with this code, in the current plan or the one that is named: 4 queries. Raises NoSuchAction."""
    wanted = select(Action).join(Plan, col(Plan.id) == Action.plan_id).where(Action.code == code)
    if plan_id is None:
        wanted = wanted.where(Plan.status == PlanStatus.CURRENT)
    else:
        wanted = wanted.where(Plan.id == plan_id)
    action = session.exec(wanted.order_by(col(Plan.id).desc()).limit(1).options(*_WITH_STORY)).first()
    if action is None:
        raise NoSuchAction(code)
    return action


def find_editable(session: Session, *, action_id: int) -> Action:
    """An action of the current plan, by its id. Raises NoSuchAction, also for those of earlier plans."""
    wanted = select(Action).where(Action.id == action_id).options(*_WITH_STORY)
    action = session.exec(wanted.execution_options(populate_existing=True)).first()
    if action is None or action.plan.status is not PlanStatus.CURRENT:
        raise NoSuchAction(action_id)
    return action


def list_twins(session: Session, *, action: Action) -> Sequence[Action]:
    """The actions with the same code in the area's other plans, the newest plan first: 1 query."""
    wanted = select(Action).join(Plan, col(Plan.id) == Action.plan_id)
    same = wanted.where(Action.code == action.code, Plan.area == action.plan.area, Plan.id != action.plan_id)
    return session.exec(same.order_by(col(Plan.id).desc()).options(joinedload(_part(Action.plan)))).all()
