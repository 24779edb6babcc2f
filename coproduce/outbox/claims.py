"""Who sends which message: a row is claimed, and the claim committed, before the message leaves.

Any number of processes may claim at once. On PostgreSQL they pass over what another one is just claiming; on
SQLite each takes the one write lock for the moment of the claim.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, String, and_, cast, or_, select, update
from sqlmodel import Session, col

from coproduce.core.contact import Channel
from coproduce.outbox.models import Message, MessageState
from coproduce.outbox.outgoing import Fault, Outcome, Result
from coproduce.outbox.quiet import is_quiet
from coproduce.outbox.steps import BACK_OFF, LOST_AFTER, Change, given_up, over

COMES_BACK_WITHIN = timedelta(days=7)
"""How long after it was sent a message may come back; as long as GOV.UK Notify knows of it."""


def anything_to_do(session: Session, *, now: datetime) -> bool:
    """Whether a message is due, too late or left behind. Only reads, so that an idle worker disturbs nobody."""
    waits = select(col(Message.id)).where(or_(_due(now), _too_late(now), _left_behind(now)))
    return session.execute(waits.limit(1)).first() is not None


def claim(session: Session, *, now: datetime, leave_alone: Collection[Channel] = ()) -> Message | None:
    """The next message that is due, marked as being sent. The caller commits before it sends."""
    due = select(Message).where(_due(now))
    if leave_alone:
        due = due.where(col(Message.channel).not_in(leave_alone))
    first = (col(Message.urgent).desc(), col(Message.next_try_at), col(Message.id))
    message = session.scalars(due.order_by(*first).limit(1).with_for_update(skip_locked=True)).first()
    if message is not None:
        message.state, message.claimed_at, message.tries = MessageState.SENDING, now, message.tries + 1
        session.flush()
    return message


def write_down(session: Session, message: Message, change: Change, *, result: Result) -> bool:
    """Keep what became of a try; False where somebody else has dealt with the message meanwhile.

    That it was sent is always kept: whoever thought it lost must not send it again.
    """
    ours = update(Message).where(col(Message.id) == message.id)
    if result.outcome is not Outcome.SENT:
        ours = ours.where(
            col(Message.state) == MessageState.SENDING, col(Message.claimed_at) == message.claimed_at
        )
    return session.execute(ours.values(change).returning(col(Message.id))).first() is not None


def take_up_lost(session: Session, *, now: datetime, can_ask: Collection[Channel]) -> int:
    """See to messages that a crash left behind; how many there were.

    Where the provider can be asked, the next try asks first. Where nobody can (a mail server), it may have been
    sent, so it is not sent again by itself: a person decides.
    """
    askable = and_(col(Message.channel).in_(can_ask), col(Message.tries) <= len(BACK_OFF))
    put_back = update(Message).where(_left_behind(now), askable)
    put_back = put_back.values(
        state=MessageState.WAITING, claimed_at=None, next_try_at=now, unsure=True, fault=Fault.CRASHED.value
    )
    perhaps_sent = (
        update(Message).where(_left_behind(now)).values(given_up(now=now, fault=Fault.CRASHED.value, unsure=True))
    )
    return sum(len(session.execute(each.returning(col(Message.id))).all()) for each in (put_back, perhaps_sent))


def expire(session: Session, *, now: datetime) -> int:
    """Give up what it is too late for; how many there were."""
    change = over(MessageState.GIVEN_UP, now=now) | {"fault": Fault.EXPIRED.value}
    del change["unsure"]  # one that perhaps arrived still may have
    late = update(Message).where(_too_late(now)).values(change).returning(col(Message.id))
    return len(session.execute(late).all())


def that_came_back(session: Session, *, provider_ids: Collection[str], now: datetime) -> Sequence[Message]:
    """Those of our messages that a provider took and could not deliver, held until we are done."""
    back = select(Message).where(
        col(Message.state) == MessageState.SENT,
        col(Message.ended_at) > now - COMES_BACK_WITHIN,
        col(Message.provider_id).in_(provider_ids),
    )
    return session.scalars(back.order_by(col(Message.id)).with_for_update()).all()


def forget_what_arrived(session: Session, *, now: datetime) -> int:
    """Empty what messages said that can come back no more; how many there were."""
    says_something = cast(col(Message.facts), String) != "{}"
    old = update(Message).where(
        col(Message.state) == MessageState.SENT,
        col(Message.ended_at) <= now - COMES_BACK_WITHIN,
        says_something,
    )
    return len(session.execute(old.values(facts={}).returning(col(Message.id))).all())


def hold_after_restore(session: Session, *, now: datetime) -> int:
    """Keep what was due when a backup was made from being sent once more; how many there were.

    The database it was copied from went on, and sent them or did not: a person decides about each.
    """
    was_due = and_(col(Message.state) == MessageState.WAITING, col(Message.next_try_at) <= now)
    held = update(Message).where(or_(was_due, col(Message.state) == MessageState.SENDING))
    change = given_up(now=now, fault=Fault.RESTORED.value, unsure=True)
    return len(session.execute(held.values(change).returning(col(Message.id))).all())


def _due(now: datetime) -> ColumnElement[bool]:
    in_time = or_(col(Message.expires_at).is_(None), col(Message.expires_at) > now)
    due = and_(col(Message.state) == MessageState.WAITING, col(Message.next_try_at) <= now, in_time)
    if is_quiet(now):
        due = and_(due, or_(col(Message.urgent), col(Message.channel) == Channel.LETTER))
    return due


def _too_late(now: datetime) -> ColumnElement[bool]:
    return and_(col(Message.state) == MessageState.WAITING, col(Message.expires_at) <= now)


def _left_behind(now: datetime) -> ColumnElement[bool]:
    return and_(col(Message.state) == MessageState.SENDING, col(Message.claimed_at) < now - LOST_AFTER)
