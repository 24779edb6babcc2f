"""Who people are at the provider that they sign in through."""

import sqlalchemy as sa
from alembic import op

revision = "0019_provider_subjects"
down_revision = "0018_complaints"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "provider_subjects",
        sa.Column("person_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("issuer", sa.String(300), nullable=False),
        sa.Column("subject", sa.String(255), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("subject != ''", name=op.f("ck_provider_subjects_has_subject")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_provider_subjects_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_provider_subjects")),
        sa.UniqueConstraint("issuer", "subject", name="uq_provider_subjects_issuer_subject"),
    )


def downgrade() -> None:
    op.drop_table("provider_subjects")
