"""Messages that a person has to see to: given up, perhaps sent, or too late; and what that person decides."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, select, update
from sqlmodel import Session, col

from coproduce.outbox import steps
from coproduce.outbox.models import Message, MessageState
from coproduce.outbox.outgoing import Fault

MOST_SHOWN = 200
REMEMBERED = timedelta(days=14)
"""How long a message that was given up keeps what it said, so that it can be sent again."""


class NotThere(LookupError):
    """No such message waits for anybody: another person has seen to it."""


class TooLate(ValueError):
    """It cannot be sent any more: its time has passed, or what it said is forgotten."""


def count(session: Session, *, without: Collection[str] = ()) -> int:
    """How many wait for somebody, those of the templates in `without` left out."""
    waits = select(func.count()).select_from(Message).where(_waits(without))
    return int(session.execute(waits).scalar_one())


def waiting_for_somebody(session: Session, *, without: Collection[str] = ()) -> Sequence[Message]:
    """Those that wait for somebody, the newest first."""
    newest = select(Message).where(_waits(without)).order_by(col(Message.ended_at).desc(), col(Message.id))
    return session.scalars(newest.limit(MOST_SHOWN)).all()


def held(session: Session, *, message_id: int, without: Collection[str] = ()) -> Message:
    """One that waits for somebody, kept from others until we are done. Raises NotThere."""
    one = select(Message).where(col(Message.id) == message_id, _waits(without)).with_for_update()
    found = session.scalars(one).first()
    if found is None:
        raise NotThere(message_id)
    return found


def can_be_sent_again(message: Message, *, now: datetime) -> bool:
    """Whether its time has not passed and it still knows what it said."""
    in_time = message.expires_at is None or message.expires_at > now
    remembered = message.ended_at is not None and message.ended_at > now - REMEMBERED
    forgotten = message.fault in (Fault.EXPIRED, Fault.CAME_BACK)
    return in_time and remembered and not forgotten


def send_again(session: Session, *, message: Message, now: datetime) -> None:
    """Have it sent again, from the start. Raises TooLate."""
    if not can_be_sent_again(message, now=now):
        raise TooLate(message.id)
    _change(session, message, steps.again(message, now=now))


def told_another_way(session: Session, *, message: Message, now: datetime) -> None:
    """A person has told them, or sees that nobody need be told."""
    _change(session, message, {"settled_at": now, "facts": {}})


def forget_old(session: Session, *, now: datetime) -> int:
    """Empty what old given-up messages said: links nobody will use; how many there were."""
    old = update(Message).where(
        col(Message.state) == MessageState.GIVEN_UP, col(Message.ended_at) <= now - REMEMBERED
    )
    return len(session.execute(old.values(facts={}).returning(col(Message.id))).all())


def _change(session: Session, message: Message, change: steps.Change) -> None:
    for name, value in change.items():
        setattr(message, name, value)
    session.flush()


def _waits(without: Collection[str]) -> ColumnElement[bool]:
    return and_(
        col(Message.state) == MessageState.GIVEN_UP,
        col(Message.settled_at).is_(None),
        col(Message.template).not_in(without),
    )
