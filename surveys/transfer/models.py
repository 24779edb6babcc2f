"""Mappings that are kept: how files from another tool become answers to a survey."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlmodel import Field

from coproduce.core.db import Model


class SavedMapping(Model, table=True):
    """A mapping by its name, for every file of its kind that comes to this survey."""

    __tablename__ = "import_mappings"
    __table_args__ = (
        UniqueConstraint("survey_id", "name"),
        CheckConstraint("name != ''", name="has_name"),
    )

    id: int | None = Field(default=None, primary_key=True)
    survey_id: int = Field(foreign_key="surveys.id", ondelete="CASCADE")
    name: str = Field(max_length=60)
    mapping: dict[str, Any] = Field(sa_type=JSON)
    saved_on: date
