"""Concerns."""

import sqlalchemy as sa
from alembic import op

revision = "0003_concerns"
down_revision = "0002_voice"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "concerns",
        sa.Column("comment_id", sa.Uuid(), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_by", sa.String(254), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(254), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "referred",
                "advice",
                "no_action",
                name="concernoutcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "outcome is null or (reason != '' and decided_at is not null and decided_by != '')",
            name=op.f("ck_concerns_decided_with_reason"),
        ),
        sa.CheckConstraint(
            "outcome is null or opened_at is not null", name=op.f("ck_concerns_opened_before_decided")
        ),
        sa.CheckConstraint("(opened_at is null) = (opened_by = '')", name=op.f("ck_concerns_opened_by_somebody")),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comments.id"], name=op.f("fk_concerns_comment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("comment_id", name=op.f("pk_concerns")),
    )
    op.create_table(
        "concern_openings",
        sa.Column("comment_id", sa.Uuid(), nullable=False),
        sa.Column("opened_by", sa.String(254), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("opened_by != ''", name=op.f("ck_concern_openings_opened_by_somebody")),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["concerns.comment_id"],
            name=op.f("fk_concern_openings_comment_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("comment_id", "opened_by", name=op.f("pk_concern_openings")),
    )


def downgrade() -> None:
    op.drop_table("concern_openings")
    op.drop_table("concerns")
