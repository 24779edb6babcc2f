"""Keeps a plan up to date: what officers change, note and tick off, without overwriting one another."""

from datetime import date
from enum import StrEnum

from sqlalchemy import update
from sqlalchemy.engine import CursorResult
from sqlmodel import Session, col

from coproduce.plan.finding import find_editable
from coproduce.plan.hollow import hollow_words
from coproduce.plan.models import Action, Milestone, Progress, ProgressNote
from coproduce.plan.texts import is_stated, tidy

FEWEST_WORDS_FOR_DONE = 3
"""'Done' needs words that say what shows it; one or two say only "done" again."""


class ChangedMeanwhile(RuntimeError):
    """Somebody changed the action after this officer opened it."""


class NoSuchMilestone(LookupError):
    """The action has no such date."""


class Refusal(StrEnum):
    """Why something cannot be kept."""

    NO_WORDS = "no_words"
    TO_COME = "to_come"
    DONE_WITHOUT_PROOF = "done_without_proof"
    DONE_BUT_PROMISED = "done_but_promised"


class Refused(ValueError):
    """This cannot be kept as it is; `reason` says why, `found` the words that it is about."""

    def __init__(self, reason: Refusal, found: tuple[str, ...] = ()) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.found = found


def edit_action(
    session: Session,
    *,
    action_id: int,
    version: int,
    title: str,
    lead_role: str,
    due_on: date | None,
    category: str,
) -> Action:
    """Change an action's own words. A lead such as "tbc" is kept as not stated.

    Raises NoSuchAction, ChangedMeanwhile, and Refused when there is no title.
    """
    if not tidy(title):
        raise Refused(Refusal.NO_WORDS)
    action = _claim(session, action_id=action_id, version=version)
    action.title = tidy(title)
    action.lead_role = tidy(lead_role) if is_stated(lead_role) else None
    action.due_on = due_on
    action.category = tidy(category)
    session.add(action)
    session.flush()
    return action


def add_note(
    session: Session,
    *,
    action_id: int,
    version: int,
    noted_on: date,
    progress: Progress,
    text: str,
    by_role: str,
    today: date,
) -> ProgressNote:
    """Add a note of progress; the action then stands where its newest note says.

    Raises NoSuchAction, ChangedMeanwhile, and Refused: no words, a day still to come, or "done" without words that
    say what shows it, or with words that only promise.
    """
    words = tidy(text)
    if not words:
        raise Refused(Refusal.NO_WORDS)
    if noted_on > today:
        raise Refused(Refusal.TO_COME)
    if progress is Progress.DONE and len(words.split()) < FEWEST_WORDS_FOR_DONE:
        raise Refused(Refusal.DONE_WITHOUT_PROOF)
    if progress is Progress.DONE and (found := hollow_words(words)):
        raise Refused(Refusal.DONE_BUT_PROMISED, found)
    action = _claim(session, action_id=action_id, version=version)
    note = ProgressNote(action_id=action_id, noted_on=noted_on, progress=progress, text=words, by_role=by_role)
    if all(other.noted_on <= noted_on for other in action.notes):
        action.progress = progress
    session.add_all([note, action])
    session.flush()
    return note


def add_milestone(session: Session, *, action_id: int, version: int, due_on: date, title: str) -> Milestone:
    """Add a date to an action. Raises NoSuchAction, ChangedMeanwhile, and Refused when it has no words."""
    if not tidy(title):
        raise Refused(Refusal.NO_WORDS)
    action = _claim(session, action_id=action_id, version=version)
    milestone = Milestone(plan_id=action.plan_id, action_id=action_id, due_on=due_on, title=tidy(title))
    session.add(milestone)
    session.flush()
    return milestone


def mark_reached(
    session: Session, *, action_id: int, milestone_id: int, version: int, reached_on: date, today: date
) -> Milestone:
    """Say that a date of the action was reached, and when.

    Raises NoSuchAction, NoSuchMilestone, ChangedMeanwhile, and Refused for a day still to come.
    """
    if reached_on > today:
        raise Refused(Refusal.TO_COME)
    action = _claim(session, action_id=action_id, version=version)
    milestone = next((entry for entry in action.milestones if entry.id == milestone_id), None)
    if milestone is None:
        raise NoSuchMilestone(milestone_id)
    milestone.reached_on = reached_on
    session.add(milestone)
    session.flush()
    return milestone


def _claim(session: Session, *, action_id: int, version: int) -> Action:
    """The action, for whoever has seen its newest version; the database lets only one of two pass."""
    find_editable(session, action_id=action_id)
    ours = update(Action).where(col(Action.id) == action_id, col(Action.version) == version)
    result = session.execute(ours.values(version=version + 1), execution_options={"synchronize_session": False})
    if not isinstance(result, CursorResult) or result.rowcount != 1:
        raise ChangedMeanwhile(action_id)
    return find_editable(session, action_id=action_id)
