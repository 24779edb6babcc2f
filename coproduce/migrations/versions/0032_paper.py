"""Batches of filled-in paper forms, and what was typed from them until they are closed."""

import sqlalchemy as sa
from alembic import op

revision = "0032_paper"
down_revision = "0031_survey_editor"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paper_batches",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("wave", sa.String(20), nullable=False),
        sa.Column("language", sa.String(12), nullable=False),
        sa.Column("stratum", sa.String(32), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("typed_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("forms", sa.Integer(), nullable=False),
        sa.Column("at_once", sa.Integer(), nullable=False),
        sa.Column("twice", sa.Integer(), nullable=False),
        sa.Column("compared", sa.Integer(), nullable=False),
        sa.Column("differing", sa.Integer(), nullable=False),
        sa.CheckConstraint("stratum in ('sample', 'open')", name=op.f("ck_paper_batches_stratum")),
        sa.CheckConstraint("share between 10 and 100", name=op.f("ck_paper_batches_some_are_typed_twice")),
        sa.CheckConstraint(
            "closed_on is null or typed_on is not null", name=op.f("ck_paper_batches_closed_when_typed")
        ),
        sa.CheckConstraint(
            "differing between 0 and compared", name=op.f("ck_paper_batches_differing_of_compared")
        ),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["surveys.id"], name=op.f("fk_paper_batches_survey_id_surveys"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["wave_id"], ["waves.id"], name=op.f("fk_paper_batches_wave_id_waves"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["survey_versions.id"],
            name=op.f("fk_paper_batches_version_id_survey_versions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_batches")),
        sa.UniqueConstraint("survey_id", "number", name=op.f("uq_paper_batches_survey_id_number")),
    )
    op.create_table(
        "paper_sheets",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("typed", sa.Text(), nullable=False),
        sa.Column("typed_by", sa.Integer(), nullable=False),
        sa.Column("is_whole", sa.Boolean(), nullable=False),
        sa.Column("again", sa.Boolean(), nullable=False),
        sa.Column("second", sa.Text(), nullable=True),
        sa.Column("second_by", sa.Integer(), nullable=True),
        sa.Column("settled", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "second_by is null or second_by <> typed_by", name=op.f("ck_paper_sheets_second_is_another")
        ),
        sa.CheckConstraint(
            "(second is null) = (second_by is null)", name=op.f("ck_paper_sheets_second_has_a_hand")
        ),
        sa.CheckConstraint(
            "settled is null or second is not null", name=op.f("ck_paper_sheets_settled_after_second")
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["paper_batches.id"],
            name=op.f("fk_paper_sheets_batch_id_paper_batches"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_sheets")),
        sa.UniqueConstraint("batch_id", "number", name=op.f("uq_paper_sheets_batch_id_number")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("paper_sheets")
    op.drop_table("paper_batches")
