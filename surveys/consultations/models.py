"""A consultation beside its survey: what is proposed, the options, the papers, the decision, what came of it."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, LargeBinary, UniqueConstraint
from sqlmodel import Field

from coproduce.core.db import Model
from coproduce.core.types import Wording, WordingColumn, text_enum

CONTENT_TYPES = (
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.oasis.opendocument.text",
)
LARGEST = 4_000_000
NONE_OR_WORDING = WordingColumn(none_as_null=True)
"""Nothing is NULL, which constraints can see; JSON would write `null`, which they take for something."""


class ConsultationKind(StrEnum):
    """On a proposal (the Gunning principles), or with children and young people (the Lundy model)."""

    FORMAL = "formal"
    YOUNG = "young"


class Rung(StrEnum):
    """How far families decide: the ladder, from the lowest rung."""

    INFORM = "inform"
    CONSULT = "consult"
    ENGAGE = "engage"
    CO_DESIGN = "co_design"
    CO_PRODUCE = "co_produce"


class Consultation(Model, table=True):
    """What is asked about, of whom, and what is decided. Its questions are those of its survey.

    `easy` is the proposal in Easy Read. `space`, `voice`, `reader` by `read_by`, and feedback by `feedback_by` are
    the four parts of Lundy's model. `families_began`, `decided_together`, `co_lead` and `signed_together` are the
    conditions of the highest rung. `feedback` is told in easy words; `published_on` is when all of it was.
    """

    __tablename__ = "consultations"
    __table_args__ = (
        CheckConstraint(
            "rung is null or rung != 'co_produce' or "
            "(families_began and decided_together and co_lead != '' and signed_together)",
            name="co_produced_is_true",
        ),
        CheckConstraint("closes_on is null or (opens_on is not null and closes_on >= opens_on)", name="in_order"),
        CheckConstraint("decided_on is null or (decision is not null and decision_body != '')", name="decided"),
        CheckConstraint("published_on is null or kind = 'young' or decided_on is not null", name="told_decided"),
        CheckConstraint("published_on is null or kind = 'formal' or feedback is not null", name="told_the_young"),
    )

    survey_id: int = Field(foreign_key="surveys.id", primary_key=True, ondelete="CASCADE")
    kind: ConsultationKind = Field(sa_type=text_enum(ConsultationKind))
    lock: int = 1
    proposed: Wording | None = Field(default=None, sa_type=NONE_OR_WORDING, nullable=True)
    easy: Wording | None = Field(default=None, sa_type=NONE_OR_WORDING, nullable=True)
    consulted: Wording | None = Field(default=None, sa_type=NONE_OR_WORDING, nullable=True)
    opens_on: date | None = None
    closes_on: date | None = None
    decision_on: date | None = None
    decision_body: str = Field(default="", max_length=200)
    space: Wording | None = Field(default=None, sa_type=NONE_OR_WORDING, nullable=True)
    voice: Wording | None = Field(default=None, sa_type=NONE_OR_WORDING, nullable=True)
    reader: str = Field(default="", max_length=200)
    read_by: date | None = None
    feedback_by: date | None = None
    rung: Rung | None = Field(default=None, sa_type=text_enum(Rung), nullable=True)
    families_began: bool = False
    decided_together: bool = False
    co_lead: str = Field(default="", max_length=200)
    signed_together: bool = False
    decided_on: date | None = None
    decision: Wording | None = Field(default=None, sa_type=NONE_OR_WORDING, nullable=True)
    feedback: Wording | None = Field(default=None, sa_type=NONE_OR_WORDING, nullable=True)
    published_on: date | None = None


class ConsultationOption(Model, table=True):
    """Something that could be done, with what speaks for and against it."""

    __tablename__ = "consultation_options"

    id: int | None = Field(default=None, primary_key=True)
    survey_id: int = Field(foreign_key="consultations.survey_id", ondelete="CASCADE", index=True)
    title: Wording = Field(sa_type=WordingColumn)
    reasons: Wording = Field(sa_type=WordingColumn)
    is_nothing: bool = False


class ConsultationPaper(Model, table=True):
    """A paper to read first, or the one of the decision: a file that is kept here, or an address."""

    __tablename__ = "consultation_papers"
    __table_args__ = (
        CheckConstraint("(address != '') != (content is not null)", name="file_or_address"),
        CheckConstraint("(content is null) = (content_type is null)", name="typed_file"),
        CheckConstraint(f"content_type is null or content_type in {CONTENT_TYPES}", name="known_type"),
        CheckConstraint(f"content is null or length(content) between 1 and {LARGEST}", name="fits"),
    )

    id: int | None = Field(default=None, primary_key=True)
    survey_id: int = Field(foreign_key="consultations.survey_id", ondelete="CASCADE", index=True)
    title: str = Field(max_length=200)
    language: str = Field(max_length=12)
    of_decision: bool = False
    address: str = Field(default="", max_length=500)
    content_type: str | None = Field(default=None, max_length=80)
    content: bytes | None = Field(default=None, sa_type=LargeBinary, nullable=True)


class ConsultationResponse(Model, table=True):
    """What became of one theme of what was said: what changed, and what did not and why."""

    __tablename__ = "consultation_responses"
    __table_args__ = (UniqueConstraint("survey_id", "theme"),)

    id: int | None = Field(default=None, primary_key=True)
    survey_id: int = Field(foreign_key="consultations.survey_id", ondelete="CASCADE")
    theme: str = Field(max_length=40)
    changed: Wording = Field(sa_type=WordingColumn)
    unchanged: Wording = Field(sa_type=WordingColumn)


class ResultsEarly(Model, table=True):
    """Who decided that its results are shown before what came of it is told, and why."""

    __tablename__ = "consultation_results_early"
    __table_args__ = (CheckConstraint("body != ''", name="by_somebody"),)

    survey_id: int = Field(foreign_key="consultations.survey_id", primary_key=True, ondelete="CASCADE")
    decided_on: date
    body: str = Field(max_length=200)
    why: Wording = Field(sa_type=WordingColumn)


class SchoolHoliday(Model, table=True):
    """Days on which the area's schools are closed, where they are not those that come with the program."""

    __tablename__ = "school_holidays"
    __table_args__ = (CheckConstraint("last_on >= first_on", name="in_order"),)

    first_on: date = Field(primary_key=True)
    last_on: date
    name: str = Field(max_length=80)
