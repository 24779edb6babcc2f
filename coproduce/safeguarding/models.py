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
    """A lead's reading of a comment that was hidden because a child may be at risk."""

    __tablename__ = "concerns"
    __table_args__ = (
        CheckConstraint(
            "outcome is null or (reason != '' and decided_at is not null)", name="decided_with_reason"
        ),
    )

    comment_id: UUID = Field(foreign_key="comments.id", primary_key=True, ondelete="CASCADE")
    raised_on: date
    opened_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    opened_by: str = Field(default="", max_length=254)
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decided_by: str = Field(default="", max_length=254)
    outcome: ConcernOutcome | None = Field(default=None, sa_type=text_enum(ConcernOutcome))
    reason: str = ""
