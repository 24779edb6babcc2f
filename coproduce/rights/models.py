"""What people may ask of us about their data: how long things are kept, and what was erased each night."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from coproduce.core.db import Model
from coproduce.core.types import UtcDateTime


class RetentionSetting(Model, table=True):
    """For how many days an area keeps one kind of record, of one part (a survey, a role) or, empty, of the others.

    A kind without a row is kept for as long as its rule says.
    """

    __tablename__ = "retention_settings"
    __table_args__ = (
        CheckConstraint("days > 0", name="some_days"),
        CheckConstraint("changed_by != ''", name="changed_by_somebody"),
    )

    rule: str = Field(primary_key=True, max_length=60)
    part: str = Field(default="", primary_key=True, max_length=60)
    days: int
    changed_by: str = Field(max_length=254)
    changed_at: datetime = Field(sa_type=UtcDateTime)


class PurgeRun(Model, table=True):
    """What one rule erased in one run: how many, never what. `failed` names the error of a rule that could not."""

    __tablename__ = "purge_runs"
    __table_args__ = (CheckConstraint("removed >= 0", name="none_or_more"),)

    id: int | None = Field(default=None, primary_key=True)
    rule: str = Field(max_length=60)
    part: str = Field(default="", max_length=60)
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    removed: int
    failed: str = Field(default="", max_length=80)
