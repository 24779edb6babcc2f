"""Surveys as data: a published version is frozen; a response keeps a version and a day, nothing of the sender.

One row holds one family's whole reply (`answers`: question code to option code), because a dashboard reads whole
replies and a table of single answers was measured several times slower. Free text is never in it: words are
comments (`coproduce.voice`), joined by `ResponseComment`.
"""

from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlmodel import Field

from coproduce.core.db import Model
from coproduce.core.types import Wording, WordingColumn, text_enum

NO_ORDER = {"sqlite_with_rowid": False}


class SurveyKind(StrEnum):
    """A pulse (parents) or a consultation (children and young people)."""

    PULSE = "pulse"
    CONSULTATION = "consultation"


class Channel(StrEnum):
    """The door an answer came through."""

    OPEN = "open"
    INVITED = "invited"
    PAPER = "paper"
    TELEPHONE = "telephone"
    KIOSK = "kiosk"
    IMPORT = "import"


class Stratum(StrEnum):
    """Who could answer: a random part of families, or anyone with the link. Never mixed in a trend."""

    SAMPLE = "sample"
    OPEN = "open"


class WhoAnswered(StrEnum):
    """Whose hand it was: the person's own, theirs with help, or somebody's on their behalf."""

    ALONE = "alone"
    WITH_HELP = "with_help"
    FOR_SOMEONE = "for_someone"


class VersionChange(StrEnum):
    """What a version changed: the meaning; the spelling only; or words of the index, which breaks its trend."""

    MEANING = "meaning"
    SPELLING = "spelling"
    TREND = "trend"


class Survey(Model, table=True):
    """A survey by its address (`/s/<slug>`)."""

    __tablename__ = "surveys"

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(max_length=60, unique=True)
    kind: SurveyKind = Field(sa_type=text_enum(SurveyKind))
    title: Wording = Field(sa_type=WordingColumn)


class SurveyVersion(Model, table=True):
    """A frozen definition and its digest. The newest version is the one that is answered.

    The digest (SHA-256 of the canonical JSON) is what a process caches the parsed definition by: it stays right
    when a database is restored or replaced under a running server, which an id would not.
    """

    __tablename__ = "survey_versions"
    __table_args__ = (UniqueConstraint("survey_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    survey_id: int = Field(foreign_key="surveys.id")
    number: int
    digest: str = Field(max_length=64)
    definition: dict[str, Any] = Field(sa_type=JSON)
    published_on: date
    change: VersionChange = Field(
        default=VersionChange.MEANING,
        sa_type=text_enum(VersionChange),
        sa_column_kwargs={"server_default": VersionChange.MEANING.value},
    )


class Wave(Model, table=True):
    """One round of a survey.

    It opens and closes by its days. `reminds_on` and `reminds_again_on` are those on which families who were sent
    a link are reminded, and `reminded_on` the last on which they were. `closed_on` and `published_on` say when a
    job found that it was over, and gave its results out; or `closed_on`, when somebody ended it on what is since
    then its last day. One that was closed takes no answers.
    """

    __tablename__ = "waves"
    __table_args__ = (
        UniqueConstraint("survey_id", "key"),
        CheckConstraint("closes_on is null or closes_on >= opens_on", name="closes_after_opening"),
        CheckConstraint(
            "reminds_on is null or (reminds_on > opens_on and (closes_on is null or reminds_on <= closes_on))",
            name="reminds_while_open",
        ),
        CheckConstraint(
            "reminds_again_on is null or (reminds_on is not null and reminds_again_on > reminds_on "
            "and (closes_on is null or reminds_again_on <= closes_on))",
            name="reminds_again_later",
        ),
        CheckConstraint("closed_on is null or closes_on is not null", name="closed_with_an_end"),
        CheckConstraint(
            "publishes_on is null or (closes_on is not null and publishes_on > closes_on)",
            name="publishes_after_closing",
        ),
        CheckConstraint("published_on is null or closed_on is not null", name="published_when_closed"),
    )

    id: int | None = Field(default=None, primary_key=True)
    survey_id: int = Field(foreign_key="surveys.id")
    key: str = Field(max_length=20)
    opens_on: date
    closes_on: date | None = None
    reminds_on: date | None = None
    reminds_again_on: date | None = None
    reminded_on: date | None = None
    closed_on: date | None = None
    publishes_on: date | None = None
    published_on: date | None = None


class Response(Model, table=True):
    """One family's reply. `mark` is its receipt code under a key of its own: repeating a POST finds it taken.

    `who_answered` is None where nobody was asked or said. `hurried`: sent within less than 40 seconds of the first
    look; None where nobody could know, as on paper. How long it took is not kept. `again`: by the open link, from
    a browser that had sent another answer to this survey since it was opened; which one is not kept.
    """

    __tablename__ = "responses"
    __table_args__ = (NO_ORDER,)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    wave_id: int = Field(foreign_key="waves.id", index=True)
    version_id: int = Field(foreign_key="survey_versions.id")
    channel: Channel = Field(sa_type=text_enum(Channel))
    stratum: Stratum = Field(sa_type=text_enum(Stratum))
    language: str = Field(max_length=12)
    answered_on: date
    mark: str = Field(max_length=64, unique=True)
    answers: dict[str, Any] = Field(sa_type=JSON)
    who_answered: WhoAnswered | None = Field(default=None, sa_type=text_enum(WhoAnswered), nullable=True)
    hurried: bool | None = None
    again: bool | None = None


class ResponseComment(Model, table=True):
    """Which comment was given to which question of a response."""

    __tablename__ = "response_comments"
    __table_args__ = (NO_ORDER,)

    response_id: UUID = Field(foreign_key="responses.id", primary_key=True, ondelete="CASCADE")
    question: str = Field(max_length=40, primary_key=True)
    comment_id: UUID = Field(foreign_key="comments.id", unique=True, ondelete="CASCADE")
