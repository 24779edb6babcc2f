"""The improvement plan."""

import sqlalchemy as sa
from alembic import op

revision = "0004_plan"
down_revision = "0003_concerns"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(120), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "WSOA",
                "APP",
                "PAP",
                "local",
                name="plankind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum("current", "history", name="planstatus", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("submission_due", sa.Date(), nullable=True),
        sa.Column("inspected_from", sa.Date(), nullable=True),
        sa.Column("inspected_to", sa.Date(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("checksum", sa.String(64), nullable=False),
        sa.Column("imported_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
        sa.CheckConstraint("area != '' and title != ''", name=op.f("ck_plans_is_named")),
        sa.CheckConstraint(
            "inspected_to >= inspected_from", name=op.f("ck_plans_inspection_ends_after_its_start")
        ),
    )
    with op.batch_alter_table("plans", schema=None) as batch_op:
        batch_op.create_index(
            "uq_plans_one_current_per_area",
            ["area"],
            unique=True,
            sqlite_where=sa.text("status = 'current'"),
            postgresql_where=sa.text("status = 'current'"),
        )

    op.create_table(
        "boards",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_boards_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_boards")),
        sa.UniqueConstraint("plan_id", "code", name=op.f("uq_boards_plan_id_code")),
    )
    op.create_table(
        "priorities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_priorities_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_priorities")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_priorities_plan_id_number")),
    )
    op.create_table(
        "weaknesses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_weaknesses_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_weaknesses")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_weaknesses_plan_id_number")),
    )
    op.create_table(
        "actions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("priority_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("printed_code", sa.String(40), nullable=False),
        sa.Column("section", sa.String(200), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("category", sa.String(60), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("lead_role", sa.String(120), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column(
            "progress",
            sa.Enum(
                "not_stated",
                "not_started",
                "under_way",
                "done",
                "stuck",
                name="progress",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_actions_plan_id")),
        sa.ForeignKeyConstraint(["priority_id"], ["priorities.id"], name=op.f("fk_actions_priority_id")),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actions")),
        sa.CheckConstraint("title != '' and code != ''", name=op.f("ck_actions_is_named")),
        sa.UniqueConstraint("plan_id", "code", name=op.f("uq_actions_plan_id_code")),
    )
    op.create_table(
        "action_weaknesses",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("weakness_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_action_weaknesses_action_id")),
        sa.ForeignKeyConstraint(["weakness_id"], ["weaknesses.id"], name=op.f("fk_action_weaknesses_weakness_id")),
        sa.PrimaryKeyConstraint("action_id", "weakness_id", name=op.f("pk_action_weaknesses")),
    )
    op.create_table(
        "milestones",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("reached_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_milestones_action_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_milestones_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestones")),
        sa.CheckConstraint("title != ''", name=op.f("ck_milestones_has_words")),
    )
    with op.batch_alter_table("milestones", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_milestones_action_id"), ["action_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_milestones_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "progress_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column(
            "progress",
            sa.Enum(
                "not_stated",
                "not_started",
                "under_way",
                "done",
                "stuck",
                name="progress",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("by_role", sa.String(120), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_progress_notes_action_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress_notes")),
        sa.CheckConstraint("text != ''", name=op.f("ck_progress_notes_has_words")),
    )
    with op.batch_alter_table("progress_notes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_progress_notes_action_id"), ["action_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("progress_notes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_progress_notes_action_id"))

    op.drop_table("progress_notes")
    with op.batch_alter_table("milestones", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_milestones_plan_id"))
        batch_op.drop_index(batch_op.f("ix_milestones_action_id"))

    op.drop_table("milestones")
    op.drop_table("action_weaknesses")
    op.drop_table("actions")
    op.drop_table("weaknesses")
    op.drop_table("priorities")
    op.drop_table("boards")
    with op.batch_alter_table("plans", schema=None) as batch_op:
        batch_op.drop_index("uq_plans_one_current_per_area")

    op.drop_table("plans")
