"""The pages on which officers keep the plan, as finished values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from flask import url_for
from flask_babel import gettext

from coproduce.plan.forms import STATES, ActionForm, MilestoneForm, NoteForm, ReachedForm, VersionedForm
from coproduce.plan.models import Action, Plan, Progress
from coproduce.plan.progress import is_overdue
from coproduce.plan.views.shown import State, day_or_not_stated, state
from coproduce.web.forms import FieldView

Test = Callable[[Action], bool]


@dataclass(frozen=True, slots=True)
class Line:
    """An action in the officers' list."""

    url: str
    code: str
    title: str
    priority: str
    lead: str
    due: str
    is_overdue: bool
    state: State


@dataclass(frozen=True, slots=True)
class ListPage:
    """The list: filters as (words, address, is current), the order of each column, the actions."""

    title: str
    filters: tuple[tuple[str, str, bool], ...]
    priorities: tuple[tuple[str, str, bool], ...]
    due_url: str
    due_order: str
    lines: tuple[Line, ...]


def filter_tests(today: date) -> dict[str, tuple[str, Test]]:
    """What officers look for: the filter's words and the actions it shows."""
    return {
        "all": (gettext("All"), lambda _action: True),
        "overdue": (gettext("Overdue"), lambda action: is_overdue(action, today=today)),
        "no-progress": (gettext("Progress not stated"), lambda action: action.progress is Progress.NOT_STATED),
        "under-way": (gettext("Under way"), lambda action: action.progress is Progress.UNDER_WAY),
        "stuck": (gettext("Stuck"), lambda action: action.progress is Progress.STUCK),
        "done": (gettext("Done"), lambda action: action.progress is Progress.DONE),
        "no-lead": (gettext("Nobody leads it yet"), lambda action: action.lead_role is None),
        "no-day": (gettext("No day yet"), lambda action: action.due_on is None),
    }


def list_page(plan: Plan, *, show: str, priority: int | None, by_day: bool, today: date) -> ListPage:
    """The officers' list of the plan's actions; unknown filters show all."""
    tests = filter_tests(today)
    show = show if show in tests else "all"
    numbers = {entry.id: entry.number for entry in plan.priorities}
    within = [action for action in plan.actions if priority in (None, numbers[action.priority_id])]
    chosen = [action for action in within if tests[show][1](action)]
    if by_day:
        chosen.sort(key=lambda action: (action.due_on is None, action.due_on or date.max, action.position))

    def address(**changes: object) -> str:
        asked = {"show": show, "priority": priority, "order": "day" if by_day else None, **changes}
        return (
            f"{url_for('plan_manage.actions')}?{urlencode({key: value for key, value in asked.items() if value})}"
        )

    return ListPage(
        title=plan.title,
        filters=tuple(
            (f"{words} ({sum(map(test, within))})", address(show=name), name == show)
            for name, (words, test) in tests.items()
        ),
        priorities=(
            (gettext("Every priority"), address(priority=None), priority is None),
            *(
                (gettext("Priority %(number)s", number=n), address(priority=n), n == priority)
                for n in sorted(numbers.values())
            ),
        ),
        due_url=address(order=None if by_day else "day"),
        due_order="ascending" if by_day else "",
        lines=tuple(_line(action, str(numbers[action.priority_id]), today) for action in chosen),
    )


def _line(action: Action, priority: str, today: date) -> Line:
    return Line(
        url=url_for("plan_manage.edit_action", action_id=action.id),
        code=action.code,
        title=action.title,
        priority=priority,
        lead=action.lead_role or gettext("Not stated"),
        due=day_or_not_stated(action.due_on),
        is_overdue=is_overdue(action, today=today),
        state=_state(action.progress),
    )


def _state(progress: Progress) -> State:
    # The column's head says what is not stated; the word alone keeps the line short.
    shown = state(progress)
    return shown if progress is not Progress.NOT_STATED else replace(shown, word=gettext("Not stated"))


@dataclass(frozen=True, slots=True)
class Forms:
    """The four things that officers do on an action's page. `reached` is by the date's id."""

    action: ActionForm
    note: NoteForm
    date: MilestoneForm
    reached: dict[int, ReachedForm]

    @property
    def every(self) -> list[VersionedForm]:
        """All of them, in the order of the page."""
        return [self.note, self.action, self.date, *self.reached.values()]

    @property
    def errors(self) -> list[FieldView]:
        """The fields with an error, in the order of the page."""
        return [view for form in self.every for view in form.views() if view.error]


def state_choices() -> list[tuple[str, str]]:
    """The states a note may give, with their words."""
    return [(progress.value, state(progress).word) for progress in STATES]


def with_what_is_there(views: Sequence[FieldView], action: Action) -> dict[str, FieldView]:
    """The fields, each saying what another officer has put there meanwhile."""
    there = {
        "action-title": action.title,
        "action-lead_role": action.lead_role or gettext("Not stated"),
        "action-due_on": day_or_not_stated(action.due_on),
        "action-category": action.category or gettext("Not stated"),
    }
    return {
        view.name: replace(view, hint=gettext("It now says: %(words)s", words=there[view.name])) for view in views
    }
