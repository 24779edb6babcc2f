"""Links that open something for whoever holds them. The token is in the message alone; its hash is kept."""

import hashlib
import secrets
from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, update
from sqlmodel import Field, Session, col

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


class ResetRequest(Model, table=True):
    """Somebody typed an address on the page for a forgotten password. A job answers, and the page never knows how.

    `mark` is a keyed mark of the address and `network` one of where it was typed, by which tries are counted; the
    address is emptied once it is answered.
    """

    __tablename__ = "reset_requests"
    __table_args__ = (
        CheckConstraint("(answered_at is null) = (email != '')", name="emptied_when_answered"),
        Index("ix_reset_requests_mark_asked_at", "mark", "asked_at"),
        Index("ix_reset_requests_network_asked_at", "network", "asked_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    mark: str = Field(max_length=64)
    network: str = Field(default="", max_length=64)
    email: str = Field(max_length=254)
    language: str = Field(max_length=8)
    asked_at: datetime = Field(sa_type=UtcDateTime, index=True)
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class PasswordReset(Model, table=True):
    """A link that sets a new password once, for an hour."""

    __tablename__ = "password_resets"
    __table_args__ = (CheckConstraint("expires_at > sent_at", name="expires_later"),)

    id: int | None = Field(default=None, primary_key=True)
    token_hash: str = Field(max_length=64, unique=True)
    person_id: int = Field(foreign_key="people.id", index=True)
    language: str = Field(max_length=8)
    sent_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


def close_resets(session: Session, *, person_id: int, now: datetime) -> None:
    """Whatever password somebody has from now on, no link from before replaces it."""
    session.execute(
        update(PasswordReset)
        .where(col(PasswordReset.person_id) == person_id, col(PasswordReset.closed_at).is_(None))
        .values(closed_at=now)
    )


class ProviderSubject(Model, table=True):
    """Who somebody is at the provider that they sign in through: known once, and by that alone from then on."""

    __tablename__ = "provider_subjects"
    __table_args__ = (
        UniqueConstraint("issuer", "subject", name="uq_provider_subjects_issuer_subject"),
        CheckConstraint("subject != ''", name="has_subject"),
    )

    person_id: int = Field(foreign_key="people.id", primary_key=True, sa_column_kwargs={"autoincrement": False})
    issuer: str = Field(max_length=300)
    subject: str = Field(max_length=255)
    linked_at: datetime = Field(sa_type=UtcDateTime)


class LookLink(Model, table=True):
    """A link for inspectors: whoever holds it may look for a time and change nothing.

    `person_id` is a row that stands for its holders, so that their sign-ins end like anybody's. `label` says what
    it is for, never who.
    """

    __tablename__ = "look_links"
    __table_args__ = (
        CheckConstraint("label != ''", name="has_label"),
        CheckConstraint("made_by != ''", name="made_by_somebody"),
        CheckConstraint("expires_at > made_at", name="expires_later"),
        CheckConstraint("(first_used_at is null) = (last_used_at is null)", name="used_first_and_last"),
    )

    id: int | None = Field(default=None, primary_key=True)
    token_hash: str = Field(max_length=64, unique=True)
    label: str = Field(max_length=120)
    person_id: int = Field(foreign_key="people.id", unique=True)
    made_by: str = Field(max_length=254)
    made_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    first_used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    last_used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
