"""A message is kept with the fact that it tells: both, once, or neither."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from coproduce.core.contact import Channel, Contact
from coproduce.outbox import compose
from coproduce.outbox.models import Message, MessageState
from tests.factories import NOON

PARENT = Contact(email="parent@example.org")


def invite(session: Session, *, reference: str = "accounts/invitation/1", to: Contact = PARENT) -> bool:
    """Queue a message like any other."""
    return compose.queue(
        session,
        to=to,
        template="accounts/invitation",
        facts={"link": "https://coproduce.example.org/x", "days": 7},
        language="ur",
        reference=reference,
        now=NOON,
    )


def only_message(session: Session) -> Message:
    return session.exec(select(Message)).one()


def test_a_queued_message_waits_with_all_that_it_needs(session: Session) -> None:
    assert invite(session)

    message = only_message(session)
    assert (message.state, message.channel, message.tries) == (MessageState.WAITING, Channel.EMAIL, 0)
    assert message.contact == PARENT
    assert message.facts == {"link": "https://coproduce.example.org/x", "days": 7}
    assert (message.language, message.queued_at, message.next_try_at) == ("ur", NOON, NOON)


def test_the_same_reference_a_second_time_writes_nothing(session: Session) -> None:
    assert invite(session)

    assert not invite(session, to=Contact(mobile="07700900123"))
    assert only_message(session).contact == PARENT


def test_what_it_is_too_late_for_is_not_even_queued(session: Session) -> None:
    assert not compose.queue(
        session,
        to=PARENT,
        template="events/reminder",
        facts={},
        language="en",
        reference="r",
        now=NOON,
        expires_at=NOON,
    )
    assert session.exec(select(Message)).first() is None


def test_what_is_not_committed_is_not_sent(session: Session) -> None:
    invite(session)
    session.rollback()

    assert session.exec(select(Message)).first() is None


def test_a_language_that_is_not_offered_becomes_english(session: Session) -> None:
    later = NOON + timedelta(days=1)
    compose.queue(
        session,
        to=PARENT,
        template="events/reminder",
        facts={},
        language="cy",
        reference="r",
        now=NOON,
        send_after=later,
    )

    assert (only_message(session).language, only_message(session).next_try_at) == ("en", later)


def test_a_template_is_named_by_its_feature_and_a_word(session: Session) -> None:
    with pytest.raises(ValueError, match="by its feature"):
        compose.queue(session, to=PARENT, template="../secret", facts={}, language="en", reference="r", now=NOON)


def test_a_message_that_waits_can_be_withdrawn_and_forgets_its_links(session: Session) -> None:
    invite(session)

    assert compose.withdraw(session, reference="accounts/invitation/1", now=NOON)

    session.expire_all()
    message = only_message(session)
    assert (message.state, message.facts, message.ended_at) == (MessageState.WITHDRAWN, {}, NOON)
    assert not compose.withdraw(session, reference="accounts/invitation/1", now=NOON)


def test_a_message_on_its_way_cannot_be_withdrawn(session: Session) -> None:
    invite(session)
    message = only_message(session)
    message.state, message.claimed_at = MessageState.SENDING, NOON
    session.flush()

    assert not compose.withdraw(session, reference="accounts/invitation/1", now=NOON)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"reference": ""}, "has_reference"),
        ({"email": ""}, "has_contact"),
        ({"tries": -1}, "tries_counted"),
        ({"state": MessageState.SENDING}, "claimed_while_sending"),
        ({"claimed_at": NOON}, "claimed_while_sending"),
        ({"state": MessageState.SENT}, "ended_when_over"),
        ({"settled_at": NOON}, "settled_when_given_up"),
        ({"expires_at": NOON}, "expires_after_queued"),
    ],
)
def test_the_database_refuses_a_message_that_cannot_be(
    session: Session, change: dict[str, object], constraint: str
) -> None:
    invite(session)
    message = only_message(session)
    for name, value in change.items():
        setattr(message, name, value)

    with pytest.raises(IntegrityError, match=f"ck_messages_{constraint}"):
        session.flush()
