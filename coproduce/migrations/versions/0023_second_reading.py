"""Who proposed a family's own words, who read them second, and what became of them."""

import sqlalchemy as sa
from alembic import op

revision = "0023_second_reading"
down_revision = "0022_look_links"
branch_labels = None
depends_on = None

CHECKS = {
    "verdict": "verdict IN ('accepted', 'refused', 'withdrawn')",
    "two_readers": "read_id is null or proposed_id is null or read_id != proposed_id",
    "verdict_was_read": (
        "verdict is null or verdict = 'withdrawn' or (read_at is not null and proposed_at is not null)"
    ),
    "reason_is_kept": "verdict is null or verdict = 'accepted' or because != ''",
}
NEW = ("proposed_id", "proposed_title", "proposed_at", "read_id", "read_title", "read_at", "verdict", "because")


def upgrade() -> None:
    with op.batch_alter_table("quotes") as batch:
        batch.add_column(sa.Column("proposed_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("proposed_title", sa.String(120), nullable=False, server_default=""))
        batch.add_column(sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("read_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("read_title", sa.String(120), nullable=False, server_default=""))
        batch.add_column(sa.Column("read_at", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("verdict", sa.String(32), nullable=True))
        batch.add_column(sa.Column("because", sa.String(), nullable=False, server_default=""))
    # What is public was read by two people: both signed, or answered to, the text in which it stands.
    op.execute(
        "UPDATE quotes SET verdict = 'accepted', "
        "proposed_id = (SELECT officer_id FROM replies WHERE replies.id = quotes.reply_id), "
        "proposed_at = (SELECT officer_signed_at FROM replies WHERE replies.id = quotes.reply_id), "
        "read_id = (SELECT forum_id FROM replies WHERE replies.id = quotes.reply_id), "
        "read_at = (SELECT coalesce(forum_signed_at, forum_noted_at) FROM replies "
        "WHERE replies.id = quotes.reply_id) "
        "WHERE reply_id IN (SELECT id FROM replies WHERE state = 'published')"
    )
    with op.batch_alter_table("quotes") as batch:
        for name in ("proposed_title", "read_title", "because"):
            batch.alter_column(name, server_default=None)
        for name in ("proposed_id", "read_id"):
            batch.create_foreign_key(op.f(f"fk_quotes_{name}"), "people", [name], ["id"], ondelete="SET NULL")
        for name, rule in CHECKS.items():
            batch.create_check_constraint(op.f(f"ck_quotes_{name}"), sa.text(rule))


def downgrade() -> None:
    with op.batch_alter_table("quotes") as batch:
        for name in CHECKS:
            batch.drop_constraint(op.f(f"ck_quotes_{name}"), type_="check")
        for name in ("proposed_id", "read_id"):
            batch.drop_constraint(op.f(f"fk_quotes_{name}"), type_="foreignkey")
        for name in NEW:
            batch.drop_column(name)
