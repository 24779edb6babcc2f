"""How somebody can be told something: their e-mail address, mobile number or postal address, and no name."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Channel(StrEnum):
    """The way a message travels."""

    EMAIL = "email"
    SMS = "sms"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Contact:
    """Where a message can go. `post` is a postal address, a line a line, the name to write on it among them.

    Forms check what people type; this only brings it into one shape, so that one contact is known again.
    Raises ValueError when there is nothing to go by.
    """

    email: str = ""
    mobile: str = ""
    post: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "email", self.email.strip())
        object.__setattr__(self, "mobile", tidy_number(self.mobile))
        object.__setattr__(
            self, "post", "\n".join(line.strip() for line in self.post.splitlines() if line.strip())
        )
        if not (self.email or self.mobile or self.post):
            raise ValueError("A contact needs an email address, a mobile number or a postal address.")

    @property
    def channels(self) -> tuple[Channel, ...]:
        """The ways that are open, the first one first."""
        ways = ((Channel.EMAIL, self.email), (Channel.SMS, self.mobile), (Channel.LETTER, self.post))
        return tuple(channel for channel, address in ways if address)

    @property
    def channel(self) -> Channel:
        """The way to try first: e-mail, else a text message, else a letter."""
        return self.channels[0]

    def address(self, channel: Channel) -> str:
        """Where this channel leads, or nothing."""
        return {Channel.EMAIL: self.email, Channel.SMS: self.mobile, Channel.LETTER: self.post}[channel]

    def plain(self, channel: Channel) -> str:
        """The address as it is compared: the case of an e-mail address does not matter."""
        return self.address(channel).lower() if channel is Channel.EMAIL else self.address(channel)

    @property
    def masked(self) -> str:
        """Enough for somebody who knows the contact to know it again, and too little for anyone else."""
        return masked(self.channel, self.address(self.channel))


def tidy_number(typed: str) -> str:
    """A number as it is dialled from anywhere: "07700 900 123" is +447700900123."""
    digits = re.sub(r"[^\d+]", "", typed)
    if digits.startswith("00"):
        return "+" + digits[2:]
    return "+44" + digits[1:] if digits.startswith("0") else digits


def masked(channel: Channel, address: str) -> str:
    """An address with most of it left out."""
    if channel is Channel.EMAIL:
        name, _, host = address.rpartition("@")
        return f"{name[:1]}•••@{host}"
    if channel is Channel.SMS:
        return f"••• {address[-3:]}"
    return f"••• {address.splitlines()[-1]}" if address else ""
