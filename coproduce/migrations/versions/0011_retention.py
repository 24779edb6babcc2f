"""How long things are kept, what was erased each night, and figures that outlast their answers."""

import sqlalchemy as sa
from alembic import op

revision = "0011_retention"
down_revision = "0010_outbox"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "retention_settings",
        sa.Column("rule", sa.String(60), nullable=False),
        sa.Column("part", sa.String(60), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.String(254), nullable=False),
        sa.Column("changed_at", moment, nullable=False),
        sa.CheckConstraint("days > 0", name=op.f("ck_retention_settings_some_days")),
        sa.CheckConstraint("changed_by != ''", name=op.f("ck_retention_settings_changed_by_somebody")),
        sa.PrimaryKeyConstraint("rule", "part", name=op.f("pk_retention_settings")),
    )
    op.create_table(
        "purge_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(60), nullable=False),
        sa.Column("part", sa.String(60), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("removed", sa.Integer(), nullable=False),
        sa.Column("failed", sa.String(80), nullable=False),
        sa.CheckConstraint("removed >= 0", name=op.f("ck_purge_runs_none_or_more")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purge_runs")),
    )
    op.create_index(op.f("ix_purge_runs_at"), "purge_runs", ["at"])
    op.create_table(
        "kept_figures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column(
            "stratum",
            sa.Enum("sample", "open", name="stratum", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("kept_on", sa.Date(), nullable=False),
        sa.Column("measure", sa.JSON(), nullable=False),
        sa.Column("influence", sa.JSON(), nullable=False),
        sa.Column("states", sa.JSON(), nullable=False),
        sa.Column("answers_left", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["wave_id"], ["waves.id"], name=op.f("fk_kept_figures_wave_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_figures")),
        sa.UniqueConstraint("wave_id", "stratum", name=op.f("uq_kept_figures_wave_id_stratum")),
    )


def downgrade() -> None:
    op.drop_table("kept_figures")
    op.drop_index(op.f("ix_purge_runs_at"), "purge_runs")
    op.drop_table("purge_runs")
    op.drop_table("retention_settings")
