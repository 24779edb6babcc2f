"""Draw a random part of a list, so that nobody is asked more than twice a year. Pure.

The seed decides: whoever has it draws the same families again, and nobody can choose whom.
"""

import hmac
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

MOST_A_YEAR = 2
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody on the list. `stopped` wants no more; `held` was asked twice in the year, or has a link already."""

    id: UUID
    stopped: bool = False
    held: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """Who was drawn, how many are on the list, and how many were left out."""

    chosen: tuple[UUID, ...]
    listed: int
    stopped: int
    held: int


def new_seed() -> str:
    """A seed that nobody could foresee."""
    return secrets.token_hex(32)


def draw(candidates: Iterable[Candidate], *, wanted: int, seed: str) -> Drawn:
    """As many as are wanted of those who may be asked, or all of them where there are fewer."""
    every = list(candidates)
    stopped = sum(each.stopped for each in every)
    held = sum(each.held and not each.stopped for each in every)
    free = [each.id for each in every if not (each.stopped or each.held)]
    chosen = sorted(free, key=lambda each: hmac.digest(seed.encode(), each.bytes, "sha256"))[:wanted]
    return Drawn(tuple(chosen), len(every), stopped, held)


def is_held(asked_on: Sequence[date], *, day: date) -> bool:
    """Whether somebody who was, or will be, asked on these days must not be asked on this one too.

    Days that lie ahead count as those behind: a wave may be prepared while another is.
    """
    return sum(abs(each - day) < YEAR for each in asked_on) >= MOST_A_YEAR
