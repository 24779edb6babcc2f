"""Questions that were asked well once, kept for other surveys, with their translations."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint
from sqlmodel import Field

from coproduce.core.db import Model


class BankQuestion(Model, table=True):
    """A question as a definition has it. `code` names it for good; `source` is the survey it came from."""

    __tablename__ = "survey_bank"
    __table_args__ = (CheckConstraint("code != ''", name="has_code"),)

    code: str = Field(max_length=60, primary_key=True)
    question: dict[str, Any] = Field(sa_type=JSON)
    source: str = Field(max_length=60)
    added_on: date
