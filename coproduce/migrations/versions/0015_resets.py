"""Forgotten passwords: what was typed until it is answered, and links that set a new one."""

import sqlalchemy as sa
from alembic import op

revision = "0015_resets"
down_revision = "0014_invitations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "reset_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("asked_at", moment, nullable=False),
        sa.Column("answered_at", moment, nullable=True),
        sa.CheckConstraint(
            "(answered_at is null) = (email != '')", name=op.f("ck_reset_requests_emptied_when_answered")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reset_requests")),
    )
    op.create_index("ix_reset_requests_mark_asked_at", "reset_requests", ["mark", "asked_at"])
    op.create_index(op.f("ix_reset_requests_asked_at"), "reset_requests", ["asked_at"])
    op.create_table(
        "password_resets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("sent_at", moment, nullable=False),
        sa.Column("expires_at", moment, nullable=False),
        sa.Column("closed_at", moment, nullable=True),
        sa.CheckConstraint("expires_at > sent_at", name=op.f("ck_password_resets_expires_later")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_password_resets_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_password_resets")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_password_resets_token_hash")),
    )
    op.create_index(op.f("ix_password_resets_person_id"), "password_resets", ["person_id"])


def downgrade() -> None:
    op.drop_table("password_resets")
    op.drop_table("reset_requests")
