"""The registry of providers: one module each, one line here. Each sends a message and says what came of it."""

from collections.abc import Callable, Collection, Mapping
from typing import Protocol

from coproduce.config import Mail
from coproduce.core.contact import Channel
from coproduce.outbox.channels.files import Files
from coproduce.outbox.channels.notify import Notify
from coproduce.outbox.channels.smtp import Smtp
from coproduce.outbox.outgoing import Outgoing, Result


class Provider(Protocol):
    """Something that takes messages."""

    @property
    def can_ask(self) -> bool:
        """Whether it knows by our reference what became of a message."""

    def send(self, outgoing: Outgoing) -> Result:
        """Hand one message over."""

    def ask(self, outgoing: Outgoing) -> Result | None:
        """What became of an earlier try of this message; None where it never arrived."""

    def came_back(self) -> Collection[str]:
        """Its ids of messages that it took and could not deliver after all; nothing where it cannot tell."""


PROVIDERS: Mapping[str, Callable[[Mail], Provider]] = {"files": Files, "smtp": Smtp, "notify": Notify}


def open_all(settings: Mail) -> dict[Channel, Provider]:
    """The provider of each channel that is set up."""
    chosen = {
        Channel.EMAIL: settings.by_email,
        Channel.SMS: settings.by_sms,
        Channel.LETTER: settings.by_letter,
    }
    return {channel: PROVIDERS[name](settings) for channel, name in chosen.items() if name in PROVIDERS}
