"""The day on which a comment's writer asked for it to be erased; a step of a reply that lost a quotation by it."""

import sqlalchemy as sa
from alembic import op

revision = "0013_erasing"
down_revision = "0012_job_runs"
branch_labels = None
depends_on = None

BEFORE = (
    "written",
    "changed",
    "signatures_taken_back",
    "signed",
    "co_signed",
    "noted",
    "published",
    "withdrawn",
)
CHECK = "ck_reply_steps_step"


def upgrade() -> None:
    op.add_column("comments", sa.Column("erase_asked_on", sa.Date(), nullable=True))
    _allow(*BEFORE, "quote_erased")


def downgrade() -> None:
    op.execute("DELETE FROM reply_steps WHERE step = 'quote_erased'")
    _allow(*BEFORE)
    op.drop_column("comments", "erase_asked_on")


def _allow(*steps: str) -> None:
    listed = ", ".join(f"'{step}'" for step in steps)
    with op.batch_alter_table("reply_steps") as batch:
        batch.drop_constraint(op.f(CHECK), type_="check")
        batch.create_check_constraint(op.f(CHECK), sa.text(f"step IN ({listed})"))
