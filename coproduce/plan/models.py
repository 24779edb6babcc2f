"""The improvement plan and its parts. A Written Statement of Action is one kind of plan.

Printed codes repeat in published plans, and some actions have none: `Action.code` is ours, unique, and stands in
addresses; `printed_code` keeps the paper's, and is what families read.
"""

from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, Relationship

from coproduce.core.db import Model
from coproduce.core.types import text_enum


class PlanKind(StrEnum):
    """Written Statement of Action, Accelerated Progress Plan, Priority Action Plan, or the area's own."""

    WSOA = "WSOA"
    APP = "APP"
    PAP = "PAP"
    LOCAL = "local"


class PlanStatus(StrEnum):
    """One plan is current; the ones before it stay as history."""

    CURRENT = "current"
    HISTORY = "history"


class Progress(StrEnum):
    """How far an action has come. "Not stated" is never replaced by a guess."""

    NOT_STATED = "not_stated"
    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    DONE = "done"
    STUCK = "stuck"


class ActionWeakness(Model, table=True):
    """Which weaknesses an action speaks to."""

    __tablename__ = "action_weaknesses"

    action_id: int = Field(foreign_key="actions.id", primary_key=True)
    weakness_id: int = Field(foreign_key="weaknesses.id", primary_key=True)


class Plan(Model, table=True):
    """An improvement plan of an area."""

    __tablename__ = "plans"
    __table_args__ = (
        CheckConstraint("area != '' and title != ''", name="is_named"),
        CheckConstraint("inspected_to >= inspected_from", name="inspection_ends_after_its_start"),
        Index(
            "uq_plans_one_current_per_area",
            "area",
            unique=True,
            sqlite_where=text("status = 'current'"),
            postgresql_where=text("status = 'current'"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    area: str = Field(max_length=120)
    title: str = Field(max_length=200)
    kind: PlanKind = Field(sa_type=text_enum(PlanKind))
    status: PlanStatus = Field(sa_type=text_enum(PlanStatus))
    submission_due: date | None = None
    inspected_from: date | None = None
    inspected_to: date | None = None
    details: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    checksum: str = Field(max_length=64)
    imported_on: date

    weaknesses: list["Weakness"] = Relationship(sa_relationship_kwargs={"order_by": "Weakness.number"})
    priorities: list["Priority"] = Relationship(sa_relationship_kwargs={"order_by": "Priority.number"})
    actions: list["Action"] = Relationship(
        back_populates="plan", sa_relationship_kwargs={"order_by": "Action.position"}
    )
    boards: list["Board"] = Relationship(sa_relationship_kwargs={"order_by": "Board.position"})
    milestones: list["Milestone"] = Relationship(
        sa_relationship_kwargs={"order_by": "Milestone.due_on, Milestone.id"}
    )


class Weakness(Model, table=True):
    """What inspectors found weak, in their order."""

    __tablename__ = "weaknesses"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plans.id")
    number: int
    title: str = Field(max_length=200)
    summary: str = ""


class Priority(Model, table=True):
    """A priority area of the plan."""

    __tablename__ = "priorities"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plans.id")
    number: int
    title: str = Field(max_length=200)


class Action(Model, table=True):
    """One action of the plan. `lead_role` and `due_on` are None where the plan does not state them.

    `version` goes up with every change, so that nobody overwrites what they have not seen.
    """

    __tablename__ = "actions"
    __table_args__ = (
        UniqueConstraint("plan_id", "code"),
        CheckConstraint("title != '' and code != ''", name="is_named"),
    )

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plans.id")
    priority_id: int = Field(foreign_key="priorities.id")
    position: int
    code: str = Field(max_length=40)
    printed_code: str = Field(max_length=40)
    section: str = Field(default="", max_length=200)
    title: str
    category: str = Field(default="", max_length=60)
    parts: list[str] = Field(default_factory=list, sa_type=JSON)
    lead_role: str | None = Field(default=None, max_length=120)
    due_on: date | None = None
    progress: Progress = Field(default=Progress.NOT_STATED, sa_type=text_enum(Progress))
    version: int = 1

    plan: Plan = Relationship(back_populates="actions")
    priority: Priority = Relationship()
    weaknesses: list[Weakness] = Relationship(
        link_model=ActionWeakness, sa_relationship_kwargs={"order_by": "Weakness.number"}
    )
    milestones: list["Milestone"] = Relationship(
        sa_relationship_kwargs={"order_by": "Milestone.due_on, Milestone.id", "viewonly": True}
    )
    notes: list["ProgressNote"] = Relationship(
        sa_relationship_kwargs={"order_by": "ProgressNote.noted_on.desc(), ProgressNote.id.desc()"}
    )

    @property
    def name(self) -> str:
        """What people call it: its code on paper, where it has one, and its words."""
        return f"{self.printed_code} {self.title}".strip()


class ProgressNote(Model, table=True):
    """A dated note of an action's progress, by a role. Notes are added and never changed."""

    __tablename__ = "progress_notes"
    __table_args__ = (CheckConstraint("text != ''", name="has_words"),)

    id: int | None = Field(default=None, primary_key=True)
    action_id: int = Field(foreign_key="actions.id", index=True)
    noted_on: date
    progress: Progress = Field(sa_type=text_enum(Progress))
    text: str
    by_role: str = Field(max_length=120)


class Board(Model, table=True):
    """A board that oversees the plan."""

    __tablename__ = "boards"
    __table_args__ = (UniqueConstraint("plan_id", "code"),)

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plans.id")
    position: int
    code: str = Field(max_length=40)
    name: str = Field(max_length=200)
    role: str = ""


class Milestone(Model, table=True):
    """A date of the plan; `action_id` where it belongs to one action."""

    __tablename__ = "milestones"
    __table_args__ = (CheckConstraint("title != ''", name="has_words"),)

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plans.id", index=True)
    action_id: int | None = Field(default=None, foreign_key="actions.id", index=True)
    due_on: date
    title: str
    reached_on: date | None = None
