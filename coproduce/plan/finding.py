"""Finds plans and actions, with all that their pages show, in few queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import joinedload, selectinload
from sqlmodel import Session, col, select

from coproduce.plan.models import Action, Plan, PlanKind, PlanStatus


class NoSuchPlan(LookupError):
    """There is no plan with this id."""


class NoSuchAction(LookupError):
    """The plan has no action with this code or id."""


@dataclass(frozen=True, slots=True)
class PlanLine:
    """An earlier plan as a list shows it."""

    id: int
    title: str
    kind: PlanKind
    imported_on: date


@dataclass(frozen=True, slots=True)
class Twin:
    """The action with the same code in an earlier plan."""

    plan_id: int
    plan_title: str
    code: str
    title: str


_WHOLE = (
    selectinload(Plan.weaknesses),  # type: ignore[arg-type]
    selectinload(Plan.priorities),  # type: ignore[arg-type]
    selectinload(Plan.boards),  # type: ignore[arg-type]
    selectinload(Plan.milestones),  # type: ignore[arg-type]
    selectinload(Plan.actions).selectinload(Action.weaknesses),  # type: ignore[arg-type]
)
