"""Links that open something for whoever holds them. The token is in the message alone; its hash is kept."""

import hashlib
import secrets
from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from coproduce.accounts.models import Role
from coproduce.core.db import Model
from coproduce.core.types import UtcDateTime, text_enum

TOKEN_BYTES = 24
LONGEST_TOKEN = 64


def new_token() -> str:
    """192 random bits, as they stand in an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> str:
    """What is kept of a token. It is random and long, so a plain hash cannot be guessed back."""
    return hashlib.sha256(token[:LONGEST_TOKEN].encode()).hexdigest()


OPEN_INVITATION = "accepted_at IS NULL AND withdrawn_at IS NULL"


class Invitation(Model, table=True):
    """An address that was asked to sign in. To send it again makes a new token, and the old one dead.

    `title` is what the public may read, never a name. `invited_by` is an address or `command`.
    """

    __tablename__ = "invitations"
    __table_args__ = (
        CheckConstraint("accepted_at is null or withdrawn_at is null", name="accepted_or_withdrawn"),
        CheckConstraint("expires_at > sent_at", name="expires_later"),
        CheckConstraint("times_sent > 0", name="was_sent"),
        CheckConstraint("invited_by != ''", name="invited_by_somebody"),
        Index(
            "uq_invitations_open",
            "email",
            unique=True,
            sqlite_where=OPEN_INVITATION,
            postgresql_where=OPEN_INVITATION,
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    token_hash: str = Field(max_length=64, unique=True)
    email: str = Field(max_length=254)
    role: Role = Field(sa_type=text_enum(Role))
    title: str = Field(default="", max_length=120)
    language: str = Field(max_length=8)
    invited_by: str = Field(max_length=254)
    invited_at: datetime = Field(sa_type=UtcDateTime)
    sent_at: datetime = Field(sa_type=UtcDateTime)
    times_sent: int = 1
    expires_at: datetime = Field(sa_type=UtcDateTime)
    accepted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
