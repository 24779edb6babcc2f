"""You said, we did: what families said, what was done about it, and the evidence."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field, Relationship

from coproduce.core.db import Model
from coproduce.core.types import UtcDateTime, text_enum
from coproduce.plan.models import Action


class Outcome(StrEnum):
    """What the area answers. "Cannot" and "disagree" are honest answers and have their place."""

    DOING = "doing"
    DONE = "done"
    CANNOT = "cannot"
    DISAGREE = "disagree"


class ReplyState(StrEnum):
    """Where a reply stands on its way to the public."""

    DRAFT = "draft"
    SIGNED = "signed"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class ReplyAction(Model, table=True):
    """A reply is evidence for an action: it never claims to have been caused by it."""

    __tablename__ = "reply_actions"

    reply_id: int = Field(foreign_key="replies.id", primary_key=True)
    action_id: int = Field(foreign_key="actions.id", primary_key=True)


class Reply(Model, table=True):
    """One "you said, we did". Published only with an officer's signature and the Forum's (or the Forum's note)."""

    __tablename__ = "replies"
    __table_args__ = (
        CheckConstraint("outcome != 'done' or (done_on is not null and evidence != '')", name="done_has_proof"),
        CheckConstraint("outcome != 'cannot' or (reason != '' and decided_by != '')", name="cannot_has_reason"),
        CheckConstraint("outcome != 'disagree' or reason != ''", name="disagree_has_reason"),
        CheckConstraint("outcome != 'doing' or next_on is not null", name="doing_has_date"),
        CheckConstraint(
            "state != 'published' or (officer_signed_at is not null and published_on is not null "
            "and (forum_signed_at is not null or forum_note != ''))",
            name="two_signatures",
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    theme: str = Field(max_length=60, index=True)
    wave: str = Field(default="", max_length=80)
    period: str = Field(default="", max_length=80)
    heard_on: date
    comments_counted: int = 0
    you_said: str
    outcome: Outcome = Field(sa_type=text_enum(Outcome))
    we_did: str
    reason: str = ""
    decided_by: str = Field(default="", max_length=120)
    evidence: str = ""
    evidence_url: str = Field(default="", max_length=500)
    done_on: date | None = None
    next_on: date | None = None
    state: ReplyState = Field(default=ReplyState.DRAFT, sa_type=text_enum(ReplyState), index=True)
    written_by: str = Field(default="", max_length=120)
    officer_signed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    officer_title: str = Field(default="", max_length=120)
    forum_signed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    forum_note: str = ""
    published_on: date | None = None
    version: int = 1

    actions: list[Action] = Relationship(link_model=ReplyAction)
    quotes: list["Quote"] = Relationship(sa_relationship_kwargs={"order_by": "Quote.id"})


class Quote(Model, table=True):
    """A comment's own (redacted) words in a reply, with the writer's permission."""

    __tablename__ = "quotes"

    id: int | None = Field(default=None, primary_key=True)
    reply_id: int = Field(foreign_key="replies.id", index=True)
    comment_id: UUID = Field(foreign_key="comments.id", ondelete="CASCADE")
    text: str
