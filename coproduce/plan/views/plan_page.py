"""The page of a plan, current or earlier, as finished values."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext, ngettext

from coproduce.plan.models import Action, Milestone, Plan, PlanStatus, Progress
from coproduce.plan.progress import Tally, tally
from coproduce.plan.views import sentences
from coproduce.plan.views.shown import ActionLine, State, Stop, action_line, action_url, day, milestone_stop, state


@dataclass(frozen=True, slots=True)
class Count:
    """How many actions are in a state: "7 done"."""

    state: State
    words: str


@dataclass(frozen=True, slots=True)
class PriorityPart:
    """A priority and its actions by section."""

    number: int
    title: str
    sentence: str
    actions: tuple[ActionLine, ...]


@dataclass(frozen=True, slots=True)
class WeaknessPart:
    """A weakness and the actions that speak to it, as (words, address)."""

    number: int
    title: str
    summary: str
    actions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PlanPage:
    """All of a plan's page."""

    title: str
    finding: str
    lead: tuple[str, ...]
    is_current: bool
    imported_on: str
    counts: tuple[Count, ...]
    open_points: tuple[str, ...]
    responsible: tuple[str, ...]
    priorities: tuple[PriorityPart, ...]
    weaknesses: tuple[WeaknessPart, ...]
    boards: tuple[tuple[str, str], ...]
    dates: tuple[Stop, ...]
    dates_told: str
    earlier: tuple[tuple[str, str, str], ...]


def plan_page(plan: Plan, earlier: list[Plan], *, today: date) -> PlanPage:
    """A plan's page. Runs no query: everything was loaded with the plan."""
    whole = tally(plan.actions, today=today)
    lead = (sentences.what_it_is(plan), sentences.why_it_is(plan))
    return PlanPage(
        title=plan.title,
        finding=sentences.finding(whole),
        lead=tuple(filter(None, lead)),
        is_current=plan.status is PlanStatus.CURRENT,
        imported_on=day(plan.imported_on),
        counts=tuple(_counts(whole)),
        open_points=tuple(sentences.not_stated(whole)),
        responsible=tuple(plan.details.get("jointly_responsible", [])),
        priorities=tuple(_priorities(plan, today)),
        weaknesses=tuple(_weaknesses(plan)),
        boards=tuple((board.name, board.role) for board in plan.boards),
        dates=tuple(milestone_stop(entry, today=today) for entry in _own_dates(plan)),
        dates_told=sentences.dates([entry.due_on for entry in _own_dates(plan)]),
        earlier=tuple(
            (entry.title, url_for("plan.earlier", plan_id=entry.id), day(entry.imported_on)) for entry in earlier
        ),
    )


def _own_dates(plan: Plan) -> list[Milestone]:
    return [entry for entry in plan.milestones if entry.action_id is None]


def _counts(whole: Tally) -> Iterator[Count]:
    for progress, number in (
        (Progress.DONE, whole.done),
        (Progress.UNDER_WAY, whole.under_way),
        (Progress.NOT_STARTED, whole.not_started),
        (Progress.STUCK, whole.stuck),
        (Progress.NOT_STATED, whole.not_stated),
    ):
        if number:
            yield Count(state(progress), ngettext("One action", "%(num)s actions", number))
    if whole.overdue:
        overdue = State("late", "heard", gettext("Overdue"))
        yield Count(overdue, ngettext("One action", "%(num)s actions", whole.overdue))


def _priorities(plan: Plan, today: date) -> Iterator[PriorityPart]:
    for priority in plan.priorities:
        own = [action for action in plan.actions if action.priority_id == priority.id]
        if own:
            yield PriorityPart(
                number=priority.number,
                title=priority.title,
                sentence=sentences.of_priority(tally(own, today=today)),
                actions=tuple(action_line(action, plan, today=today) for action in own),
            )


def _weaknesses(plan: Plan) -> Iterator[WeaknessPart]:
    by_weakness: dict[int | None, list[Action]] = {}
    for action in plan.actions:
        for weakness in action.weaknesses:
            by_weakness.setdefault(weakness.id, []).append(action)
    for weakness in plan.weaknesses:
        own = by_weakness.get(weakness.id, [])
        links = tuple((action.printed_code or action.title, action_url(action, plan)) for action in own)
        yield WeaknessPart(weakness.number, weakness.title, weakness.summary, links)
