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
        sa.Column("counted_until", sa.Date(), nullable=False),
        sa.Column("comments_counted", sa.Integer(), nullable=False),
        sa.Column("you_said", sa.String(), nullable=False),
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
        sa.Column("we_did", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(120), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
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
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("officer_title", sa.String(120), nullable=False),
        sa.Column("forum_signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("forum_id", sa.Integer(), nullable=True),
        sa.Column("forum_note", sa.String(), nullable=False),
        sa.Column("forum_noted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_because", sa.String(), nullable=False),
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
            "state != 'published' or (officer_signed_at is not null and published_on is not null and (forum_signed_at is not null or forum_noted_at is not null))",
            name=op.f("ck_replies_two_signatures"),
        ),
        sa.CheckConstraint(
            "officer_id is null or forum_id is null or officer_id != forum_id", name=op.f("ck_replies_two_people")
        ),
        sa.CheckConstraint(
            "forum_signed_at is null or forum_noted_at is null", name=op.f("ck_replies_sign_or_note")
        ),
        sa.CheckConstraint("forum_noted_at is null or forum_note != ''", name=op.f("ck_replies_note_has_words")),
        sa.CheckConstraint(
            "state != 'withdrawn' or (withdrawn_on is not null and withdrawn_because != '')",
            name=op.f("ck_replies_withdrawn_has_reason"),
        ),
        sa.CheckConstraint("heard_on <= counted_until", name=op.f("ck_replies_heard_before_counted")),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["people.id"], name=op.f("fk_replies_officer_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["forum_id"], ["people.id"], name=op.f("fk_replies_forum_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replies")),
    )
    with op.batch_alter_table("replies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_replies_published_on"), ["published_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_replies_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_replies_theme"), ["theme"], unique=False)

    op.create_table(
        "quotes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reply_id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comments.id"], name=op.f("fk_quotes_comment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["reply_id"], ["replies.id"], name=op.f("fk_quotes_reply_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotes")),
        sa.UniqueConstraint("reply_id", "comment_id", name=op.f("uq_quotes_reply_id_comment_id")),
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

    op.create_table(
        "reply_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reply_id", sa.Integer(), nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "written",
                "changed",
                "signatures_taken_back",
                "signed",
                "co_signed",
                "noted",
                "published",
                "withdrawn",
                name="step",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_title", sa.String(120), nullable=False),
        sa.ForeignKeyConstraint(["reply_id"], ["replies.id"], name=op.f("fk_reply_steps_reply_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_steps")),
    )
    with op.batch_alter_table("reply_steps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reply_steps_reply_id"), ["reply_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("reply_steps", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reply_steps_reply_id"))

    op.drop_table("reply_steps")
    op.drop_table("reply_actions")
    with op.batch_alter_table("quotes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_quotes_reply_id"))

    op.drop_table("quotes")
    with op.batch_alter_table("replies", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_replies_theme"))
        batch_op.drop_index(batch_op.f("ix_replies_state"))
        batch_op.drop_index(batch_op.f("ix_replies_published_on"))

    op.drop_table("replies")
