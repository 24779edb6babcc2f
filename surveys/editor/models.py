"""Surveys as they are being written: a working copy each, and who wrote and who checked a translation."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint
from sqlmodel import Field

from coproduce.core.db import Model
from coproduce.core.types import UtcDateTime


class WorkingCopy(Model, table=True):
    """A survey that somebody is writing: a definition that need not be whole. One for each address.

    `lock` goes up with every change, so that two people who write at once never overwrite each other. `removed` is
    what was taken out last, and where it stood.
    """

    __tablename__ = "survey_working_copies"
    __table_args__ = (CheckConstraint("lock >= 1", name="counts_up"),)

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(max_length=50, unique=True)
    definition: dict[str, Any] = Field(sa_type=JSON)
    lock: int = 1
    removed: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    changed_by: str = Field(max_length=254)
    changed_at: datetime = Field(sa_type=UtcDateTime)


class TranslationRecord(Model, table=True):
    """Who wrote a translation, and the second speaker who checked it against its English.

    The texts themselves are in definitions; `english` and `text` are their SHA-256, so that the record holds
    wherever the same words stand, also in a copy.
    """

    __tablename__ = "survey_translations"
    __table_args__ = (
        CheckConstraint("checked_by is null or checked_by != written_by", name="second_speaker"),
        CheckConstraint("(checked_by is null) = (checked_on is null)", name="checked_on_a_day"),
    )

    language: str = Field(max_length=12, primary_key=True)
    english: str = Field(max_length=64, primary_key=True)
    text: str = Field(max_length=64, primary_key=True)
    written_by: str = Field(max_length=254)
    checked_by: str | None = Field(default=None, max_length=254)
    checked_on: date | None = None
