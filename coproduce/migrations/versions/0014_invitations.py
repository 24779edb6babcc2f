"""Invitations to sign in."""

import sqlalchemy as sa
from alembic import op

revision = "0014_invitations"
down_revision = "0013_erasing"
branch_labels = None
depends_on = None

OPEN = sa.text("accepted_at IS NULL AND withdrawn_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "viewer",
                "forum",
                "officer",
                "safeguarding",
                "admin",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("invited_by", sa.String(254), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("times_sent", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "accepted_at is null or withdrawn_at is null", name=op.f("ck_invitations_accepted_or_withdrawn")
        ),
        sa.CheckConstraint("expires_at > sent_at", name=op.f("ck_invitations_expires_later")),
        sa.CheckConstraint("times_sent > 0", name=op.f("ck_invitations_was_sent")),
        sa.CheckConstraint("invited_by != ''", name=op.f("ck_invitations_invited_by_somebody")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitations_token_hash")),
    )
    op.create_index(
        "uq_invitations_open", "invitations", ["email"], unique=True, sqlite_where=OPEN, postgresql_where=OPEN
    )


def downgrade() -> None:
    op.drop_table("invitations")
