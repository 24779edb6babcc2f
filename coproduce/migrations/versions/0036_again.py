"""Whether an answer by the open link came from a browser that had sent another."""

import sqlalchemy as sa
from alembic import op

revision = "0036_again"
down_revision = "0035_results_early"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("responses", sa.Column("again", sa.Boolean(), nullable=True))


def downgrade() -> None:
    op.drop_column("responses", "again")
