"""The clock of concerns: when they are due, who covers, whom to tell, and steps that are only added."""

from datetime import UTC, datetime, time
from typing import Any

import sqlalchemy as sa
from alembic import op

from coproduce.core.types import UtcDateTime

revision = "0020_concern_clock"
down_revision = "0019_provider_subjects"
branch_labels = None
depends_on = None

NEW = ("children_services", "police", "known", "advice", "no_concern")
OLD = ("referred", "advice", "no_action")
STEPS = ("raised", "brought", "told", "opened", "read", "decided", "reopened")
OUTCOME = "ck_concerns_concernoutcome"
ENDS = time(17, tzinfo=UTC)

concerns = sa.table(
    "concerns",
    *(sa.column(name) for name in ("comment_id", "opened_by", "decided_by", "outcome", "reason")),
    sa.column("raised_on", sa.Date()),
    *(sa.column(name, UtcDateTime()) for name in ("opened_at", "decided_at", "raised_at", "due_at", "tell_at")),
    sa.column("told_level", sa.Integer()),
    sa.column("round", sa.Integer()),
)
openings = sa.table(
    "concern_openings",
    sa.column("comment_id", sa.Uuid()),
    sa.column("opened_by"),
    sa.column("opened_at", UtcDateTime()),
)
steps = sa.table(
    "concern_steps",
    sa.column("comment_id", sa.Uuid()),
    *(sa.column(name) for name in ("step", "by", "told", "outcome", "reason")),
    sa.column("level", sa.Integer()),
    sa.column("round", sa.Integer()),
    sa.column("at", UtcDateTime()),
)
concerns.c.comment_id.type = sa.Uuid()


def upgrade() -> None:
    connection = op.get_bind()
    opened = connection.execute(sa.select(openings)).all()
    op.drop_table("concern_openings")
    for column in ("raised_at", "due_at", "tell_at"):
        op.add_column("concerns", sa.Column(column, sa.DateTime(timezone=True), nullable=True))
    op.add_column("concerns", sa.Column("told_level", sa.Integer(), nullable=True))
    op.add_column("concerns", sa.Column("round", sa.Integer(), nullable=True))
    rows = connection.execute(sa.select(concerns)).all()
    for row in rows:
        end = datetime.combine(row.raised_on, ENDS)
        values = {
            "raised_at": datetime.combine(row.raised_on, time(tzinfo=UTC)),
            "due_at": end,
            "tell_at": None if row.outcome else end,
            "told_level": 0,
            "round": 1,
        }
        this = concerns.update().where(concerns.c.comment_id == row.comment_id)
        connection.execute(this.values(**values))
    with op.batch_alter_table("concerns") as batch:
        batch.drop_constraint(op.f(OUTCOME), type_="check")
    _rename({"referred": "children_services", "no_action": "no_concern"})
    with op.batch_alter_table("concerns") as batch:
        for column in ("raised_at", "due_at"):
            batch.alter_column(column, nullable=False, existing_type=sa.DateTime(timezone=True))
        for column in ("told_level", "round"):
            batch.alter_column(column, nullable=False, existing_type=sa.Integer())
        batch.drop_column("raised_on")
        batch.create_check_constraint(op.f(OUTCOME), sa.text(_among("outcome", NEW)))
        batch.create_check_constraint(
            op.f("ck_concerns_told_until_decided"), sa.text("outcome is not null or tell_at is not null")
        )
        batch.create_check_constraint(op.f("ck_concerns_level_from_0"), sa.text("told_level >= 0"))
    op.create_index(op.f("ix_concerns_tell_at"), "concerns", ["tell_at"])
    _create_steps()
    _tell_the_steps(connection, rows, opened)
    _only_add()
    _create_cover()


def downgrade() -> None:
    connection = op.get_bind()
    for table in ("days_off", "escalation_contact", "lead_mobiles", "cover"):
        op.drop_table(table)
    first = sa.func.min(steps.c.at).label("opened_at")
    looks = sa.select(steps.c.comment_id, steps.c.by.label("opened_by"), first)
    looks = looks.where(steps.c.step.in_(("opened", "read"))).group_by(steps.c.comment_id, steps.c.by)
    opened = connection.execute(looks).all()
    op.drop_table("concern_steps")
    if connection.dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_concern_step_change()")
    op.drop_index(op.f("ix_concerns_tell_at"), "concerns")
    op.add_column("concerns", sa.Column("raised_on", sa.Date(), nullable=True))
    for row in connection.execute(sa.select(concerns)).all():
        this = concerns.update().where(concerns.c.comment_id == row.comment_id)
        connection.execute(this.values(raised_on=row.raised_at.date()))
    with op.batch_alter_table("concerns") as batch:
        batch.drop_constraint(op.f(OUTCOME), type_="check")
        batch.drop_constraint(op.f("ck_concerns_told_until_decided"), type_="check")
        batch.drop_constraint(op.f("ck_concerns_level_from_0"), type_="check")
    _rename(
        {
            "children_services": "referred",
            "police": "referred",
            "known": "referred",
            "no_concern": "no_action",
        }
    )
    with op.batch_alter_table("concerns") as batch:
        batch.alter_column("raised_on", nullable=False, existing_type=sa.Date())
        for column in ("raised_at", "due_at", "tell_at", "told_level", "round"):
            batch.drop_column(column)
        batch.create_check_constraint(op.f(OUTCOME), sa.text(_among("outcome", OLD)))
    op.create_table(
        "concern_openings",
        sa.Column("comment_id", sa.Uuid(), nullable=False),
        sa.Column("opened_by", sa.String(254), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("opened_by != ''", name=op.f("ck_concern_openings_opened_by_somebody")),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["concerns.comment_id"],
            name=op.f("fk_concern_openings_comment_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("comment_id", "opened_by", name=op.f("pk_concern_openings")),
    )
    if opened:
        connection.execute(openings.insert(), [dict(row._mapping) for row in opened])


def _rename(outcomes: dict[str, str]) -> None:
    for old, new in outcomes.items():
        op.execute(concerns.update().where(concerns.c.outcome == old).values(outcome=new))


def _among(column: str, values: tuple[str, ...]) -> str:
    listed = ", ".join(f"'{value}'" for value in values)
    return f"{column} IN ({listed})"


def _enum(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def _create_steps() -> None:
    op.create_table(
        "concern_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Uuid(), nullable=False),
        sa.Column("step", _enum(STEPS, "step"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(254), nullable=False),
        sa.Column("told", sa.String(254), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("outcome", _enum(NEW, "concernoutcome"), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint("\"by\" != ''", name=op.f("ck_concern_steps_has_author")),
        sa.CheckConstraint(
            "(step = 'decided') = (outcome is not null)", name=op.f("ck_concern_steps_outcome_when_decided")
        ),
        sa.CheckConstraint(
            "step not in ('decided', 'reopened') or reason != ''", name=op.f("ck_concern_steps_has_reason")
        ),
        sa.CheckConstraint("(step = 'told') = (told != '')", name=op.f("ck_concern_steps_told_somebody")),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["concerns.comment_id"],
            name=op.f("fk_concern_steps_comment_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_steps")),
    )
    op.create_index(op.f("ix_concern_steps_comment_id"), "concern_steps", ["comment_id"])
    op.create_index(
        "uq_concern_steps_told_once",
        "concern_steps",
        ["comment_id", "round", "level", "told"],
        unique=True,
        sqlite_where=sa.text("step = 'told'"),
        postgresql_where=sa.text("step = 'told'"),
    )


def _tell_the_steps(connection: sa.Connection, rows: list[Any], opened: list[Any]) -> None:
    """What is known of earlier concerns, as steps."""
    empty = {"told": "", "level": 0, "round": 1, "outcome": None, "reason": ""}
    names = {"referred": "children_services", "no_action": "no_concern"}
    told = [
        {
            **empty,
            "comment_id": row.comment_id,
            "step": "raised",
            "by": "job",
            "at": datetime.combine(row.raised_on, time(tzinfo=UTC)),
        }
        for row in rows
    ]
    told += [
        {**empty, "comment_id": row.comment_id, "step": "opened", "by": row.opened_by, "at": row.opened_at}
        for row in opened
    ]
    told += [
        {
            **empty,
            "comment_id": row.comment_id,
            "step": "decided",
            "by": row.decided_by,
            "at": row.decided_at,
            "outcome": names.get(row.outcome, row.outcome),
            "reason": row.reason,
        }
        for row in rows
        if row.outcome
    ]
    if told:
        connection.execute(steps.insert(), told)


def _only_add() -> None:
    """Steps are only added. They go when their concern goes, and the database does that by itself."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_concern_step_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "IF TG_OP = 'DELETE' AND NOT EXISTS "
            "(SELECT 1 FROM concerns WHERE comment_id = OLD.comment_id) THEN RETURN OLD; END IF; "
            "RAISE EXCEPTION 'concern_steps are only added'; END $$"
        )
        op.execute(
            "CREATE TRIGGER concern_steps_only_added BEFORE UPDATE OR DELETE ON concern_steps "
            "FOR EACH ROW EXECUTE FUNCTION refuse_concern_step_change()"
        )
        return
    op.execute(
        "CREATE TRIGGER concern_steps_no_update BEFORE UPDATE ON concern_steps "
        "BEGIN SELECT RAISE(ABORT, 'concern_steps are only added'); END"
    )
    op.execute(
        "CREATE TRIGGER concern_steps_no_delete BEFORE DELETE ON concern_steps "
        "WHEN EXISTS (SELECT 1 FROM concerns WHERE comment_id = OLD.comment_id) "
        "BEGIN SELECT RAISE(ABORT, 'concern_steps are only added'); END"
    )


def _create_cover() -> None:
    op.create_table(
        "cover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("said_by", sa.String(254), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_cover_ends_after_starting")),
        sa.CheckConstraint("place between 1 and 9", name=op.f("ck_cover_place_1_to_9")),
        sa.CheckConstraint("said_by != ''", name=op.f("ck_cover_has_author")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_cover_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cover")),
    )
    op.create_index(op.f("ix_cover_person_id"), "cover", ["person_id"])
    op.create_table(
        "lead_mobiles",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("mobile", sa.String(20), nullable=False),
        sa.CheckConstraint("mobile != ''", name=op.f("ck_lead_mobiles_has_number")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_lead_mobiles_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_lead_mobiles")),
    )
    op.create_table(
        "escalation_contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("mobile", sa.String(20), nullable=False),
        sa.Column("said_by", sa.String(254), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_escalation_contact_one_row")),
        sa.CheckConstraint("email != '' or mobile != ''", name=op.f("ck_escalation_contact_can_be_told")),
        sa.CheckConstraint("said_by != ''", name=op.f("ck_escalation_contact_has_author")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation_contact")),
    )
    op.create_table(
        "days_off",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("works", sa.Boolean(), nullable=False),
        sa.Column("said_by", sa.String(254), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("said_by != ''", name=op.f("ck_days_off_has_author")),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_days_off")),
    )
