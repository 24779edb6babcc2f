"""A survey that repeats by the calendar: when each wave opens, reminds, closes and publishes."""

from datetime import date

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from coproduce.core.db import Model


class WaveSeries(Model, table=True):
    """ "Each month on the 1st, open for 14 days". The days of each wave follow from it; each wave is then its own.

    `list_id` and `sample_size`: so many families of this list get a link in each wave, by themselves.
    """

    __tablename__ = "wave_series"
    __table_args__ = (
        CheckConstraint("every_months in (1, 2, 3, 4, 6, 12)", name="fits_the_year"),
        CheckConstraint("open_days between 1 and 92", name="open_for_a_while"),
        CheckConstraint(
            "reminds_after is null or reminds_after between 1 and open_days - 1", name="reminds_in_time"
        ),
        CheckConstraint(
            "reminds_again_after is null or (reminds_after is not null "
            "and reminds_again_after between reminds_after + 1 and open_days - 1)",
            name="reminds_again_in_time",
        ),
        CheckConstraint("publishes_after is null or publishes_after between 1 and 92", name="publishes_in_time"),
        CheckConstraint(
            "list_id is null or (sample_size is not null and sample_size > 0)", name="list_with_a_size"
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    survey_id: int = Field(foreign_key="surveys.id", unique=True, ondelete="CASCADE")
    first_on: date
    every_months: int
    open_days: int
    reminds_after: int | None = None
    reminds_again_after: int | None = None
    publishes_after: int | None = None
    list_id: int | None = Field(default=None, foreign_key="survey_lists.id", ondelete="SET NULL")
    sample_size: int | None = None
    stopped_on: date | None = None
