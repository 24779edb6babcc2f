"""The page of an action, as finished values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext

from coproduce.plan.models import Action, PlanStatus
from coproduce.plan.progress import is_overdue
from coproduce.plan.views.shown import (
    State,
    Stop,
    action_url,
    day_or_not_stated,
    milestone_stop,
    note_stop,
    state,
    weakness_url,
    what_it_is,
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the plan states of an action; `is_own` where the words are the plan's, not this program's."""

    name: str
    words: str
    is_own: bool = True


@dataclass(frozen=True, slots=True)
class ActionPage:
    """All of an action's page but what features above add to it."""

    id: int | None
    code: str
    printed_code: str
    what_it_is: str
    title: str
    is_current: bool
    plan_title: str
    plan_url: str
    state: State
    is_overdue: bool
    facts: tuple[Fact, ...]
    weaknesses: tuple[tuple[str, str], ...]
    parts: tuple[str, ...]
    dates: tuple[Stop, ...]
    notes: tuple[tuple[State, str, str], ...]
    twins: tuple[tuple[str, str], ...]


def action_page(action: Action, twins: Sequence[Action], *, today: date) -> ActionPage:
    """An action's page. Runs no query: everything was loaded with the action."""
    plan = action.plan
    is_current = plan.status is PlanStatus.CURRENT
    return ActionPage(
        id=action.id,
        code=action.code,
        printed_code=action.printed_code,
        what_it_is=what_it_is(action),
        title=action.title,
        is_current=is_current,
        plan_title=plan.title,
        plan_url=url_for("plan.plan") if is_current else url_for("plan.earlier", plan_id=plan.id),
        state=state(action.progress),
        is_overdue=is_overdue(action, today=today),
        facts=_facts(action),
        weaknesses=tuple((_numbered(w.number, w.title), weakness_url(w, plan)) for w in action.weaknesses),
        parts=tuple(action.parts),
        dates=tuple(milestone_stop(entry, today=today) for entry in action.milestones),
        notes=tuple(note_stop(note) for note in action.notes),
        twins=tuple((twin.plan.title, action_url(twin, twin.plan)) for twin in twins),
    )


def _facts(action: Action) -> tuple[Fact, ...]:
    priority = action.priority
    facts = [
        Fact(gettext("Priority"), _numbered(priority.number, priority.title)),
        Fact(gettext("Part of the plan"), action.section),
        Fact(gettext("Who leads it"), action.lead_role or gettext("Not stated"), is_own=bool(action.lead_role)),
        Fact(gettext("When it is due"), day_or_not_stated(action.due_on), is_own=False),
        Fact(gettext("Kind of work"), action.category),
    ]
    return tuple(fact for fact in facts if fact.words)


def _numbered(number: int, title: str) -> str:
    return gettext("%(number)s. %(title)s", number=number, title=title)
