"""Filled-in forms on their way from paper: a batch of them, and what was typed until it is closed."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlmodel import Field

from coproduce.core.db import Model
from coproduce.core.types import text_enum
from surveys.models import NO_ORDER, Stratum


class PaperBatch(Model, table=True):
    """Forms that came back together. Its counts stay when it is closed; nothing leads from it to an answer.

    `answered_on` is the day its answers get. `share`: how many of a hundred forms a second person types too.
    `forms` were typed in all, `at_once` of them stored at once because of words about harm, `twice` typed by two
    people; `compared` answers were compared in those, and `differing` of them were not the same.
    """

    __tablename__ = "paper_batches"
    __table_args__ = (
        UniqueConstraint("survey_id", "number"),
        CheckConstraint("share between 10 and 100", name="some_are_typed_twice"),
        CheckConstraint("closed_on is null or typed_on is not null", name="closed_when_typed"),
        CheckConstraint("differing between 0 and compared", name="differing_of_compared"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    survey_id: int = Field(foreign_key="surveys.id", ondelete="CASCADE")
    number: int
    wave_id: int = Field(foreign_key="waves.id", ondelete="CASCADE")
    version_id: int = Field(foreign_key="survey_versions.id", ondelete="CASCADE")
    version: int
    wave: str = Field(max_length=20)
    language: str = Field(max_length=12)
    stratum: Stratum = Field(sa_type=text_enum(Stratum))
    answered_on: date
    share: int
    opened_on: date
    typed_on: date | None = None
    closed_on: date | None = None
    forms: int = 0
    at_once: int = 0
    twice: int = 0
    compared: int = 0
    differing: int = 0


class PaperSheet(Model, table=True):
    """What was typed from one form, sealed. `number` stands on the form in pencil until the batch is closed.

    `again`: it was drawn to be typed by a second person, who is never the first.
    """

    __tablename__ = "paper_sheets"
    __table_args__ = (
        UniqueConstraint("batch_id", "number"),
        CheckConstraint("second_by is null or second_by <> typed_by", name="second_is_another"),
        CheckConstraint("(second is null) = (second_by is null)", name="second_has_a_hand"),
        CheckConstraint("settled is null or second is not null", name="settled_after_second"),
        NO_ORDER,
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    batch_id: UUID = Field(foreign_key="paper_batches.id", ondelete="CASCADE")
    number: int
    typed: str = Field(sa_type=Text)
    typed_by: int
    is_whole: bool
    again: bool = False
    second: str | None = Field(default=None, sa_type=Text)
    second_by: int | None = None
    settled: str | None = Field(default=None, sa_type=Text)
