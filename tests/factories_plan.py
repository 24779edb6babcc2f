"""Builders for plans: content as a file gives it, and rows as the database keeps them."""

from datetime import date
from pathlib import Path

from sqlmodel import Session

from coproduce.plan.content import ActionContent, HeadContent, PlanContent, PriorityContent, WeaknessContent
from coproduce.plan.finding import find_plan
from coproduce.plan.models import Action, Plan, PlanKind
from coproduce.plan.storing import key_of, store

TODAY = date(2026, 11, 24)
DUDLEY = Path(__file__).parents[1] / "coproduce" / "plan" / "data" / "dudley-2019.toml"


def plan_content(
    *,
    area: str = "Dudley",
    title: str = "Plan of a made-up area",
    actions: tuple[ActionContent, ...] = (ActionContent("1.1a", "1.1a", 1, "Listen to families"),),
) -> PlanContent:
    """A small plan without faults: one weakness, one priority, one action."""
    return PlanContent(
        head=HeadContent(area, title, PlanKind.WSOA),
        weaknesses=(WeaknessContent(6, "Weak co-production", "Families are told, not asked."),),
        priorities=(PriorityContent(1, "Culture"),),
        actions=actions,
    )


def plan(session: Session, content: PlanContent | None = None, *, today: date = TODAY) -> Plan:
    """A stored current plan with all its parts."""
    stored = store(session, content or plan_content(), today=today)
    return find_plan(session, plan_id=key_of(stored))


def action(session: Session, **fields: object) -> Action:
    """The one action of a stored plan."""
    found = plan(session).actions[0]
    for name, value in fields.items():
        setattr(found, name, value)
    session.flush()
    return found
