"""When the safeguarding lead reads: the area's hours and days, from its settings and days off."""

from coproduce.config import Settings
from coproduce.core.working_time import WorkingTime, bank_holidays


def working_time(settings: Settings) -> WorkingTime:
    """The hours and days on which the lead is at work."""
    return WorkingTime(
        opens=settings.office_opens,
        closes=settings.office_closes,
        weekdays=settings.weekdays,
        days_off=bank_holidays(),
    )
