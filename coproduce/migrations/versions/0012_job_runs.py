"""What the jobs did, and the heartbeats of the workers that run them."""

import sqlalchemy as sa
from alembic import op

from coproduce.core.types import UtcDateTime

revision = "0012_job_runs"
down_revision = "0011_retention"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "job_runs",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("job", sa.String(64), nullable=False),
        sa.Column("worker", sa.String(16), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum("ok", "failed", name="outcome", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("did", sa.String(500), nullable=False),
        sa.Column("first_at", UtcDateTime(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sa.CheckConstraint("times >= 1", name=op.f("ck_job_runs_has_run")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_runs")),
    )
    op.create_index(op.f("ix_job_runs_job"), "job_runs", ["job"])
    op.create_table(
        "workers",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("host", sa.String(64), nullable=False),
        sa.Column("pid", sa.Integer, nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("beat_at", UtcDateTime(), nullable=False),
        sa.Column("holds_turn", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workers")),
    )
    op.create_index(op.f("ix_workers_beat_at"), "workers", ["beat_at"])


def downgrade() -> None:
    op.drop_table("workers")
    op.drop_table("job_runs")
