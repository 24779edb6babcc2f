"""Consultations: the proposal, options, papers, the decision, what came of it; the area's school holidays."""

import sqlalchemy as sa
from alembic import op

revision = "0034_consultations"
down_revision = "0033_left_out"
branch_labels = None
depends_on = None

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
CO_PRODUCED = (
    "rung is null or rung != 'co_produce' or "
    "(families_began and decided_together and co_lead != '' and signed_together)"
)


def upgrade() -> None:
    op.create_table(
        "consultations",
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("lock", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.JSON(), nullable=True) for name in ("proposed", "easy", "consulted")),
        *(sa.Column(name, sa.Date(), nullable=True) for name in ("opens_on", "closes_on", "decision_on")),
        sa.Column("decision_body", sa.String(200), nullable=False),
        *(sa.Column(name, sa.JSON(), nullable=True) for name in ("space", "voice")),
        sa.Column("reader", sa.String(200), nullable=False),
        *(sa.Column(name, sa.Date(), nullable=True) for name in ("read_by", "feedback_by")),
        sa.Column("rung", sa.String(32), nullable=True),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("families_began", "decided_together")),
        sa.Column("co_lead", sa.String(200), nullable=False),
        sa.Column("signed_together", sa.Boolean(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        *(sa.Column(name, sa.JSON(), nullable=True) for name in ("decision", "feedback")),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.CheckConstraint("kind in ('formal', 'young')", name=op.f("ck_consultations_consultationkind")),
        sa.CheckConstraint(
            "rung in ('inform', 'consult', 'engage', 'co_design', 'co_produce')",
            name=op.f("ck_consultations_rung"),
        ),
        sa.CheckConstraint(CO_PRODUCED, name=op.f("ck_consultations_co_produced_is_true")),
        sa.CheckConstraint(
            "closes_on is null or (opens_on is not null and closes_on >= opens_on)",
            name=op.f("ck_consultations_in_order"),
        ),
        sa.CheckConstraint(
            "decided_on is null or (decision is not null and decision_body != '')",
            name=op.f("ck_consultations_decided"),
        ),
        sa.CheckConstraint(
            "published_on is null or kind = 'young' or decided_on is not null",
            name=op.f("ck_consultations_told_decided"),
        ),
        sa.CheckConstraint(
            "published_on is null or kind = 'formal' or feedback is not null",
            name=op.f("ck_consultations_told_the_young"),
        ),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["surveys.id"], name=op.f("fk_consultations_survey_id_surveys"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("survey_id", name=op.f("pk_consultations")),
    )
    op.create_table(
        "consultation_options",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("is_nothing", sa.Boolean(), nullable=False),
        _beside("consultation_options"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_options")),
    )
    op.create_index("ix_consultation_options_survey_id", "consultation_options", ["survey_id"])
    op.create_table(
        "consultation_papers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("language", sa.String(12), nullable=False),
        sa.Column("of_decision", sa.Boolean(), nullable=False),
        sa.Column("address", sa.String(500), nullable=False),
        sa.Column("content_type", sa.String(80), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "(address != '') != (content is not null)", name=op.f("ck_consultation_papers_file_or_address")
        ),
        sa.CheckConstraint(
            "(content is null) = (content_type is null)", name=op.f("ck_consultation_papers_typed_file")
        ),
        sa.CheckConstraint(
            f"content_type is null or content_type in ('application/pdf', '{DOCX}', '{ODT}')",
            name=op.f("ck_consultation_papers_known_type"),
        ),
        sa.CheckConstraint(
            "content is null or length(content) between 1 and 4000000", name=op.f("ck_consultation_papers_fits")
        ),
        _beside("consultation_papers"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_papers")),
    )
    op.create_index("ix_consultation_papers_survey_id", "consultation_papers", ["survey_id"])
    op.create_table(
        "consultation_responses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("theme", sa.String(40), nullable=False),
        sa.Column("changed", sa.JSON(), nullable=False),
        sa.Column("unchanged", sa.JSON(), nullable=False),
        _beside("consultation_responses"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_responses")),
        sa.UniqueConstraint("survey_id", "theme", name=op.f("uq_consultation_responses_survey_id_theme")),
    )
    op.create_table(
        "school_holidays",
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.CheckConstraint("last_on >= first_on", name=op.f("ck_school_holidays_in_order")),
        sa.PrimaryKeyConstraint("first_on", name=op.f("pk_school_holidays")),
    )


def downgrade() -> None:
    for table in (
        "school_holidays",
        "consultation_responses",
        "consultation_papers",
        "consultation_options",
        "consultations",
    ):
        op.drop_table(table)


def _beside(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["survey_id"],
        ["consultations.survey_id"],
        name=op.f(f"fk_{table}_survey_id_consultations"),
        ondelete="CASCADE",
    )
