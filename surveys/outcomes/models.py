"""The figures of a published wave, as they stood on the day they were given out."""

from datetime import date
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from coproduce.core.db import Model


class KeptResults(Model, table=True):
    """What a wave came to, counted once when it was published.

    A family that erases its answer afterwards must not be told from a public number that moves by one; and a page
    that many look at need not count again. `results` are counts before the gate; each showing passes it.
    """

    __tablename__ = "kept_results"

    wave_id: int = Field(primary_key=True, foreign_key="waves.id", ondelete="CASCADE")
    kept_on: date
    results: dict[str, Any] = Field(sa_type=JSON)
