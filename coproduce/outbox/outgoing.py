"""A message as it leaves, and what came of it. Providers know these two and nothing of the outbox."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from coproduce.core.contact import Channel
from coproduce.core.languages import Language


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Finished words for one address. `mark` is our reference at the provider: the same whenever it is tried."""

    mark: str
    template: str
    channel: Channel
    address: str
    language: Language
    subject: str
    text: str
    html: str
    written_at: datetime
    stop_url: str = ""


class Outcome(StrEnum):
    """What came of a try. `unknown`: it may have arrived, and only asking the provider can tell."""

    SENT = "sent"
    LATER = "later"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    NOT_WANTED = "not_wanted"


class Fault(StrEnum):
    """Why a message did not leave, as a code: what a provider says may quote its contents."""

    BAD_ADDRESS = "bad_address"
    REFUSED = "refused"
    BUSY = "busy"
    UNREACHABLE = "unreachable"
    NOT_SIGNED_IN = "not_signed_in"
    NO_ANSWER = "no_answer"
    BOUNCED = "bounced"
    CAME_BACK = "came_back"
    NO_CHANNEL = "no_channel"
    NOT_WRITTEN = "not_written"
    EXPIRED = "expired"
    STOPPED = "stopped"
    CRASHED = "crashed"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a try. `pause`: the provider is in trouble, so leave it alone for now."""

    outcome: Outcome
    fault: Fault | None = None
    provider_id: str = ""
    pause: bool = False


def sent(provider_id: str = "") -> Result:
    """It was accepted."""
    return Result(Outcome.SENT, provider_id=provider_id)


def later(fault: Fault, *, pause: bool = False) -> Result:
    """It was not accepted this time, and may be the next."""
    return Result(Outcome.LATER, fault, pause=pause)


def refused(fault: Fault) -> Result:
    """It will never be accepted."""
    return Result(Outcome.REFUSED, fault)


def unknown(fault: Fault) -> Result:
    """Nobody can tell from here whether it was accepted."""
    return Result(Outcome.UNKNOWN, fault, pause=True)


def not_wanted() -> Result:
    """The reader asked for no more of these."""
    return Result(Outcome.NOT_WANTED, Fault.STOPPED)
