"""Answers kept for later, kiosks, who answered and who hurried."""

import sqlalchemy as sa
from alembic import op

revision = "0026_drafts"
down_revision = "0025_comment_reads"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    # In one statement: on SQLite a check cannot be added to a column that is there, and `responses` has no row ids.
    op.execute(
        "ALTER TABLE responses ADD COLUMN who_answered VARCHAR(32) "
        "CONSTRAINT ck_responses_whoanswered CHECK (who_answered IN ('alone', 'with_help', 'for_someone'))"
    )
    op.add_column("responses", sa.Column("hurried", sa.Boolean(), nullable=True))
    op.create_table(
        "survey_drafts",
        sa.Column("find_mark", sa.String(64), nullable=False),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("is_settled", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("find_mark", name=op.f("pk_survey_drafts")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_survey_drafts_expires_on"), "survey_drafts", ["expires_on"])
    op.create_table(
        "survey_kiosks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("code_mark", sa.String(64), nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["surveys.id"], name=op.f("fk_survey_kiosks_survey_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_kiosks")),
        sa.UniqueConstraint("code_mark", name=op.f("uq_survey_kiosks_code_mark")),
    )
    op.create_index(op.f("ix_survey_kiosks_survey_id"), "survey_kiosks", ["survey_id"])


def downgrade() -> None:
    op.drop_table("survey_kiosks")
    op.drop_table("survey_drafts")
    op.drop_column("responses", "hurried")
    op.drop_column("responses", "who_answered")
