"""People who sign in, and their roles. Families need no account."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field

from coproduce.core.db import Model
from coproduce.core.types import UtcDateTime, text_enum


class Role(StrEnum):
    """What somebody may do."""

    VIEWER = "viewer"
    FORUM = "forum"
    OFFICER = "officer"
    SAFEGUARDING = "safeguarding"
    ADMIN = "admin"


class Person(Model, table=True):
    """Somebody who signs in. `title` is what the public may read ("Head of SEND"), never a name."""

    __tablename__ = "people"

    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(max_length=254, unique=True)
    role: Role = Field(sa_type=text_enum(Role))
    title: str = Field(default="", max_length=120)
    password_hash: str = Field(max_length=200)
    active: bool = True
    added_at: datetime = Field(sa_type=UtcDateTime)
