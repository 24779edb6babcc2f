"""Comments that are left out of publication, and why."""

import sqlalchemy as sa
from alembic import op

revision = "0033_left_out"
down_revision = "0032_paper"
branch_labels = None
depends_on = None

REASONS = ("abusive", "vexatious", "one_service", "names_somebody", "other_matter")


def upgrade() -> None:
    op.create_table(
        "comments_left_out",
        sa.Column("comment_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(32), nullable=False),
        sa.Column("because", sa.String(500), nullable=False),
        sa.Column("by_title", sa.String(120), nullable=False),
        sa.Column("left_out_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            f"reason IN ({', '.join(map(repr, REASONS))})", name=op.f("ck_comments_left_out_whyleftout")
        ),
        sa.CheckConstraint("because != ''", name=op.f("ck_comments_left_out_reason_is_kept")),
        sa.CheckConstraint("by_title != ''", name=op.f("ck_comments_left_out_by_somebody")),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comments.id"], name=op.f("fk_comments_left_out_comment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("comment_id", name=op.f("pk_comments_left_out")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("comments_left_out")
