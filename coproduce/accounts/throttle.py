"""How often somebody may guess: counted in the database, so that a restart or a second process forgets nothing.

A try is counted before it is looked at, so that a burst of many at once lets no more through than a slow row of
them. What is counted is a keyed mark: of the address that was typed, whether or not anybody has it; of the network
that it came from; or of a browser that has signed in before. No address is kept.
"""

import hashlib
import hmac
import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlmodel import Session

from coproduce.accounts.models import SignInTries
from coproduce.core.codes import derive_key
from coproduce.core.inserts import insert_unless_there

FORGOTTEN_AFTER = timedelta(days=1)
HOUSEHOLD = 64
"""Whoever has IPv6 has a whole /64 of addresses, and may use a new one for each try."""

TRIES = SignInTries.metadata.tables["sign_in_tries"]


@dataclass(frozen=True, slots=True)
class Rule:
    """So many tries are free; then each is followed by a wait, twice as long as the last, up to the longest."""

    free: int
    first_wait: timedelta = timedelta(seconds=30)
    longest_wait: timedelta = timedelta(minutes=15)

    def wait_after(self, tries: int) -> timedelta:
        """The wait that follows the last of so many tries."""
        if tries < self.free:
            return timedelta(0)
        doublings = min(tries - self.free, 20)
        return min(self.first_wait * (1 << doublings), self.longest_wait)


ACCOUNT = Rule(free=5)
NETWORK = Rule(free=30)
"""A whole council may share one address."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A mark that is counted, and by which rule."""

    mark: str
    rule: Rule


@dataclass(frozen=True, slots=True)
class Try:
    """Whether a try may be looked at: `wait` is how long not. `last_free` is the one before the first wait."""

    counted: tuple[Counted, ...]
    wait: timedelta = timedelta(0)
    last_free: bool = False


def counted_for(
    *, secret: str, what: str, account: str, network: str = "", known_browser: str = ""
) -> tuple[Counted, ...]:
    """What one try counts towards. Nobody else can use up the tries of a browser that has signed in before."""
    if known_browser:
        return (Counted(_mark(secret, f"{what}/browser", f"{known_browser}\x1f{account}"), ACCOUNT),)
    counted = [Counted(_mark(secret, f"{what}/account", account), ACCOUNT)]
    if network:
        counted.append(Counted(_mark(secret, f"{what}/network", network), NETWORK))
    # Always in the same order, so that two who count at once never wait for each other.
    return tuple(sorted(counted, key=lambda one: one.mark))


def network_of(address: str | None) -> str:
    """The network that a request came from; nothing where it is this machine: that is a proxy, not a visitor."""
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return ""
    if found.is_loopback:
        return ""
    if found.version == 6:
        return str(ipaddress.ip_network((found, HOUSEHOLD), strict=False))
    return str(found)


def take(session: Session, *, counted: Sequence[Counted], now: datetime) -> Try:
    """Count a try before it is looked at, or say how long to wait. To be committed whatever comes of it."""
    rows = [_held(session, one, now) for one in counted]
    waits = [until - now for _, until in rows if until is not None and until > now]
    if waits:
        return Try(tuple(counted), wait=max(waits))
    last_free = False
    for one, (tries, _) in zip(counted, rows, strict=True):
        wait = one.rule.wait_after(tries + 1)
        session.execute(
            update(TRIES)
            .where(TRIES.c.mark == one.mark)
            .values(tries=tries + 1, last_at=now, wait_until=now + wait if wait else None)
        )
        last_free = last_free or tries + 1 == one.rule.free
    return Try(tuple(counted), last_free=last_free)


def succeed(session: Session, tried: Try) -> None:
    """It was the right one: the account's count begins anew, and the network's forgets this try."""
    for one in tried.counted:
        if one.rule is ACCOUNT:
            session.execute(delete(TRIES).where(TRIES.c.mark == one.mark))
            continue
        session.execute(
            update(TRIES).where(TRIES.c.mark == one.mark, TRIES.c.tries > 0).values(tries=TRIES.c.tries - 1)
        )
        session.execute(
            update(TRIES).where(TRIES.c.mark == one.mark, TRIES.c.tries < one.rule.free).values(wait_until=None)
        )


def _held(session: Session, one: Counted, now: datetime) -> tuple[int, datetime | None]:
    """The tries so far and the end of the wait. The row is ours until we commit: others wait here for it."""
    insert_unless_there(session, TRIES, {"mark": one.mark, "tries": 0, "last_at": now, "wait_until": None})
    query = select(TRIES.c.tries, TRIES.c.last_at, TRIES.c.wait_until).where(TRIES.c.mark == one.mark)
    tries, last_at, wait_until = session.execute(query.with_for_update()).one()
    return (0, None) if now - last_at >= FORGOTTEN_AFTER else (tries, wait_until)


def _mark(secret: str, purpose: str, text: str) -> str:
    return hmac.new(derive_key(secret, f"accounts/tries/{purpose}"), text.encode(), hashlib.sha256).hexdigest()
