"""Which comments a person has read."""

import sqlalchemy as sa
from alembic import op

revision = "0025_comment_reads"
down_revision = "0024_words_and_traces"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "comment_reads",
        sa.Column("comment_id", sa.Uuid(), nullable=False),
        sa.Column("read_on", sa.Date(), nullable=False),
        sa.Column("read_by", sa.String(254), nullable=False),
        sa.CheckConstraint("read_by != ''", name=op.f("ck_comment_reads_has_reader")),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comments.id"], name=op.f("fk_comment_reads_comment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("comment_id", name=op.f("pk_comment_reads")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("comment_reads")
