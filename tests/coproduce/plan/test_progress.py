"""How far a plan has come."""

from datetime import date, timedelta

import pytest

from coproduce.plan.models import Action, Progress
from coproduce.plan.progress import is_overdue, tally
from tests.factories_plan import TODAY

YESTERDAY = TODAY - timedelta(days=1)


def an_action(
    progress: Progress = Progress.NOT_STATED, *, due_on: date | None = None, lead_role: str | None = None
) -> Action:
    """An action in this state."""
    return Action(
        plan_id=1, priority_id=1, position=1, code="1", printed_code="1", title="Listen",
        progress=progress, due_on=due_on, lead_role=lead_role,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        (an_action(due_on=YESTERDAY), True),
        (an_action(due_on=TODAY), False),
        (an_action(Progress.DONE, due_on=YESTERDAY), False),
        (an_action(Progress.STUCK), False),
    ],
)
def test_an_action_is_overdue_after_its_day_unless_it_is_done(action: Action, expected: bool) -> None:
    assert is_overdue(action, today=TODAY) is expected


def test_a_tally_counts_states_and_what_is_not_stated() -> None:
    counted = tally(
        [an_action(Progress.DONE, lead_role="Head"), an_action(Progress.STUCK, due_on=YESTERDAY), an_action()],
        today=TODAY,
    )

    assert (counted.total, counted.done, counted.stuck, counted.not_stated) == (3, 1, 1, 1)
    assert (counted.stated, counted.overdue, counted.without_lead, counted.without_due) == (2, 1, 2, 2)


def test_a_plan_without_actions_has_nothing_to_count() -> None:
    assert tally([], today=TODAY).total == 0
