"""Reaching people: lists, samples, links that work once, and waves by the calendar."""

import sqlalchemy as sa
from alembic import op

revision = "0027_reach"
down_revision = "0026_drafts"
branch_labels = None
depends_on = None

# Each with its check in one statement: on SQLite a check cannot be added to a column that is there.
WAVES = {
    "reminds_on": "CONSTRAINT ck_waves_reminds_while_open CHECK (reminds_on is null or (reminds_on > opens_on "
    "and (closes_on is null or reminds_on <= closes_on)))",
    "reminds_again_on": "CONSTRAINT ck_waves_reminds_again_later CHECK (reminds_again_on is null or (reminds_on is "
    "not null and reminds_again_on > reminds_on and (closes_on is null or reminds_again_on <= closes_on)))",
    "reminded_on": "",
    "closed_on": "CONSTRAINT ck_waves_closed_with_an_end CHECK (closed_on is null or closes_on is not null)",
    "publishes_on": "CONSTRAINT ck_waves_publishes_after_closing CHECK (publishes_on is null or (closes_on is not "
    "null and publishes_on > closes_on))",
    "published_on": "CONSTRAINT ck_waves_published_when_closed CHECK (published_on is null or closed_on is not null)",
}


def upgrade() -> None:
    for name, check in WAVES.items():
        op.execute(f"ALTER TABLE waves ADD COLUMN {name} DATE {check}".strip())
    op.create_table(
        "survey_lists",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("body", sa.String(80), nullable=False),
        sa.Column("brought_on", sa.Date(), nullable=False),
        sa.Column("brought_by", sa.String(254), nullable=False),
        sa.CheckConstraint("name != ''", name=op.f("ck_survey_lists_has_name")),
        sa.CheckConstraint("body != ''", name=op.f("ck_survey_lists_has_body")),
        sa.CheckConstraint("brought_by != ''", name=op.f("ck_survey_lists_has_bringer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_lists")),
        sa.UniqueConstraint("name", name=op.f("uq_survey_lists_name")),
    )
    op.create_table(
        "survey_contacts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column(
            "channel",
            sa.Enum(
                "email", "sms", "letter", name="channel", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["list_id"], ["survey_lists.id"], name=op.f("fk_survey_contacts_list_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_contacts")),
        sa.UniqueConstraint("list_id", "mark", name=op.f("uq_survey_contacts_list_id_mark")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "survey_asks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_asks")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_survey_asks_mark"), "survey_asks", ["mark"])
    op.create_index(op.f("ix_survey_asks_asked_on"), "survey_asks", ["asked_on"])
    _create_series()
    _create_samples()


def _create_series() -> None:
    op.create_table(
        "wave_series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("every_months", sa.Integer(), nullable=False),
        sa.Column("open_days", sa.Integer(), nullable=False),
        sa.Column("reminds_after", sa.Integer(), nullable=True),
        sa.Column("reminds_again_after", sa.Integer(), nullable=True),
        sa.Column("publishes_after", sa.Integer(), nullable=True),
        sa.Column("list_id", sa.Integer(), nullable=True),
        sa.Column("sample_size", sa.Integer(), nullable=True),
        sa.Column("stopped_on", sa.Date(), nullable=True),
        sa.CheckConstraint("every_months in (1, 2, 3, 4, 6, 12)", name=op.f("ck_wave_series_fits_the_year")),
        sa.CheckConstraint("open_days between 1 and 92", name=op.f("ck_wave_series_open_for_a_while")),
        sa.CheckConstraint(
            "reminds_after is null or reminds_after between 1 and open_days - 1",
            name=op.f("ck_wave_series_reminds_in_time"),
        ),
        sa.CheckConstraint(
            "reminds_again_after is null or (reminds_after is not null "
            "and reminds_again_after between reminds_after + 1 and open_days - 1)",
            name=op.f("ck_wave_series_reminds_again_in_time"),
        ),
        sa.CheckConstraint(
            "publishes_after is null or publishes_after between 1 and 92",
            name=op.f("ck_wave_series_publishes_in_time"),
        ),
        sa.CheckConstraint(
            "list_id is null or (sample_size is not null and sample_size > 0)",
            name=op.f("ck_wave_series_list_with_a_size"),
        ),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["surveys.id"], name=op.f("fk_wave_series_survey_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["list_id"], ["survey_lists.id"], name=op.f("fk_wave_series_list_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wave_series")),
        sa.UniqueConstraint("survey_id", name=op.f("uq_wave_series_survey_id")),
    )


def _create_samples() -> None:
    numbers = ("wanted", "listed", "stopped", "held", "drawn", "by_email", "by_sms", "by_letter")
    op.create_table(
        "survey_samples",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=True),
        sa.Column("series_id", sa.Integer(), nullable=True),
        sa.Column("seed", sa.String(64), nullable=True),
        sa.Column("drawn_on", sa.Date(), nullable=False),
        sa.Column("drawn_by", sa.String(254), nullable=False),
        *(sa.Column(number, sa.Integer(), nullable=False) for number in numbers),
        sa.Column("used", sa.Integer(), nullable=True),
        sa.CheckConstraint("wanted > 0 and drawn <= wanted", name=op.f("ck_survey_samples_no_more_than_wanted")),
        sa.CheckConstraint(
            "drawn = by_email + by_sms + by_letter", name=op.f("ck_survey_samples_each_in_one_way")
        ),
        sa.CheckConstraint("listed >= stopped + held + drawn", name=op.f("ck_survey_samples_adds_up")),
        sa.CheckConstraint(
            "used is null or (used >= 0 and used <= drawn)", name=op.f("ck_survey_samples_used_of_drawn")
        ),
        sa.CheckConstraint(
            "(seed is null) = (used is not null)", name=op.f("ck_survey_samples_seed_until_counted")
        ),
        sa.ForeignKeyConstraint(
            ["wave_id"], ["waves.id"], name=op.f("fk_survey_samples_wave_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["list_id"], ["survey_lists.id"], name=op.f("fk_survey_samples_list_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["series_id"], ["wave_series.id"], name=op.f("fk_survey_samples_series_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_samples")),
        sa.UniqueConstraint("wave_id", "series_id", name=op.f("uq_survey_samples_wave_id_series_id")),
    )
    op.create_index(op.f("ix_survey_samples_wave_id"), "survey_samples", ["wave_id"])
    op.create_table(
        "survey_invitations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sample_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("once", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["sample_id"], ["survey_samples.id"], name=op.f("fk_survey_invitations_sample_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["survey_contacts.id"],
            name=op.f("fk_survey_invitations_contact_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_invitations")),
        sa.UniqueConstraint("once", name=op.f("uq_survey_invitations_once")),
        sqlite_with_rowid=False,
    )
    for column in ("sample_id", "contact_id"):
        op.create_index(op.f(f"ix_survey_invitations_{column}"), "survey_invitations", [column])
    op.create_table(
        "survey_links",
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("sample_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sample_id"], ["survey_samples.id"], name=op.f("fk_survey_links_sample_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_survey_links")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_survey_links_sample_id"), "survey_links", ["sample_id"])


def downgrade() -> None:
    tables = ("links", "invitations", "samples")
    for table in (
        *(f"survey_{name}" for name in tables),
        "wave_series",
        "survey_asks",
        "survey_contacts",
        "survey_lists",
    ):
        op.drop_table(table)
    for name in reversed(WAVES):
        op.drop_column("waves", name)
