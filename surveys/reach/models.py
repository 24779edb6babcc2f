"""Whom a survey is sent to: lists of contacts, sealed; random samples of them; and links that work once.

Nothing here leads to an answer, and no answer leads here (docs/decisions/0023). A link that is used is deleted,
and nothing is written in its place; a link's row does not say whose it is.
"""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from coproduce.core.contact import Channel
from coproduce.core.db import Model
from coproduce.core.types import text_enum

NO_ORDER = {"sqlite_with_rowid": False}


class ContactList(Model, table=True):
    """A list that somebody brought in, and whose it is: families are told who gave us their address."""

    __tablename__ = "survey_lists"
    __table_args__ = (
        CheckConstraint("name != ''", name="has_name"),
        CheckConstraint("body != ''", name="has_body"),
        CheckConstraint("brought_by != ''", name="has_bringer"),
    )

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=80, unique=True)
    body: str = Field(max_length=80)
    brought_on: date
    brought_by: str = Field(max_length=254)


class ListedContact(Model, table=True):
    """One family of a list. Its addresses and its language are sealed; `mark` finds a duplicate in the list."""

    __tablename__ = "survey_contacts"
    __table_args__ = (UniqueConstraint("list_id", "mark"), NO_ORDER)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    list_id: int = Field(foreign_key="survey_lists.id", ondelete="CASCADE")
    mark: str = Field(max_length=64)
    channel: Channel = Field(sa_type=text_enum(Channel))
    sealed: str


class Ask(Model, table=True):
    """That a contact was asked on a day: a keyed mark of its address and nothing else, for the yearly cap."""

    __tablename__ = "survey_asks"
    __table_args__ = (NO_ORDER,)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    mark: str = Field(max_length=64, index=True)
    asked_on: date = Field(index=True)


class Sample(Model, table=True):
    """A random part of a list that was asked in a wave, and how it came about.

    `seed` makes the draw again, and goes when the wave closes. `used` is counted at that moment, since the links
    go then too. `held` stands for those left out because they were asked twice in the year.
    """

    __tablename__ = "survey_samples"
    __table_args__ = (
        UniqueConstraint("wave_id", "series_id"),
        CheckConstraint("wanted > 0 and drawn <= wanted", name="no_more_than_wanted"),
        CheckConstraint("drawn = by_email + by_sms + by_letter", name="each_in_one_way"),
        CheckConstraint("listed >= stopped + held + drawn", name="adds_up"),
        CheckConstraint("used is null or (used >= 0 and used <= drawn)", name="used_of_drawn"),
        CheckConstraint("(seed is null) = (used is not null)", name="seed_until_counted"),
    )

    id: int | None = Field(default=None, primary_key=True)
    wave_id: int = Field(foreign_key="waves.id", index=True, ondelete="CASCADE")
    list_id: int | None = Field(default=None, foreign_key="survey_lists.id", ondelete="SET NULL")
    series_id: int | None = Field(default=None, foreign_key="wave_series.id", ondelete="SET NULL")
    seed: str | None = Field(default=None, max_length=64)
    drawn_on: date
    drawn_by: str = Field(max_length=254)
    wanted: int
    listed: int
    stopped: int
    held: int
    drawn: int
    by_email: int
    by_sms: int
    by_letter: int
    used: int | None = None


class Invitation(Model, table=True):
    """That a contact belongs to a sample. Its link follows from its id and the secret key; neither is kept.

    `once` is a mark of the wave and the address together: one family has one link in a wave, from whichever list.
    """

    __tablename__ = "survey_invitations"
    __table_args__ = (NO_ORDER,)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    sample_id: int = Field(foreign_key="survey_samples.id", index=True, ondelete="CASCADE")
    contact_id: UUID = Field(foreign_key="survey_contacts.id", index=True, ondelete="CASCADE")
    once: str = Field(max_length=64, unique=True)


class UnusedLink(Model, table=True):
    """A link that still works: a hash of its token. Using it deletes the row; whose it is cannot be read here."""

    __tablename__ = "survey_links"
    __table_args__ = (NO_ORDER,)

    mark: str = Field(primary_key=True, max_length=64)
    sample_id: int = Field(foreign_key="survey_samples.id", index=True, ondelete="CASCADE")
