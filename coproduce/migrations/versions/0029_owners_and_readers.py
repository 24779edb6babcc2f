"""People's language, the network that forgot a password, and complaints that the lead reads first."""

import sqlalchemy as sa
from alembic import op

revision = "0029_owners_and_readers"
down_revision = "0028_survey_media"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("language", sa.String(8), nullable=False, server_default="en"))
    op.add_column("reset_requests", sa.Column("network", sa.String(64), nullable=False, server_default=""))
    op.create_index("ix_reset_requests_network_asked_at", "reset_requests", ["network", "asked_at"])
    op.add_column("complaints", sa.Column("lead_read_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("complaints", "lead_read_at")
    op.drop_index("ix_reset_requests_network_asked_at", "reset_requests")
    op.drop_column("reset_requests", "network")
    op.drop_column("people", "language")
