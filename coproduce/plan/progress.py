"""How far a plan has come, in numbers and by its own dates. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from coproduce.plan.models import Action, Progress


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of a group of actions stand where. `overdue` ones are counted in their state as well."""

    total: int
    done: int
    under_way: int
    not_started: int
    stuck: int
    not_stated: int
    overdue: int
    without_lead: int
    without_due: int

    @property
    def stated(self) -> int:
        """How many say anything about their progress."""
        return self.total - self.not_stated


def is_overdue(action: Action, *, today: date) -> bool:
    """Whether the action's day has passed and it is not done. One without a day is never overdue."""
    return action.due_on is not None and action.due_on < today and action.progress is not Progress.DONE


def tally(actions: Iterable[Action], *, today: date) -> Tally:
    """Count the actions."""
    every = list(actions)
    states = Counter(action.progress for action in every)
    return Tally(
        total=len(every),
        done=states[Progress.DONE],
        under_way=states[Progress.UNDER_WAY],
        not_started=states[Progress.NOT_STARTED],
        stuck=states[Progress.STUCK],
        not_stated=states[Progress.NOT_STATED],
        overdue=sum(is_overdue(action, today=today) for action in every),
        without_lead=sum(action.lead_role is None for action in every),
        without_due=sum(action.due_on is None for action in every),
    )
