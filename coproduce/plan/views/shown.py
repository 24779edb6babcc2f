"""What the plan's pages show: finished words for states, days and kinds, in the reader's language."""

from dataclasses import dataclass, replace
from datetime import date

from flask import url_for
from flask_babel import format_date, gettext

from coproduce.plan.models import Action, Milestone, Plan, PlanKind, PlanStatus, Progress, ProgressNote, Weakness
from coproduce.plan.progress import is_overdue


@dataclass(frozen=True, slots=True)
class State:
    """A state as the thread's macros take it: the colour's kind, the shape, the word."""

    kind: str
    shape: str
    word: str


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action in a list."""

    title: str
    url: str
    state: State
    is_stated: bool
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """A date on the thread."""

    kind: str
    shape: str
    title: str
    meta: str


def day(value: date) -> str:
    """A day in words: 15 October 2026."""
    return format_date(value, "long")


def month(value: date) -> str:
    """A month in words: October 2026."""
    return format_date(value, "MMMM y")


def day_or_not_stated(value: date | None) -> str:
    """A day in words, or that the plan does not state one."""
    return day(value) if value else gettext("Not stated")


def state(progress: Progress) -> State:
    """A state's colour, shape and word; no two share both shape and word."""
    return {
        Progress.DONE: State("did", "done", gettext("Done")),
        Progress.UNDER_WAY: State("doing", "doing", gettext("Under way")),
        Progress.NOT_STARTED: State("cannot", "heard", gettext("Not started")),
        Progress.STUCK: State("late", "cannot", gettext("Stuck")),
        Progress.NOT_STATED: State("cannot", "ahead", gettext("Progress not stated")),
    }[progress]


def kind_name(kind: PlanKind) -> str:
    """What a kind of plan is called."""
    return {
        PlanKind.WSOA: gettext("Written Statement of Action"),
        PlanKind.APP: gettext("Accelerated Progress Plan"),
        PlanKind.PAP: gettext("Priority Action Plan"),
        PlanKind.LOCAL: gettext("Local plan"),
    }[kind]


def what_it_is(action: Action) -> str:
    """What stands above an action's title: its code on paper, or that it has none."""
    if action.printed_code:
        return gettext("Action %(code)s", code=action.printed_code)
    return gettext("An action with no code on paper")


def action_url(action: Action, plan: Plan) -> str:
    """The address of an action's page, in the current plan or in an earlier one."""
    if plan.status is PlanStatus.CURRENT:
        return url_for("plan.action", code=action.code)
    return url_for("plan.earlier_action", plan_id=plan.id, code=action.code)


def action_line(action: Action, plan: Plan, *, today: date) -> ActionLine:
    """An action in a list; only what the plan states is said of it."""
    facts = [gettext("Action %(code)s", code=action.printed_code)] if action.printed_code else []
    if action.lead_role:
        facts.append(gettext("led by %(role)s", role=action.lead_role))
    if action.due_on and is_overdue(action, today=today):
        facts.append(gettext("overdue since %(day)s", day=day(action.due_on)))
    elif action.due_on:
        facts.append(gettext("due on %(day)s", day=day(action.due_on)))
    return ActionLine(
        title=action.title,
        url=action_url(action, plan),
        state=state(action.progress),
        is_stated=action.progress is not Progress.NOT_STATED,
        facts=tuple(facts),
    )


def weakness_url(weakness: Weakness, plan: Plan) -> str:
    """Where a weakness stands on its plan's page."""
    anchor = f"weakness-{weakness.number}"
    if plan.status is PlanStatus.CURRENT:
        return url_for("plan.plan", _anchor=anchor)
    return url_for("plan.earlier", plan_id=plan.id, _anchor=anchor)


def milestone_stop(milestone: Milestone, *, today: date) -> Stop:
    """A date on the thread: reached, past without a word, or still ahead."""
    due = day(milestone.due_on)
    if milestone.reached_on == milestone.due_on:
        return Stop("did", "done", milestone.title, gettext("%(day)s, reached on the day", day=due))
    if milestone.reached_on:
        reached = gettext("%(day)s, reached on %(reached)s", day=due, reached=day(milestone.reached_on))
        return Stop("did", "done", milestone.title, reached)
    if milestone.due_on < today:
        return Stop("cannot", "heard", milestone.title, due)
    return Stop("cannot", "ahead", milestone.title, due)


def note_stop(note: ProgressNote) -> tuple[State, str, str]:
    """A note on the thread: its state, when and by which role, its words."""
    by = gettext("%(day)s, %(role)s", day=day(note.noted_on), role=note.by_role)
    shown = state(note.progress)
    # On the thread brick means overdue; a note of being stuck is told calmly, by its square and its word.
    return replace(shown, kind="cannot") if note.progress is Progress.STUCK else shown, by, note.text
