"""The database refuses what must never be there, by a name that says why."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from coproduce.core.db import Model
from coproduce.plan.models import (
    Action,
    ActionWeakness,
    Board,
    Milestone,
    Plan,
    PlanKind,
    PlanStatus,
    Priority,
    Progress,
    ProgressNote,
    Weakness,
)
from tests.factories_plan import TODAY, plan

DAY = date(2026, 1, 1)


def another_plan(**changes: Any) -> Plan:
    """An earlier plan without parts."""
    facts: dict[str, Any] = {
        "area": "Dudley", "title": "P", "kind": PlanKind.APP, "status": PlanStatus.HISTORY,
        "checksum": "0", "imported_on": TODAY, **changes,
    }  # fmt: skip
    return Plan(**facts)


def another_action(found: Plan, **changes: Any) -> Action:
    """A second action."""
    facts: dict[str, Any] = {
        "plan_id": found.id, "priority_id": found.priorities[0].id, "position": 2,
        "code": "1.2", "printed_code": "1.2", "title": "T", **changes,
    }  # fmt: skip
    return Action(**facts)


def refused(session: Session, row: Model) -> str:
    """What the database says when this row comes."""
    session.add(row)
    with pytest.raises(IntegrityError) as error:
        session.flush()
    return str(error.value.orig)


def is_named(words: str, name: str, sqlite: str) -> bool:
    """Whether the constraint is the one; SQLite names the columns of a unique one instead of the constraint."""
    return name in words or sqlite in words


@pytest.mark.parametrize(
    ("changes", "name", "sqlite"),
    [
        ({"status": PlanStatus.CURRENT}, "uq_plans_one_current_per_area", "plans.area"),
        ({"area": ""}, "ck_plans_is_named", "ck_plans_is_named"),
        ({"title": ""}, "ck_plans_is_named", "ck_plans_is_named"),
        (
            {"inspected_from": TODAY, "inspected_to": DAY},
            "ck_plans_inspection_ends_after_its_start",
            "ck_plans_inspection_ends_after_its_start",
        ),
    ],
)
def test_of_plans(session: Session, changes: dict[str, object], name: str, sqlite: str) -> None:
    plan(session)

    assert is_named(refused(session, another_plan(**changes)), name, sqlite)


def test_an_earlier_plan_of_the_area_may_stand_beside_the_current_one(session: Session) -> None:
    plan(session)
    earlier = another_plan()
    session.add(earlier)
    session.flush()

    assert earlier.id is not None


@pytest.mark.parametrize(
    ("changes", "name", "sqlite"),
    [
        ({"code": "1.1a"}, "uq_actions_plan_id_code", "actions.plan_id, actions.code"),
        ({"title": ""}, "ck_actions_is_named", "ck_actions_is_named"),
        ({"code": ""}, "ck_actions_is_named", "ck_actions_is_named"),
        ({"priority_id": 999}, "fk_actions_priority_id", "FOREIGN KEY"),
        ({"plan_id": 999}, "fk_actions_plan_id", "FOREIGN KEY"),
    ],
)
def test_of_actions(session: Session, changes: dict[str, object], name: str, sqlite: str) -> None:
    assert is_named(refused(session, another_action(plan(session), **changes)), name, sqlite)


def test_of_what_stands_once_in_a_plan(session: Session) -> None:
    found = plan(session)
    key = found.id or 0
    session.add(Board(plan_id=key, position=1, code="B", name="Board"))
    session.commit()
    for row, name, sqlite in (
        (Weakness(plan_id=key, number=6, title="W"), "uq_weaknesses_plan_id_number", "weaknesses.plan_id"),
        (Priority(plan_id=key, number=1, title="P"), "uq_priorities_plan_id_number", "priorities.plan_id"),
        (Board(plan_id=key, position=2, code="B", name="C"), "uq_boards_plan_id_code", "boards.plan_id"),
    ):
        assert is_named(refused(session, row), name, sqlite)
        session.rollback()


def test_of_notes_dates_and_links(session: Session) -> None:
    found = plan(session)
    key, action = found.id or 0, found.actions[0].id or 0
    session.commit()
    state = Progress.UNDER_WAY
    for row, name in (
        (ProgressNote(action_id=action, noted_on=DAY, progress=state, text="", by_role="x"), "has_words"),
        (ProgressNote(action_id=999, noted_on=DAY, progress=state, text="x", by_role="x"), "fk_progress_notes"),
        (Milestone(plan_id=key, due_on=DAY, title=""), "ck_milestones_has_words"),
        (Milestone(plan_id=key, action_id=999, due_on=DAY, title="x"), "fk_milestones_action_id"),
        (ActionWeakness(action_id=action, weakness_id=999), "fk_action_weaknesses_weakness_id"),
    ):
        assert is_named(refused(session, row), name, "FOREIGN KEY")
        session.rollback()


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("UPDATE plans SET kind = 'WASP'", "ck_plans_plankind"),
        ("UPDATE plans SET status = 'lost'", "ck_plans_planstatus"),
        ("UPDATE actions SET progress = 'nearly'", "ck_actions_progress"),
    ],
)
def test_of_words_that_are_not_ours(session: Session, statement: str, name: str) -> None:
    plan(session)

    with pytest.raises(IntegrityError, match=name):
        session.execute(text(statement))
