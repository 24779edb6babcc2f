"""Concerns: comments that may mean a child is at risk, who was told and when, and what the lead decided."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from coproduce.core.db import Model
from coproduce.core.types import UtcDateTime, text_enum


class ConcernOutcome(StrEnum):
    """What the lead decided."""

    CHILDREN_SERVICES = "children_services"
    POLICE = "police"
    KNOWN = "known"
    ADVICE = "advice"
    NO_CONCERN = "no_concern"

    @property
    def keeps_hidden(self) -> bool:
        """Whether the comment stays with the lead: somebody acts on it, and others could tell whose it is."""
        return self in (ConcernOutcome.CHILDREN_SERVICES, ConcernOutcome.POLICE, ConcernOutcome.KNOWN)


class Step(StrEnum):
    """What happened to a concern."""

    RAISED = "raised"
    BROUGHT = "brought"
    TOLD = "told"
    OPENED = "opened"
    READ = "read"
    DECIDED = "decided"
    REOPENED = "reopened"


class Concern(Model, table=True):
    """A lead's reading of a comment that was hidden because a child may be at risk.

    The comment's own words are not in it. `opened_at` and `opened_by` are those of the first opening. `tell_at` is
    when somebody is to be told next, `told_level` how far up that has gone; both rest once it is decided. One that
    comes back begins a new `round`.
    """

    __tablename__ = "concerns"
    __table_args__ = (
        CheckConstraint(
            "outcome is null or (reason != '' and decided_at is not null and decided_by != '')",
            name="decided_with_reason",
        ),
        CheckConstraint("outcome is null or opened_at is not null", name="opened_before_decided"),
        CheckConstraint("(opened_at is null) = (opened_by = '')", name="opened_by_somebody"),
        CheckConstraint("outcome is not null or tell_at is not null", name="told_until_decided"),
        CheckConstraint("told_level >= 0", name="level_from_0"),
    )

    comment_id: UUID = Field(foreign_key="comments.id", primary_key=True, ondelete="CASCADE")
    raised_at: datetime = Field(sa_type=UtcDateTime)
    due_at: datetime = Field(sa_type=UtcDateTime)
    tell_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    told_level: int = 0
    round: int = 1
    opened_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    opened_by: str = Field(default="", max_length=254)
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decided_by: str = Field(default="", max_length=254)
    outcome: ConcernOutcome | None = Field(default=None, sa_type=text_enum(ConcernOutcome))
    reason: str = ""


class ConcernStep(Model, table=True):
    """One thing that happened to a concern. Steps are only added; they go with the comment, never alone.

    `by` is an e-mail address or `job`. `told` is who was told, `level` how far up that was.
    """

    __tablename__ = "concern_steps"
    __table_args__ = (
        CheckConstraint("\"by\" != ''", name="has_author"),
        CheckConstraint("(step = 'decided') = (outcome is not null)", name="outcome_when_decided"),
        CheckConstraint("step not in ('decided', 'reopened') or reason != ''", name="has_reason"),
        CheckConstraint("(step = 'told') = (told != '')", name="told_somebody"),
        Index(
            "uq_concern_steps_told_once",
            "comment_id",
            "round",
            "level",
            "told",
            unique=True,
            sqlite_where=text("step = 'told'"),
            postgresql_where=text("step = 'told'"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    comment_id: UUID = Field(foreign_key="concerns.comment_id", index=True, ondelete="CASCADE")
    step: Step = Field(sa_type=text_enum(Step))
    at: datetime = Field(sa_type=UtcDateTime)
    by: str = Field(max_length=254)
    told: str = Field(default="", max_length=254)
    level: int = 0
    round: int = 1
    outcome: ConcernOutcome | None = Field(default=None, sa_type=text_enum(ConcernOutcome))
    reason: str = ""


class Cover(Model, table=True):
    """Which lead covers from one day to another, both included. `place` 1 is told first, 2 next."""

    __tablename__ = "cover"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_after_starting"),
        CheckConstraint("place between 1 and 9", name="place_1_to_9"),
        CheckConstraint("said_by != ''", name="has_author"),
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people.id", index=True, ondelete="CASCADE")
    starts_on: date
    ends_on: date
    place: int = 1
    said_by: str = Field(max_length=254)
    said_at: datetime = Field(sa_type=UtcDateTime)


class LeadMobile(Model, table=True):
    """The number at which a lead is told by text message too."""

    __tablename__ = "lead_mobiles"
    __table_args__ = (CheckConstraint("mobile != ''", name="has_number"),)

    person_id: int = Field(foreign_key="people.id", primary_key=True, ondelete="CASCADE")
    mobile: str = Field(max_length=20)


class EscalationContact(Model, table=True):
    """Whom to tell when no lead opens a concern: an office or a duty team. One row at most."""

    __tablename__ = "escalation_contact"
    __table_args__ = (
        CheckConstraint("id = 1", name="one_row"),
        CheckConstraint("email != '' or mobile != ''", name="can_be_told"),
        CheckConstraint("said_by != ''", name="has_author"),
    )

    id: int = Field(default=1, primary_key=True)
    title: str = Field(max_length=120)
    email: str = Field(default="", max_length=254)
    mobile: str = Field(default="", max_length=20)
    said_by: str = Field(max_length=254)
    said_at: datetime = Field(sa_type=UtcDateTime)


class ScreenCase(Model, table=True):
    """A sentence that should have been flagged, in the lead's own words and without names, to be checked again."""

    __tablename__ = "screen_cases"
    __table_args__ = (
        CheckConstraint("text != ''", name="has_words"),
        CheckConstraint("added_by != ''", name="has_author"),
    )

    id: int | None = Field(default=None, primary_key=True)
    text: str = Field(max_length=1000)
    added_by: str = Field(max_length=254)
    added_at: datetime = Field(sa_type=UtcDateTime)


class Trace(Model, table=True):
    """To whom the link was sent through which a concern came, sealed. It goes when the concern is decided."""

    __tablename__ = "traces"

    comment_id: UUID = Field(foreign_key="concerns.comment_id", primary_key=True, ondelete="CASCADE")
    sealed: str
    kept_at: datetime = Field(sa_type=UtcDateTime)


class TraceRequest(Model, table=True):
    """One lead asks to open a trace, with a reason; a second person approves. The database wants two people."""

    __tablename__ = "trace_requests"
    __table_args__ = (
        CheckConstraint("reason != '' and asked_by != ''", name="asked_with_reason"),
        CheckConstraint("(approved_at is null) = (approved_by = '')", name="approved_by_somebody"),
        CheckConstraint("(approved_at is null) = (approver_id is null)", name="approved_by_a_person"),
        CheckConstraint("approver_id is null or approver_id != asker_id", name="two_people"),
        CheckConstraint("approved_by = '' or lower(approved_by) != lower(asked_by)", name="two_addresses"),
    )

    id: int | None = Field(default=None, primary_key=True)
    comment_id: UUID = Field(foreign_key="concerns.comment_id", index=True, ondelete="CASCADE")
    asker_id: int
    asked_by: str = Field(max_length=254)
    asked_at: datetime = Field(sa_type=UtcDateTime)
    reason: str = Field(max_length=2000)
    approver_id: int | None = None
    approved_by: str = Field(default="", max_length=254)
    approved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class CommentRead(Model, table=True):
    """That a person has read a comment, the first time only, on which day and who."""

    __tablename__ = "comment_reads"
    __table_args__ = (CheckConstraint("read_by != ''", name="has_reader"), {"sqlite_with_rowid": False})

    comment_id: UUID = Field(foreign_key="comments.id", primary_key=True, ondelete="CASCADE")
    read_on: date
    read_by: str = Field(max_length=254)
