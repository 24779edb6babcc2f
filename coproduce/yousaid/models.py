"""You said, we did: what families said, what was done about it, and the evidence."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, Relationship

from coproduce.core.db import Model
from coproduce.core.types import UtcDateTime, text_enum
from coproduce.plan.models import Action
from coproduce.voice.models import Comment


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


class Step(StrEnum):
    """What happened to a reply, for those who work on it."""

    WRITTEN = "written"
    CHANGED = "changed"
    SIGNATURES_TAKEN_BACK = "signatures_taken_back"
    SIGNED = "signed"
    CO_SIGNED = "co_signed"
    NOTED = "noted"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    QUOTE_ERASED = "quote_erased"


class Verdict(StrEnum):
    """What became of a quote: its second reader let it stand or left it out, or its writer took it back."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class ReplyAction(Model, table=True):
    """A reply is evidence for an action: it never claims to have been caused by it."""

    __tablename__ = "reply_actions"

    reply_id: int = Field(foreign_key="replies.id", primary_key=True)
    action_id: int = Field(foreign_key="actions.id", primary_key=True)


class Reply(Model, table=True):
    """One "you said, we did". Published only with an officer's signature and the Forum's (or the Forum's note).

    It answers the comments on `theme` said from `heard_on` to `counted_until`, in one wave, or in all where `wave`
    is empty; `comments_counted` is their true number and is shown in public only through the disclosure rule.
    `forum_note` stays when the text changes, but stands as the Forum's word only from `forum_noted_at` on.
    """

    __tablename__ = "replies"
    __table_args__ = (
        CheckConstraint("outcome != 'done' or (done_on is not null and evidence != '')", name="done_has_proof"),
        CheckConstraint("outcome != 'cannot' or (reason != '' and decided_by != '')", name="cannot_has_reason"),
        CheckConstraint("outcome != 'disagree' or reason != ''", name="disagree_has_reason"),
        CheckConstraint("outcome != 'doing' or next_on is not null", name="doing_has_date"),
        CheckConstraint(
            "state != 'published' or (officer_signed_at is not null and published_on is not null "
            "and (forum_signed_at is not null or forum_noted_at is not null))",
            name="two_signatures",
        ),
        CheckConstraint("officer_id is null or forum_id is null or officer_id != forum_id", name="two_people"),
        CheckConstraint("forum_signed_at is null or forum_noted_at is null", name="sign_or_note"),
        CheckConstraint("forum_noted_at is null or forum_note != ''", name="note_has_words"),
        CheckConstraint(
            "state != 'withdrawn' or (withdrawn_on is not null and withdrawn_because != '')",
            name="withdrawn_has_reason",
        ),
        CheckConstraint("heard_on <= counted_until", name="heard_before_counted"),
    )

    id: int | None = Field(default=None, primary_key=True)
    theme: str = Field(max_length=60, index=True)
    wave: str = Field(default="", max_length=80)
    period: str = Field(default="", max_length=80)
    heard_on: date
    counted_until: date
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
    officer_id: int | None = Field(default=None, foreign_key="people.id", ondelete="SET NULL")
    officer_title: str = Field(default="", max_length=120)
    forum_signed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    forum_id: int | None = Field(default=None, foreign_key="people.id", ondelete="SET NULL")
    forum_note: str = ""
    forum_noted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    published_on: date | None = Field(default=None, index=True)
    withdrawn_on: date | None = None
    withdrawn_because: str = ""
    version: int = 1

    actions: list[Action] = Relationship(
        link_model=ReplyAction, sa_relationship_kwargs={"order_by": "Action.position", "lazy": "selectin"}
    )
    quotes: list["Quote"] = Relationship(sa_relationship_kwargs={"order_by": "Quote.id", "lazy": "selectin"})
    steps: list["ReplyStep"] = Relationship(sa_relationship_kwargs={"order_by": "ReplyStep.id"})


class Quote(Model, table=True):
    """A comment's own (redacted) words in a reply, with the writer's permission.

    Shown once a second reader, somebody other than who proposed them, has let them stand. `because` says why they
    were left out or taken back.
    """

    __tablename__ = "quotes"
    __table_args__ = (
        UniqueConstraint("reply_id", "comment_id"),
        CheckConstraint("read_id is null or proposed_id is null or read_id != proposed_id", name="two_readers"),
        CheckConstraint(
            "verdict is null or verdict = 'withdrawn' or (read_at is not null and proposed_at is not null)",
            name="verdict_was_read",
        ),
        CheckConstraint("verdict is null or verdict = 'accepted' or because != ''", name="reason_is_kept"),
    )

    id: int | None = Field(default=None, primary_key=True)
    reply_id: int = Field(foreign_key="replies.id", index=True)
    comment_id: UUID = Field(foreign_key="comments.id", ondelete="CASCADE")
    text: str
    proposed_id: int | None = Field(default=None, foreign_key="people.id", ondelete="SET NULL")
    proposed_title: str = Field(default="", max_length=120)
    proposed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    read_id: int | None = Field(default=None, foreign_key="people.id", ondelete="SET NULL")
    read_title: str = Field(default="", max_length=120)
    read_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    verdict: Verdict | None = Field(default=None, sa_type=text_enum(Verdict))
    because: str = ""

    comment: Comment = Relationship(sa_relationship_kwargs={"lazy": "joined"})


class WhyLeftOut(StrEnum):
    """Why a comment is not published (SEND Regulations 2014, Part 4, and Code of Practice ch. 4)."""

    ABUSIVE = "abusive"
    VEXATIOUS = "vexatious"
    ONE_SERVICE = "one_service"
    NAMES_SOMEBODY = "names_somebody"
    OTHER_MATTER = "other_matter"


class LeftOut(Model, table=True):
    """A comment whose words are published nowhere, and why. It counts in every figure all the same."""

    __tablename__ = "comments_left_out"
    __table_args__ = (
        CheckConstraint("because != ''", name="reason_is_kept"),
        CheckConstraint("by_title != ''", name="by_somebody"),
    )

    comment_id: UUID = Field(foreign_key="comments.id", primary_key=True, ondelete="CASCADE")
    reason: WhyLeftOut = Field(sa_type=text_enum(WhyLeftOut))
    because: str = Field(max_length=500)
    by_title: str = Field(max_length=120)
    left_out_on: date


class ReplyStep(Model, table=True):
    """One line of a reply's story: what happened, when, and in which role. Lines are added, never changed."""

    __tablename__ = "reply_steps"

    id: int | None = Field(default=None, primary_key=True)
    reply_id: int = Field(foreign_key="replies.id", index=True)
    step: Step = Field(sa_type=text_enum(Step))
    at: datetime = Field(sa_type=UtcDateTime)
    by_title: str = Field(max_length=120)
