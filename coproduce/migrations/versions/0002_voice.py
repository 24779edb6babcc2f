"""Comments, how they were read, and receipts."""

import sqlalchemy as sa
from alembic import op

revision = "0002_voice"
down_revision = "0001_people"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "analysis_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(80), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_by", sa.String(120), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("difference", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            'not "current" or accepted_at is not null', name=op.f("ck_analysis_runs_current_is_accepted")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_analysis_runs")),
        sa.UniqueConstraint("version", name=op.f("uq_analysis_runs_version")),
    )
    op.create_index(
        "uq_analysis_runs_one_current",
        "analysis_runs",
        ["current"],
        unique=True,
        sqlite_where=sa.text('"current"'),
        postgresql_where=sa.text('"current"'),
    )
    op.create_table(
        "comments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(120), nullable=False),
        sa.Column("wave", sa.String(80), nullable=False),
        sa.Column("question_kind", sa.String(20), nullable=False),
        sa.Column(
            "audience",
            sa.Enum("parent", "cyp", name="audience", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("language", sa.String(12), nullable=False),
        sa.Column("page_language", sa.String(12), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("original", sa.String(), nullable=False),
        sa.Column("redacted", sa.String(), nullable=False),
        sa.Column("text_hash", sa.String(64), nullable=False),
        sa.Column("concern", sa.Boolean(), nullable=False),
        sa.Column("concern_kinds", sa.JSON(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("writer_worried", sa.Boolean(), nullable=False),
        sa.Column("may_quote", sa.Boolean(), nullable=False),
        sa.Column("import_mark", sa.String(64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments")),
        sa.UniqueConstraint("import_mark", name=op.f("uq_comments_import_mark")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("comments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_comments_source"), ["source"], unique=False)
        batch_op.create_index(batch_op.f("ix_comments_wave"), ["wave"], unique=False)

    op.create_table(
        "receipts",
        sa.Column("find_mark", sa.String(64), nullable=False),
        sa.Column("wave", sa.String(80), nullable=False),
        sa.Column("themes", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("find_mark", name=op.f("pk_receipts")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "receipts_waiting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("find_mark", sa.String(64), nullable=False),
        sa.Column("wave", sa.String(80), nullable=False),
        sa.Column("themes", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipts_waiting")),
        sa.UniqueConstraint("find_mark", name=op.f("uq_receipts_waiting_find_mark")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "comment_themes",
        sa.Column("comment_id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("theme", sa.String(60), nullable=False),
        sa.Column(
            "stance",
            sa.Enum(
                "negative",
                "mixed",
                "neutral",
                "positive",
                "unknown",
                name="stance",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comments.id"], name=op.f("fk_comment_themes_comment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["run_id"], ["analysis_runs.id"], name=op.f("fk_comment_themes_run_id")),
        sa.PrimaryKeyConstraint("comment_id", "run_id", "theme", name=op.f("pk_comment_themes")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_comment_themes_run_id_theme", "comment_themes", ["run_id", "theme"], unique=False)
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "negative",
                "mixed",
                "neutral",
                "positive",
                "no_opinion",
                "not_analysed",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("themes", sa.JSON(), nullable=True),
        sa.Column("by_role", sa.String(120), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comments.id"], name=op.f("fk_corrections_comment_id"), ondelete="CASCADE"
        ),
        sa.CheckConstraint("by_role != ''", name=op.f("ck_corrections_has_author")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
    )
    with op.batch_alter_table("corrections", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_corrections_comment_id"), ["comment_id"], unique=False)

    op.create_table(
        "readings",
        sa.Column("comment_id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("text_hash", sa.String(64), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "negative",
                "mixed",
                "neutral",
                "positive",
                "no_opinion",
                "not_analysed",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("needs_human", sa.Boolean(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("spans", sa.JSON(), nullable=False),
        sa.CheckConstraint("confidence >= 0 and confidence <= 1", name=op.f("ck_readings_confidence_range")),
        sa.CheckConstraint("score >= -1 and score <= 1", name=op.f("ck_readings_score_range")),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comments.id"], name=op.f("fk_readings_comment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["run_id"], ["analysis_runs.id"], name=op.f("fk_readings_run_id")),
        sa.PrimaryKeyConstraint("comment_id", "run_id", name=op.f("pk_readings")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("readings")
    with op.batch_alter_table("corrections", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_corrections_comment_id"))

    op.drop_table("corrections")
    op.drop_index("ix_comment_themes_run_id_theme", table_name="comment_themes")
    op.drop_table("comment_themes")
    op.drop_table("receipts_waiting")
    op.drop_table("receipts")
    with op.batch_alter_table("comments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_comments_wave"))
        batch_op.drop_index(batch_op.f("ix_comments_source"))

    op.drop_table("comments")
    op.drop_index("uq_analysis_runs_one_current", table_name="analysis_runs")
    op.drop_table("analysis_runs")
