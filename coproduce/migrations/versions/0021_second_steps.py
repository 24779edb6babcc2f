"""The second step of signing in, and the codes for the day on which the phone is lost."""

import sqlalchemy as sa
from alembic import op

from coproduce.core.types import UtcDateTime

revision = "0021_second_steps"
down_revision = "0020_concern_clock"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "second_steps",
        sa.Column("person_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("sealed_secret", sa.String(200), nullable=False),
        sa.Column("last_step", sa.BigInteger, nullable=False),
        sa.Column("set_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("last_step > 0", name=op.f("ck_second_steps_was_confirmed")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_second_steps_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_second_steps")),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_recovery_codes_person_id")),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_recovery_codes")),
    )
    op.create_index(op.f("ix_recovery_codes_person_id"), "recovery_codes", ["person_id"])


def downgrade() -> None:
    op.drop_table("recovery_codes")
    op.drop_table("second_steps")
