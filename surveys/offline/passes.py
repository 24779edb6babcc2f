"""A tablet's leave to collect answers for a day: signed facts, kept by the tablet alone. Pure.

Nothing is stored about a tablet. Its pass says for which survey, version and wave it collects, on which day, and
until when; what it collected by then may arrive for two weeks more, since signal may come late.
"""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta

from coproduce.core.codes import derive_key

PURPOSE = "tablet-pass"
LASTS = timedelta(hours=14)
ARRIVES_WITHIN = timedelta(days=14)
LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Pass:
    """What a tablet may collect, `until` in seconds since 1970."""

    slug: str
    version: int
    wave_id: int
    wave: str
    day: str
    until: int

    @property
    def answered_on(self) -> date:
        """The day its answers get, by the server's clock and not the tablet's."""
        return date.fromisoformat(self.day)

    @property
    def ends_at(self) -> datetime:
        """When it collects no more."""
        return datetime.fromtimestamp(self.until, tz=UTC)


class NoPass(ValueError):
    """A pass that we did not give, or whose answers come too late."""


def give(leave: Pass, *, secret: str) -> str:
    """The pass as the tablet keeps it."""
    facts = urlsafe_b64encode(json.dumps(asdict(leave), sort_keys=True).encode()).decode()
    return f"{facts}.{_seal(secret, facts)}"


def read(text: str, *, secret: str, now: datetime) -> Pass:
    """The pass, while what was collected by it may arrive. Raises NoPass."""
    facts, _, seal = text.partition(".")
    # ASCII is all that we give, and all that can be compared: JSON may hold halves of characters.
    if len(text) > LONGEST or not text.isascii() or not hmac.compare_digest(seal, _seal(secret, facts)):
        raise NoPass("This tablet has no pass of ours.")
    try:
        found = Pass(**json.loads(urlsafe_b64decode(facts)))
    except (Error, ValueError, TypeError):
        raise NoPass("This tablet has no pass of ours.") from None
    if now > found.ends_at + ARRIVES_WITHIN:
        raise NoPass("What this tablet collected comes too late.")
    return found


def _seal(secret: str, facts: str) -> str:
    return hmac.digest(derive_key(secret, PURPOSE), facts.encode(), "sha256").hex()
