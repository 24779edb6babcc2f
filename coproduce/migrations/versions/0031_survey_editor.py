"""Working copies of surveys, who checked a translation, the bank of questions, what a version changed."""

import sqlalchemy as sa
from alembic import op

revision = "0031_survey_editor"
down_revision = "0030_outcomes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "survey_working_copies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(50), nullable=False),
        sa.Column("definition", sa.JSON(), nullable=False),
        sa.Column("lock", sa.Integer(), nullable=False),
        sa.Column("removed", sa.JSON(), nullable=True),
        sa.Column("changed_by", sa.String(254), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("lock >= 1", name=op.f("ck_survey_working_copies_counts_up")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_working_copies")),
        sa.UniqueConstraint("slug", name=op.f("uq_survey_working_copies_slug")),
    )
    op.create_table(
        "survey_translations",
        sa.Column("language", sa.String(12), nullable=False),
        sa.Column("english", sa.String(64), nullable=False),
        sa.Column("text", sa.String(64), nullable=False),
        sa.Column("written_by", sa.String(254), nullable=False),
        sa.Column("checked_by", sa.String(254), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "checked_by is null or checked_by != written_by", name=op.f("ck_survey_translations_second_speaker")
        ),
        sa.CheckConstraint(
            "(checked_by is null) = (checked_on is null)", name=op.f("ck_survey_translations_checked_on_a_day")
        ),
        sa.PrimaryKeyConstraint("language", "english", "text", name=op.f("pk_survey_translations")),
    )
    op.create_table(
        "survey_bank",
        sa.Column("code", sa.String(60), nullable=False),
        sa.Column("question", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(60), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.CheckConstraint("code != ''", name=op.f("ck_survey_bank_has_code")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_survey_bank")),
    )
    # In one statement: on SQLite a check cannot be added to a column that is there.
    op.execute(
        "ALTER TABLE survey_versions ADD COLUMN change VARCHAR(32) NOT NULL DEFAULT 'meaning' "
        "CONSTRAINT ck_survey_versions_versionchange CHECK (change IN ('meaning', 'spelling', 'trend'))"
    )


def downgrade() -> None:
    op.drop_column("survey_versions", "change")
    op.drop_table("survey_bank")
    op.drop_table("survey_translations")
    op.drop_table("survey_working_copies")
