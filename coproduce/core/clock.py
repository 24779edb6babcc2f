"""The one place that looks at the clock; rules are told the time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Europe/London")


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day it is in England."""
    return now().astimezone(LOCAL).date()
