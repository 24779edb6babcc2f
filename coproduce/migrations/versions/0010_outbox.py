"""The outbox: messages, and the marks of contacts that want no more."""

import sqlalchemy as sa
from alembic import op

revision = "0010_outbox"
down_revision = "0009_audit"
branch_labels = None
depends_on = None


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(160), nullable=False),
        sa.Column("channel", _choice("channel", "email", "sms", "letter"), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("mobile", sa.String(32), nullable=False),
        sa.Column("post", sa.String(600), nullable=False),
        sa.Column("template", sa.String(80), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            _choice("messagestate", "waiting", "sending", "sent", "given_up", "withdrawn"),
            nullable=False,
        ),
        sa.Column("queued_at", moment, nullable=False),
        sa.Column("next_try_at", moment, nullable=False),
        sa.Column("expires_at", moment, nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("claimed_at", moment, nullable=True),
        sa.Column("unsure", sa.Boolean(), nullable=False),
        sa.Column("fault", sa.String(40), nullable=False),
        sa.Column("provider_id", sa.String(80), nullable=False),
        sa.Column("ended_at", moment, nullable=True),
        sa.Column("settled_at", moment, nullable=True),
        sa.CheckConstraint("reference != ''", name=op.f("ck_messages_has_reference")),
        sa.CheckConstraint("email != '' or mobile != '' or post != ''", name=op.f("ck_messages_has_contact")),
        sa.CheckConstraint("tries >= 0", name=op.f("ck_messages_tries_counted")),
        sa.CheckConstraint(
            "(state = 'sending') = (claimed_at is not null)", name=op.f("ck_messages_claimed_while_sending")
        ),
        sa.CheckConstraint(
            "(state in ('sent', 'given_up', 'withdrawn')) = (ended_at is not null)",
            name=op.f("ck_messages_ended_when_over"),
        ),
        sa.CheckConstraint(
            "settled_at is null or state = 'given_up'", name=op.f("ck_messages_settled_when_given_up")
        ),
        sa.CheckConstraint(
            "expires_at is null or expires_at > queued_at", name=op.f("ck_messages_expires_after_queued")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("reference", name=op.f("uq_messages_reference")),
    )
    op.create_index("ix_messages_due", "messages", ["state", "next_try_at"])
    op.create_table(
        "stopped_contacts",
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("stopped_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_stopped_contacts")),
    )


def downgrade() -> None:
    op.drop_table("stopped_contacts")
    op.drop_table("messages")
