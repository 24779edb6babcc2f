"""What families say in their own words, how it was read, and the receipts that lead back to an answer.

Comments and receipts have random keys and, on SQLite, no row ids: nothing in the tables tells who came first.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from coproduce.core.db import Model
from coproduce.core.types import UtcDateTime, text_enum

NO_ORDER = {"sqlite_with_rowid": False}


class Audience(StrEnum):
    """Whose words: children's words get themes and no sentiment."""

    PARENT = "parent"
    CYP = "cyp"


class State(StrEnum):
    """What a reading says of a comment."""

    NEGATIVE = "negative"
    MIXED = "mixed"
    NEUTRAL = "neutral"
    POSITIVE = "positive"
    NO_OPINION = "no_opinion"
    NOT_ANALYSED = "not_analysed"


class Stance(StrEnum):
    """What a comment says of one theme."""

    NEGATIVE = "negative"
    MIXED = "mixed"
    NEUTRAL = "neutral"
    POSITIVE = "positive"
    UNKNOWN = "unknown"


class Comment(Model, table=True):
    """Words a family wrote, from any door (`source`). `said_on` is a day, never a time.

    `original` is for the safeguarding lead alone; everybody else works with `redacted`. A comment with a concern
    is hidden from themes and results until the lead has read it (`hidden`). `language` is what was found in the
    words; `page_language` what the page or the file said, kept so that a later reading starts from the same.
    `erase_asked_on`: its writer wants it erased, and it goes when the lead needs it no longer.
    """

    __tablename__ = "comments"
    __table_args__ = (NO_ORDER,)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    source: str = Field(max_length=120, index=True)
    wave: str = Field(default="", max_length=80, index=True)
    question_kind: str = Field(default="", max_length=20)
    audience: Audience = Field(default=Audience.PARENT, sa_type=text_enum(Audience))
    language: str = Field(default="en", max_length=12)
    page_language: str = Field(default="", max_length=12)
    said_on: date
    original: str
    redacted: str
    text_hash: str = Field(max_length=64)
    concern: bool = False
    concern_kinds: list[str] = Field(default_factory=list, sa_type=JSON)
    hidden: bool = False
    writer_worried: bool = False
    may_quote: bool = False
    import_mark: str | None = Field(default=None, max_length=64, unique=True)
    erase_asked_on: date | None = None


class AnalysisRun(Model, table=True):
    """One version of the analysis, over all comments. One run at most is current; older ones are kept."""

    __tablename__ = "analysis_runs"
    __table_args__ = (
        Index(
            "uq_analysis_runs_one_current",
            "current",
            unique=True,
            sqlite_where=text('"current"'),
            postgresql_where=text('"current"'),
        ),
        CheckConstraint('not "current" or accepted_at is not null', name="current_is_accepted"),
    )

    id: int | None = Field(default=None, primary_key=True)
    version: str = Field(max_length=80, unique=True)
    started_at: datetime = Field(sa_type=UtcDateTime)
    accepted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    accepted_by: str = Field(default="", max_length=120)
    current: bool = False
    difference: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class Reading(Model, table=True):
    """What one run says of one comment. Never changed; a new run writes new readings."""

    __tablename__ = "readings"
    __table_args__ = (
        CheckConstraint("score >= -1 and score <= 1", name="score_range"),
        CheckConstraint("confidence >= 0 and confidence <= 1", name="confidence_range"),
        NO_ORDER,
    )

    comment_id: UUID = Field(foreign_key="comments.id", primary_key=True, ondelete="CASCADE")
    run_id: int = Field(foreign_key="analysis_runs.id", primary_key=True)
    text_hash: str = Field(max_length=64)
    state: State = Field(sa_type=text_enum(State))
    score: float
    confidence: float
    needs_human: bool
    reasons: list[str] = Field(default_factory=list, sa_type=JSON)
    spans: list[Any] = Field(default_factory=list, sa_type=JSON)


class CommentTheme(Model, table=True):
    """A theme that one run found in a comment, with the comment's stance on it."""

    __tablename__ = "comment_themes"
    __table_args__ = (Index("ix_comment_themes_run_id_theme", "run_id", "theme"), NO_ORDER)

    comment_id: UUID = Field(foreign_key="comments.id", primary_key=True, ondelete="CASCADE")
    run_id: int = Field(foreign_key="analysis_runs.id", primary_key=True)
    theme: str = Field(max_length=60, primary_key=True)
    stance: Stance = Field(sa_type=text_enum(Stance))


class Correction(Model, table=True):
    """What a person says of a comment instead of the machine. Kept apart; no run overwrites it."""

    __tablename__ = "corrections"
    __table_args__ = (CheckConstraint("by_role != ''", name="has_author"),)

    id: int | None = Field(default=None, primary_key=True)
    comment_id: UUID = Field(foreign_key="comments.id", index=True, ondelete="CASCADE")
    state: State | None = Field(default=None, sa_type=text_enum(State))
    themes: list[str] | None = Field(default=None, sa_type=JSON)
    by_role: str = Field(max_length=120)
    made_at: datetime = Field(sa_type=UtcDateTime)


class Receipt(Model, table=True):
    """What a receipt code leads to: the wave and the themes, and nothing that leads to the answer."""

    __tablename__ = "receipts"
    __table_args__ = (NO_ORDER,)

    find_mark: str = Field(primary_key=True, max_length=64)
    wave: str = Field(max_length=80)
    themes: list[str] = Field(default_factory=list, sa_type=JSON)


class ReceiptWaiting(Model, table=True):
    """A receipt on its way to `receipts`, where a batch arrives shuffled, apart from the answers' transactions."""

    __tablename__ = "receipts_waiting"
    __table_args__ = (UniqueConstraint("find_mark"), NO_ORDER)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    find_mark: str = Field(max_length=64)
    wave: str = Field(max_length=80)
    themes: list[str] = Field(default_factory=list, sa_type=JSON)
