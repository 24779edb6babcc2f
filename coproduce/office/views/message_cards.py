"""A message that could not be sent, in words: what it was, for whom, why, and what can be done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext

from coproduce.core.contact import Channel, masked
from coproduce.outbox import given_up
from coproduce.outbox.models import Message
from coproduce.outbox.outgoing import Fault
from coproduce.web.feature import MessageKind
from coproduce.web.running_text import moment


@dataclass(frozen=True, slots=True)
class Card:
    """A message as the page shows it. `addresses` are whole where somebody asked to see them."""

    number: int
    kind: str
    addresses: tuple[str, ...]
    seen: bool
    since: str
    why: str
    perhaps_sent: bool
    can_be_sent_again: bool


def card(message: Message, *, kinds: Mapping[str, MessageKind], now: datetime, seen: bool) -> Card:
    """The words for one message."""
    kind = kinds.get(message.template)
    contact = message.contact
    whole = tuple(contact.address(channel).replace("\n", ", ") for channel in contact.channels)
    return Card(
        number=message.id or 0,
        kind=kind.label() if kind else message.template,
        addresses=whole if seen else (masked(message.channel, contact.address(message.channel)),),
        seen=seen,
        since=moment(message.ended_at, day="d MMMM") if message.ended_at else "",
        why=why(message),
        perhaps_sent=message.unsure,
        can_be_sent_again=given_up.can_be_sent_again(message, now=now),
    )


def why(message: Message) -> str:
    """Why it could not be sent, in a sentence or two."""
    if message.fault == Fault.RESTORED:
        return gettext(
            "It was perhaps sent: it waited when the database was put back from a backup. "
            "Ask them, or send it again."
        )
    if message.unsure and message.fault != Fault.EXPIRED:
        return gettext(
            "It was perhaps sent: the line or the program broke off at the last moment. "
            "Ask them, or send it again."
        )
    return _SENTENCES.get(message.fault, _not_handed_over)(message.channel)


def done(what: str) -> str:
    """What was just done, in a sentence; nothing where nothing was."""
    sentences = {
        "again": gettext("The message is sent again. It may take a minute."),
        "told": gettext("It is noted that they were told another way."),
        "gone": gettext("Somebody else has seen to that message. Nothing was done."),
        "late": gettext("It is too late to send that message. Nothing was done."),
    }
    return sentences.get(what, "")


def _bad_address(channel: Channel) -> str:
    if channel is Channel.SMS:
        return gettext("Nobody can be reached at this number.")
    if channel is Channel.LETTER:
        return gettext("This postal address cannot be used.")
    return gettext("Nobody can be reached at this email address.")


def _came_back(_channel: Channel) -> str:
    return gettext("It was on its way and could not be delivered.")


def _no_channel(channel: Channel) -> str:
    if channel is Channel.SMS:
        return gettext("This site is not set up to send text messages.")
    if channel is Channel.LETTER:
        return gettext("This site is not set up to send letters.")
    return gettext("This site is not set up to send email.")


def _not_handed_over(_channel: Channel) -> str:
    return gettext("It was tried for half a day, and nobody would take it.")


def _refused(_channel: Channel) -> str:
    return gettext("It was refused. An administrator can read why where the messages are handed over.")


def _not_signed_in(_channel: Channel) -> str:
    return gettext("The password or key for sending messages is wrong. Tell an administrator.")


def _not_written(_channel: Channel) -> str:
    return gettext("The message could not be written. This is a fault of the program. Tell an administrator.")


def _expired(_channel: Channel) -> str:
    return gettext("It could not be sent in time, and now it is too late.")


_SENTENCES = {
    Fault.BAD_ADDRESS.value: _bad_address,
    Fault.BOUNCED.value: _bad_address,
    Fault.CAME_BACK.value: _came_back,
    Fault.NO_CHANNEL.value: _no_channel,
    Fault.REFUSED.value: _refused,
    Fault.NOT_SIGNED_IN.value: _not_signed_in,
    Fault.NOT_WRITTEN.value: _not_written,
    Fault.EXPIRED.value: _expired,
}
