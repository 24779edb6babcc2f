"""Who decided that a consultation's results are shown before what came of it is told."""

import sqlalchemy as sa
from alembic import op

revision = "0035_results_early"
down_revision = "0034_consultations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consultation_results_early",
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("body", sa.String(200), nullable=False),
        sa.Column("why", sa.JSON(), nullable=False),
        sa.CheckConstraint("body != ''", name=op.f("ck_consultation_results_early_by_somebody")),
        sa.ForeignKeyConstraint(
            ["survey_id"],
            ["consultations.survey_id"],
            name=op.f("fk_consultation_results_early_survey_id_consultations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("survey_id", name=op.f("pk_consultation_results_early")),
    )


def downgrade() -> None:
    op.drop_table("consultation_results_early")
