"""Complaints about how data is used: what was said, how to reach whoever said it, and every step since."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from coproduce.core.db import Model
from coproduce.core.types import UtcDateTime, text_enum


class ComplaintState(StrEnum):
    """How far a complaint has come."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"
    CLOSED = "closed"


class ComplaintStep(StrEnum):
    """What happened to a complaint."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    NOTED = "noted"
    ANSWERED = "answered"
    CLOSED = "closed"


class Complaint(Model, table=True):
    """One complaint. Whoever made it finds it again with six words, of which only a mark is kept.

    `acknowledge_by` is the last day to say that it has come (Data (Use and Access) Act 2025 s. 103: 30 days).
    `about_harm`: the words may mean that a child is not safe, and the safeguarding lead was told. Until the lead
    has opened them (`lead_read_at`), nobody else reads them.
    """

    __tablename__ = "complaints"
    __table_args__ = (
        CheckConstraint("words != ''", name="has_words"),
        CheckConstraint("(state = 'closed') = (closed_on is not null)", name="closed_on_a_day"),
        CheckConstraint("state = 'received' or first_step_on is not null", name="acknowledged_on_a_day"),
        CheckConstraint("acknowledge_by >= received_on", name="has_time"),
    )

    id: int | None = Field(default=None, primary_key=True)
    code_mark: str = Field(max_length=64, unique=True)
    words: str
    language: str = Field(max_length=8)
    about_harm: bool = False
    lead_read_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    received_on: date
    acknowledge_by: date
    first_step_on: date | None = None
    closed_on: date | None = None
    state: ComplaintState = Field(default=ComplaintState.RECEIVED, sa_type=text_enum(ComplaintState), index=True)

    @property
    def is_for_the_lead(self) -> bool:
        """Whether the safeguarding lead reads it before anybody else does."""
        return self.about_harm and self.lead_read_at is None


class ComplaintContact(Model, table=True):
    """How to reach whoever complained, where they said so."""

    __tablename__ = "complaint_contacts"
    __table_args__ = (CheckConstraint("email != '' or mobile != ''", name="has_contact"),)

    complaint_id: int = Field(foreign_key="complaints.id", primary_key=True, ondelete="CASCADE")
    email: str = Field(default="", max_length=254)
    mobile: str = Field(default="", max_length=32)


class ComplaintEvent(Model, table=True):
    """One step of a complaint. The database refuses to change one; it goes with its complaint.

    `words` of an answer and of a closing are for whoever complained; those of a note are not.
    """

    __tablename__ = "complaint_events"
    __table_args__ = (
        CheckConstraint("step not in ('noted', 'answered', 'closed') or words != ''", name="says_something"),
        CheckConstraint("step = 'received' or \"by\" != ''", name="by_somebody"),
    )

    id: int | None = Field(default=None, primary_key=True)
    complaint_id: int = Field(foreign_key="complaints.id", index=True, ondelete="CASCADE")
    step: ComplaintStep = Field(sa_type=text_enum(ComplaintStep))
    at: datetime = Field(sa_type=UtcDateTime)
    by: str = Field(default="", max_length=254)
    words: str = ""
