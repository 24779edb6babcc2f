"""Messages: one row for each thing to tell one contact, kept in the transaction of the fact that it tells."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, Index
from sqlmodel import Field

from coproduce.core.contact import Channel, Contact
from coproduce.core.db import Model
from coproduce.core.types import UtcDateTime, text_enum


class MessageState(StrEnum):
    """How far a message has come. `sending` is written down before it leaves, so that a crash can be told."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    GIVEN_UP = "given_up"
    WITHDRAWN = "withdrawn"


class Message(Model, table=True):
    """One thing to tell one contact.

    `facts` fill its template; they hold links, so they are emptied as soon as it cannot be sent any more: at once,
    or after a week where it may come back and be told another way. `fault`
    is a code for why the last try failed, never what was in it. `unsure` says that nobody knows whether the last
    try arrived. `settled_at` is when a volunteer dealt with a message that was given up.
    """

    __tablename__ = "messages"
    __table_args__ = (
        CheckConstraint("reference != ''", name="has_reference"),
        CheckConstraint("email != '' or mobile != '' or post != ''", name="has_contact"),
        CheckConstraint("tries >= 0", name="tries_counted"),
        CheckConstraint("(state = 'sending') = (claimed_at is not null)", name="claimed_while_sending"),
        CheckConstraint(
            "(state in ('sent', 'given_up', 'withdrawn')) = (ended_at is not null)", name="ended_when_over"
        ),
        CheckConstraint("settled_at is null or state = 'given_up'", name="settled_when_given_up"),
        CheckConstraint("expires_at is null or expires_at > queued_at", name="expires_after_queued"),
        Index("ix_messages_due", "state", "next_try_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    reference: str = Field(max_length=160, unique=True)
    channel: Channel = Field(sa_type=text_enum(Channel))
    email: str = Field(default="", max_length=254)
    mobile: str = Field(default="", max_length=32)
    post: str = Field(default="", max_length=600)
    template: str = Field(max_length=80)
    facts: dict[str, str | int] = Field(default_factory=dict, sa_type=JSON)
    language: str = Field(max_length=8)
    urgent: bool = False
    state: MessageState = Field(default=MessageState.WAITING, sa_type=text_enum(MessageState))
    queued_at: datetime = Field(sa_type=UtcDateTime)
    next_try_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    tries: int = 0
    claimed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    unsure: bool = False
    fault: str = Field(default="", max_length=40)
    provider_id: str = Field(default="", max_length=80)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    settled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def contact(self) -> Contact:
        """Whom it is for."""
        return Contact(email=self.email, mobile=self.mobile, post=self.post)


class StoppedContact(Model, table=True):
    """A contact that wants no more of what may be stopped; only its keyed mark is kept."""

    __tablename__ = "stopped_contacts"

    mark: str = Field(primary_key=True, max_length=64)
    stopped_at: datetime = Field(sa_type=UtcDateTime)
