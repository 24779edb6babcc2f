"""Words that the lead adds, sentences to check, and traces that two people open."""

import sqlalchemy as sa
from alembic import op

revision = "0024_words_and_traces"
down_revision = "0023_second_reading"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "screen_cues",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cue", sa.String(120), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("added_by", sa.String(254), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("looked_back", sa.Boolean(), nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("withdrawn_by", sa.String(254), nullable=False),
        sa.CheckConstraint("cue != ''", name=op.f("ck_screen_cues_has_words")),
        sa.CheckConstraint("added_by != ''", name=op.f("ck_screen_cues_has_author")),
        sa.CheckConstraint(
            "(withdrawn_at is null) = (withdrawn_by = '')", name=op.f("ck_screen_cues_withdrawn_by_somebody")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screen_cues")),
    )
    op.create_table(
        "screen_cases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(1000), nullable=False),
        sa.Column("added_by", sa.String(254), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.CheckConstraint("text != ''", name=op.f("ck_screen_cases_has_words")),
        sa.CheckConstraint("added_by != ''", name=op.f("ck_screen_cases_has_author")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screen_cases")),
    )
    op.create_table(
        "traces",
        sa.Column("comment_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.Column("kept_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["concerns.comment_id"], name=op.f("fk_traces_comment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("comment_id", name=op.f("pk_traces")),
    )
    op.create_table(
        "trace_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Uuid(), nullable=False),
        sa.Column("asker_id", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.String(254), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("reason", sa.String(2000), nullable=False),
        sa.Column("approver_id", sa.Integer(), nullable=True),
        sa.Column("approved_by", sa.String(254), nullable=False),
        sa.Column("approved_at", MOMENT, nullable=True),
        sa.CheckConstraint("reason != '' and asked_by != ''", name=op.f("ck_trace_requests_asked_with_reason")),
        sa.CheckConstraint(
            "(approved_at is null) = (approved_by = '')", name=op.f("ck_trace_requests_approved_by_somebody")
        ),
        sa.CheckConstraint(
            "(approved_at is null) = (approver_id is null)", name=op.f("ck_trace_requests_approved_by_a_person")
        ),
        sa.CheckConstraint(
            "approver_id is null or approver_id != asker_id", name=op.f("ck_trace_requests_two_people")
        ),
        sa.CheckConstraint(
            "approved_by = '' or lower(approved_by) != lower(asked_by)",
            name=op.f("ck_trace_requests_two_addresses"),
        ),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["concerns.comment_id"],
            name=op.f("fk_trace_requests_comment_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trace_requests")),
    )
    op.create_index(op.f("ix_trace_requests_comment_id"), "trace_requests", ["comment_id"])


def downgrade() -> None:
    for table in ("trace_requests", "traces", "screen_cases", "screen_cues"):
        op.drop_table(table)
