"""Complaints about how data is used, their contacts, and their steps, which are only added."""

import sqlalchemy as sa
from alembic import op

revision = "0018_complaints"
down_revision = "0017_sign_in_tries"
branch_labels = None
depends_on = None

STATES = ("received", "acknowledged", "answered", "closed")
STEPS = ("received", "acknowledged", "noted", "answered", "closed")


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "complaints",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code_mark", sa.String(64), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("about_harm", sa.Boolean(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("acknowledge_by", sa.Date(), nullable=False),
        sa.Column("first_step_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("state", _choice("complaintstate", *STATES), nullable=False),
        sa.CheckConstraint("words != ''", name=op.f("ck_complaints_has_words")),
        sa.CheckConstraint(
            "(state = 'closed') = (closed_on is not null)", name=op.f("ck_complaints_closed_on_a_day")
        ),
        sa.CheckConstraint(
            "state = 'received' or first_step_on is not null", name=op.f("ck_complaints_acknowledged_on_a_day")
        ),
        sa.CheckConstraint("acknowledge_by >= received_on", name=op.f("ck_complaints_has_time")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaints")),
        sa.UniqueConstraint("code_mark", name=op.f("uq_complaints_code_mark")),
    )
    op.create_index(op.f("ix_complaints_state"), "complaints", ["state"])
    op.create_table(
        "complaint_contacts",
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("mobile", sa.String(32), nullable=False),
        sa.CheckConstraint("email != '' or mobile != ''", name=op.f("ck_complaint_contacts_has_contact")),
        sa.ForeignKeyConstraint(
            ["complaint_id"],
            ["complaints.id"],
            name=op.f("fk_complaint_contacts_complaint_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("complaint_id", name=op.f("pk_complaint_contacts")),
    )
    op.create_table(
        "complaint_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("step", _choice("complaintstep", *STEPS), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(254), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.CheckConstraint(
            "step not in ('noted', 'answered', 'closed') or words != ''",
            name=op.f("ck_complaint_events_says_something"),
        ),
        sa.CheckConstraint("step = 'received' or \"by\" != ''", name=op.f("ck_complaint_events_by_somebody")),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_events_complaint_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_events")),
    )
    op.create_index(op.f("ix_complaint_events_complaint_id"), "complaint_events", ["complaint_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_complaint_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'complaint_events are only added'; END $$"
        )
        op.execute(
            "CREATE TRIGGER complaint_events_only_added BEFORE UPDATE ON complaint_events "
            "FOR EACH ROW EXECUTE FUNCTION refuse_complaint_change()"
        )
        return
    op.execute(
        "CREATE TRIGGER complaint_events_no_update BEFORE UPDATE ON complaint_events "
        "BEGIN SELECT RAISE(ABORT, 'complaint_events are only added'); END"
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_complaint_events_complaint_id"), "complaint_events")
    op.drop_table("complaint_events")
    op.drop_table("complaint_contacts")
    op.drop_index(op.f("ix_complaints_state"), "complaints")
    op.drop_table("complaints")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_complaint_change()")
