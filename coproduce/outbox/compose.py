"""Putting a message into the outbox, and taking it back, in the transaction of the fact that it tells."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col

from coproduce.core import languages
from coproduce.core.contact import Contact
from coproduce.core.inserts import insert_all_unless_there, insert_unless_there
from coproduce.outbox.models import Message, MessageState

MESSAGES = Message.metadata.tables["messages"]
TEMPLATE = re.compile(r"[a-z_]+/[a-z_]+")


def queue(
    session: Session,
    *,
    to: Contact,
    template: str,
    facts: Mapping[str, str | int],
    language: str,
    reference: str,
    now: datetime,
    urgent: bool = False,
    send_after: datetime | None = None,
    expires_at: datetime | None = None,
) -> bool:
    """Queue one message; False, and nothing written, where its reference is there already or it is too late."""
    message = written(
        to=to,
        template=template,
        facts=facts,
        language=language,
        reference=reference,
        now=now,
        urgent=urgent,
        send_after=send_after,
        expires_at=expires_at,
    )
    return message is not None and insert_unless_there(session, MESSAGES, _row(message))


def queue_all(session: Session, messages: Iterable[Message | None]) -> int:
    """Queue many messages that `written` made, at once; how many. None, and those that are there, are left out."""
    rows = [_row(message) for message in messages if message is not None]
    return insert_all_unless_there(session, MESSAGES, rows)


def written(
    *,
    to: Contact,
    template: str,
    facts: Mapping[str, str | int],
    language: str,
    reference: str,
    now: datetime,
    urgent: bool = False,
    send_after: datetime | None = None,
    expires_at: datetime | None = None,
) -> Message | None:
    """One message that may be queued, or None where it is too late for it.

    `template` is "events/reminder" for `messages/events/reminder.*` in a feature's templates. `facts` are plain
    values, links as whole addresses. A language that is not offered becomes English. `urgent` skips the quiet
    hours; after `expires_at` it is not sent any more.
    """
    if not TEMPLATE.fullmatch(template):
        raise ValueError(
            f"'{template}' is no message: it is named by its feature and a word, as in events/reminder."
        )
    if expires_at is not None and expires_at <= now:
        return None
    return Message(
        reference=reference,
        channel=to.channel,
        email=to.email,
        mobile=to.mobile,
        post=to.post,
        template=template,
        facts=dict(facts),
        language=(languages.offered(language) or languages.ENGLISH).code,
        urgent=urgent,
        queued_at=now,
        next_try_at=send_after or now,
        expires_at=expires_at,
    )


def _row(message: Message) -> Mapping[str, Any]:
    return message.model_dump(exclude={"id"})


def withdraw(session: Session, *, reference: str, now: datetime) -> bool:
    """Take a message back that is no longer true; False where it is on its way, sent, or not there."""
    taken_back = session.execute(
        update(Message)
        .where(col(Message.reference) == reference)
        .where(col(Message.state).in_((MessageState.WAITING, MessageState.GIVEN_UP)))
        .values(state=MessageState.WITHDRAWN, ended_at=now, settled_at=None, facts={})
        .returning(col(Message.id))
    )
    return taken_back.first() is not None
