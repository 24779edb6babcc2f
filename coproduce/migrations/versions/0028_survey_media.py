"""Pictures and recordings for surveys."""

import sqlalchemy as sa
from alembic import op

revision = "0028_survey_media"
down_revision = "0027_reach"
branch_labels = None
depends_on = None

TYPES = ("image/png", "image/jpeg", "audio/mpeg", "audio/mp4", "audio/aac", "audio/ogg")


def upgrade() -> None:
    op.create_table(
        "survey_media",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("content_type", sa.String(20), nullable=False),
        sa.Column("described", sa.String(120), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("kind in ('picture', 'audio')", name=op.f("ck_survey_media_mediakind")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_survey_media_whole_digest")),
        sa.CheckConstraint(f"content_type in {TYPES}", name=op.f("ck_survey_media_known_type")),
        sa.CheckConstraint("length(content) between 1 and 4000000", name=op.f("ck_survey_media_fits")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_survey_media")),
    )


def downgrade() -> None:
    op.drop_table("survey_media")
