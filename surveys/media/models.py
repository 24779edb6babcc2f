"""Pictures and recordings that somebody uploaded for surveys. They are rows, so that a backup holds them."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, LargeBinary
from sqlmodel import Field

from coproduce.core.db import Model
from coproduce.core.types import text_enum

CONTENT_TYPES = ("image/png", "image/jpeg", "audio/mpeg", "audio/mp4", "audio/aac", "audio/ogg")
LARGEST = 4_000_000
"""Of what is kept. Pictures are made smaller than this before; a recording of three minutes is."""


class MediaKind(StrEnum):
    """Something to look at, or to listen to."""

    PICTURE = "picture"
    AUDIO = "audio"


class SurveyMedia(Model, table=True):
    """A picture or a recording by the SHA-256 of its bytes: the same file twice is one row.

    `described` is what people who write surveys see in the list ("Our youth club, from outside").
    """

    __tablename__ = "survey_media"
    __table_args__ = (
        CheckConstraint("length(sha256) = 64", name="whole_digest"),
        CheckConstraint(f"content_type in {CONTENT_TYPES}", name="known_type"),
        CheckConstraint(f"length(content) between 1 and {LARGEST}", name="fits"),
    )

    sha256: str = Field(max_length=64, primary_key=True)
    kind: MediaKind = Field(sa_type=text_enum(MediaKind))
    content_type: str = Field(max_length=20)
    described: str = Field(max_length=120)
    added_on: date
    content: bytes = Field(sa_type=LargeBinary)

    @property
    def name(self) -> str:
        """What a definition calls it."""
        return f"media:{self.sha256}"
