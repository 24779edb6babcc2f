"""Population margins."""

import sqlalchemy as sa
from alembic import op

revision = "0007_margins"
down_revision = "0006_replies"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "margin_sets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(300), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("loaded_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_margin_sets")),
    )
    op.create_table(
        "margins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("variable", sa.String(40), nullable=False),
        sa.Column("category", sa.String(40), nullable=False),
        sa.Column("share", sa.Float(), nullable=False),
        sa.CheckConstraint("share > 0 and share < 1", name=op.f("ck_margins_share_range")),
        sa.ForeignKeyConstraint(
            ["set_id"], ["margin_sets.id"], name=op.f("fk_margins_set_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_margins")),
        sa.UniqueConstraint("set_id", "variable", "category", name=op.f("uq_margins_set_id_variable_category")),
    )


def downgrade() -> None:
    op.drop_table("margins")
    op.drop_table("margin_sets")
