"""The margins that weights are raked to, with their source and date; figures that outlast their answers."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlmodel import Field

from coproduce.core.db import Model
from coproduce.core.types import text_enum
from surveys.models import Stratum


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


class KeptFigures(Model, table=True):
    """A closed wave's figures as they stood before the first of its answers was erased.

    `measure` and `influence` are of one stratum, `states` counts the wave's comments by state. `answers_left` is
    the number of answers there after the last erasure, None where all of them were erased because of their age.
    """

    __tablename__ = "kept_figures"
    __table_args__ = (UniqueConstraint("wave_id", "stratum"),)

    id: int | None = Field(default=None, primary_key=True)
    wave_id: int = Field(foreign_key="waves.id")
    stratum: Stratum = Field(sa_type=text_enum(Stratum))
    kept_on: date
    measure: dict[str, Any] = Field(sa_type=JSON)
    influence: dict[str, Any] = Field(sa_type=JSON)
    states: dict[str, int] = Field(default_factory=dict, sa_type=JSON)
    answers_left: int | None = None
