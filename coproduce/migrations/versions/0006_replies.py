"""You said, we did."""

import sqlalchemy as sa
from alembic import op

revision = "0006_replies"
down_revision = "0005_surveys"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "replies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("theme", sa.String(60), nullable=False),
        sa.Column("wave", sa.String(80), nullable=False),
        sa.Column("period", sa.String(80), nullable=False),
        sa.Column("heard_on", sa.Date(), nullable=False),
        sa.Column("comments_counted", sa.Integer(), nullable=False),
        sa.Column("you_said", sa.Text(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "doing",
                "done",
                "cannot",
                "disagree",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("we_did", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.String(120), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("evidence_url", sa.String(500), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "signed",
                "published",
                "withdrawn",
                name="replystate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("written_by", sa.String(120), nullable=False),
        sa.Column("officer_signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("officer_title", sa.String(120), nullable=False),
        sa.Column("forum_signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("forum_note", sa.Text(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "outcome != 'cannot' or (reason != '' and decided_by != '')", name=op.f("ck_replies_cannot_has_reason")
        ),
        sa.CheckConstraint("outcome != 'disagree' or reason != ''", name=op.f("ck_replies_disagree_has_reason")),
        sa.CheckConstraint("outcome != 'doing' or next_on is not null", name=op.f("ck_replies_doing_has_date")),
        sa.CheckConstraint(
            "outcome != 'done' or (done_on is not null and evidence != '')", name=op.f("ck_replies_done_has_proof")
        ),
        sa.CheckConstraint(
            "state != 'published' or (officer_signed_at is not null and published_on is not null and (forum_signed_at is not null or forum_note != ''))",
            name=op.f("ck_replies_two_signatures"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replies")),
    )
    with op.batch_alter_table("replies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_replies_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_replies_theme"), ["theme"], unique=False)

    op.create_table(
        "quotes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reply_id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comments.id"], name=op.f("fk_quotes_comment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["reply_id"], ["replies.id"], name=op.f("fk_quotes_reply_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotes")),
    )
    with op.batch_alter_table("quotes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_quotes_reply_id"), ["reply_id"], unique=False)

    op.create_table(
        "reply_actions",
        sa.Column("reply_id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_reply_actions_action_id")),
        sa.ForeignKeyConstraint(["reply_id"], ["replies.id"], name=op.f("fk_reply_actions_reply_id")),
        sa.PrimaryKeyConstraint("reply_id", "action_id", name=op.f("pk_reply_actions")),
    )


def downgrade() -> None:
    op.drop_table("reply_actions")
    with op.batch_alter_table("quotes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_quotes_reply_id"))

    op.drop_table("quotes")
    with op.batch_alter_table("replies", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_replies_theme"))
        batch_op.drop_index(batch_op.f("ix_replies_state"))

    op.drop_table("replies")
