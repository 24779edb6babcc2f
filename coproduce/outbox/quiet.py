"""The hours in which a phone should not light up: 21:00 to 08:00 where families live, summer and winter."""

from datetime import datetime, time

from coproduce.core.clock import LOCAL

QUIET_FROM = time(21)
QUIET_UNTIL = time(8)


def is_quiet(now: datetime) -> bool:
    """Whether only what is urgent may be sent at this moment."""
    here = now.astimezone(LOCAL).time()
    return here >= QUIET_FROM or here < QUIET_UNTIL
