"""How often somebody tried to sign in lately."""

import sqlalchemy as sa
from alembic import op

from coproduce.core.types import UtcDateTime

revision = "0017_sign_in_tries"
down_revision = "0016_sign_ins"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sign_in_tries",
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("last_at", UtcDateTime(), nullable=False),
        sa.Column("wait_until", UtcDateTime(), nullable=True),
        sa.CheckConstraint("tries >= 0", name=op.f("ck_sign_in_tries_not_negative")),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_sign_in_tries")),
    )
    op.create_index(op.f("ix_sign_in_tries_last_at"), "sign_in_tries", ["last_at"])


def downgrade() -> None:
    op.drop_table("sign_in_tries")
