"""The population margins that weights are raked to: a versioned table with its source and date."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from coproduce.core.db import Model


class MarginSet(Model, table=True):
    """One loading of published margins. The newest is used."""

    __tablename__ = "margin_sets"

    id: int | None = Field(default=None, primary_key=True)
    source: str = Field(max_length=300)
    dated: date
    loaded_on: date


class Margin(Model, table=True):
    """The share of families in one category of one profile question."""

    __tablename__ = "margins"
    __table_args__ = (
        UniqueConstraint("set_id", "variable", "category"),
        CheckConstraint("share > 0 and share < 1", name="share_range"),
    )

    id: int | None = Field(default=None, primary_key=True)
    set_id: int = Field(foreign_key="margin_sets.id", ondelete="CASCADE")
    variable: str = Field(max_length=40)
    category: str = Field(max_length=40)
    share: float
