"""A device in a hall that takes one survey's answers until an hour, whoever stands before it."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlmodel import Field

from coproduce.core.db import Model
from coproduce.core.types import UtcDateTime


class Kiosk(Model, table=True):
    """One device's leave to be a kiosk. Its code, of which only a mark is kept, begins it once.

    No answer knows of which kiosk it came.
    """

    __tablename__ = "survey_kiosks"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    survey_id: int = Field(foreign_key="surveys.id", index=True, ondelete="CASCADE")
    code_mark: str = Field(max_length=64, unique=True)
    until: datetime = Field(sa_type=UtcDateTime)
    opened_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
