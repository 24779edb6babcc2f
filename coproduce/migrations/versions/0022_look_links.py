"""Links for inspectors."""

import sqlalchemy as sa
from alembic import op

revision = "0022_look_links"
down_revision = "0021_second_steps"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "look_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("label", sa.String(120), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(254), nullable=False),
        sa.Column("made_at", moment, nullable=False),
        sa.Column("expires_at", moment, nullable=False),
        sa.Column("withdrawn_at", moment, nullable=True),
        sa.Column("first_used_at", moment, nullable=True),
        sa.Column("last_used_at", moment, nullable=True),
        sa.CheckConstraint("label != ''", name=op.f("ck_look_links_has_label")),
        sa.CheckConstraint("made_by != ''", name=op.f("ck_look_links_made_by_somebody")),
        sa.CheckConstraint("expires_at > made_at", name=op.f("ck_look_links_expires_later")),
        sa.CheckConstraint(
            "(first_used_at is null) = (last_used_at is null)", name=op.f("ck_look_links_used_first_and_last")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_look_links_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_look_links")),
        sa.UniqueConstraint("person_id", name=op.f("uq_look_links_person_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_look_links_token_hash")),
    )


def downgrade() -> None:
    op.drop_table("look_links")
