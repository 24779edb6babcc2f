"""Somebody ends a wave before its time: no answers, no messages and no links from then on."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from coproduce.core.clock import LOCAL
from coproduce.core.privacy import Published, publish
from surveys.models import Response, Wave
from surveys.reach import closing, inviting, sampling
from surveys.waves import turning

ANSWERED = "answered"


def end(session: Session, wave: Wave, *, now: datetime) -> bool:
    """End a wave now, with its reminders and its links. False where it has not begun, or is over."""
    if wave.id is None or not turning.close_now(session, wave, today=now.astimezone(LOCAL).date()):
        return False
    let_go(session, wave_ids=[wave.id], now=now)
    return True


def let_go(session: Session, *, wave_ids: Sequence[int], now: datetime) -> None:
    """Take back what waits to be sent of waves that are over, and let go of all that leads to a family."""
    for wave_id in wave_ids:
        inviting.withdraw(session, sampling.of_wave(session, wave_id=wave_id), now=now)
    closing.forget(session, wave_ids=wave_ids)


def answered(session: Session, wave: Wave) -> Published:
    """How many have answered, as anyone may see it: the cell ANSWERED."""
    count = session.exec(select(func.count()).where(col(Response.wave_id) == wave.id)).one()
    return publish({ANSWERED: count})
