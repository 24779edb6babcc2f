"""Forms that anybody may send, kept from robots without asking a person to prove anything.

A box that people leave empty, and a signed time: a form that comes back faster than anybody reads, or after a day,
is shown again with what was typed, and never dropped.
"""

import hmac
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from coproduce.core.codes import derive_key

PURPOSE = "form-time"
FASTEST = timedelta(seconds=3)
OLDEST = timedelta(hours=24)
BOX = "website"
"""The name of the box that people leave empty."""
TIME = "shown"
"""The name of the field that holds the signed time."""


class Verdict(StrEnum):
    """What is wrong with a form that came back."""

    FINE = "fine"
    TOO_FAST = "too_fast"
    TOO_OLD = "too_old"
    BOX_FILLED = "box_filled"


def stamp(secret: str, *, now: datetime) -> str:
    """A signed time to show in a form."""
    moment = str(int(now.timestamp()))
    return f"{moment}.{_seal(secret, moment)}"


def verdict(secret: str, *, shown: str, box: str, now: datetime) -> Verdict:
    """Whether a form with this time and this box may be taken. A time that we did not sign is too old."""
    return judge(age(secret, shown=shown, now=now), box=box)


def judge(since: timedelta | None, *, box: str) -> Verdict:
    """Whether a form that was shown so long ago, with this box, may be taken."""
    if box.strip():
        return Verdict.BOX_FILLED
    if since is None or since > OLDEST:
        return Verdict.TOO_OLD
    return Verdict.TOO_FAST if since < FASTEST else Verdict.FINE


def age(secret: str, *, shown: str, now: datetime) -> timedelta | None:
    """How long ago a form with this time was shown; None for a time that we did not sign."""
    moment, _, seal = shown.partition(".")
    if not hmac.compare_digest(seal.encode(), _seal(secret, moment).encode()):
        return None
    return now - datetime.fromtimestamp(int(moment), tz=UTC)


def _seal(secret: str, moment: str) -> str:
    return hmac.digest(derive_key(secret, PURPOSE), moment.encode(), "sha256").hex()
