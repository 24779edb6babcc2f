"""Concerns: comments that may mean a child is at risk, and what the lead decided."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from coproduce.core.db import Model
from coproduce.core.types import UtcDateTime, text_enum


class ConcernOutcome(StrEnum):
    """What the lead decided."""

    REFERRED = "referred"
    ADVICE = "advice"
    NO_ACTION = "no_action"


class Concern(Model, table=True):
    """A lead's reading of a comment that was hidden because a child may be at risk.

    The comment's own words are not in it. `opened_at` and `opened_by` are those of the first opening.
    """

    __tablename__ = "concerns"
    __table_args__ = (
        CheckConstraint(
            "outcome is null or (reason != '' and decided_at is not null and decided_by != '')",
            name="decided_with_reason",
        ),
        CheckConstraint("outcome is null or opened_at is not null", name="opened_before_decided"),
        CheckConstraint("(opened_at is null) = (opened_by = '')", name="opened_by_somebody"),
    )

    comment_id: UUID = Field(foreign_key="comments.id", primary_key=True, ondelete="CASCADE")
    raised_on: date
    opened_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    opened_by: str = Field(default="", max_length=254)
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decided_by: str = Field(default="", max_length=254)
    outcome: ConcernOutcome | None = Field(default=None, sa_type=text_enum(ConcernOutcome))
    reason: str = ""


class ConcernOpening(Model, table=True):
    """Who read the original words, and when for the first time."""

    __tablename__ = "concern_openings"
    __table_args__ = (CheckConstraint("opened_by != ''", name="opened_by_somebody"),)

    comment_id: UUID = Field(foreign_key="concerns.comment_id", primary_key=True, ondelete="CASCADE")
    opened_by: str = Field(primary_key=True, max_length=254)
    opened_at: datetime = Field(sa_type=UtcDateTime)
