"""People who sign in, their roles, and where they are signed in. Families need no account."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint
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
    """Somebody who signs in. `title` is what the public may read ("Head of SEND"), never a name.

    `language` is the one in which they last signed in: messages to them are written in it.
    """

    __tablename__ = "people"

    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(max_length=254, unique=True)
    role: Role = Field(sa_type=text_enum(Role))
    title: str = Field(default="", max_length=120)
    password_hash: str = Field(max_length=200)
    active: bool = True
    added_at: datetime = Field(sa_type=UtcDateTime)
    language: str = Field(default="en", max_length=8)


class How(StrEnum):
    """How somebody signed in."""

    PASSWORD = "password"  # noqa: S105 # nosec B105 # a word, not a password
    SECOND_STEP = "second_step"
    RECOVERY_CODE = "recovery_code"
    OIDC = "oidc"
    INSPECTOR_LINK = "inspector_link"


class SignIn(Model, table=True):
    """One browser in which somebody is signed in.

    The token is in that browser's cookie and nowhere else: `token_hash` cannot be turned back. `stamp` is of the
    person's password and role at the start, so that a change of either ends it, whoever makes the change. One that
    is `half_way` has given the password alone, and opens nothing but the page for the second step.
    """

    __tablename__ = "sign_ins"
    __table_args__ = (CheckConstraint("expires_at > started_at", name="expires_later"),)

    id: int | None = Field(default=None, primary_key=True)
    token_hash: str = Field(max_length=64, unique=True)
    person_id: int = Field(foreign_key="people.id", index=True)
    how: How = Field(sa_type=text_enum(How))
    half_way: bool = False
    stamp: str = Field(max_length=64)
    started_at: datetime = Field(sa_type=UtcDateTime)
    last_seen_at: datetime = Field(sa_type=UtcDateTime, index=True)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SignInTries(Model, table=True):
    """How often somebody tried a password or a code lately. `mark` is keyed, and tells nothing by itself."""

    __tablename__ = "sign_in_tries"
    __table_args__ = (CheckConstraint("tries >= 0", name="not_negative"),)

    mark: str = Field(max_length=64, primary_key=True)
    tries: int
    last_at: datetime = Field(sa_type=UtcDateTime, index=True)
    wait_until: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SecondStep(Model, table=True):
    """The secret that somebody's phone shares with us, sealed; `last_step` is the last one that was used."""

    __tablename__ = "second_steps"
    __table_args__ = (CheckConstraint("last_step > 0", name="was_confirmed"),)

    person_id: int = Field(foreign_key="people.id", primary_key=True, sa_column_kwargs={"autoincrement": False})
    sealed_secret: str = Field(max_length=200)
    last_step: int = Field(sa_type=BigInteger)
    set_at: datetime = Field(sa_type=UtcDateTime)


class RecoveryCode(Model, table=True):
    """A code for the day on which the phone is lost: a keyed mark of it, and when it was used."""

    __tablename__ = "recovery_codes"

    mark: str = Field(max_length=64, primary_key=True)
    person_id: int = Field(foreign_key="people.id", index=True)
    made_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
