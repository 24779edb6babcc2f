"""Keyed marks of a family's addresses: what is compared where nobody may read the address itself.

Each purpose has a key of its own, so that a mark in one table says nothing about a mark in another.
"""

import hmac
import re

from coproduce.core.codes import derive_key
from coproduce.core.contact import Channel, Contact

LISTED = "survey/listed"
"""In a list: the same address twice is one family."""
ASKED = "survey/asked"
"""In the record of who was asked on which day."""
INVITED = "survey/invited"
"""In a wave: one family has one link."""
SPACES = re.compile(r"[\s,.]+")


def plain(contact: Contact, channel: Channel) -> str:
    """An address as it is compared: the case of letters, commas and spaces do not matter."""
    address = contact.plain(channel)
    return SPACES.sub(" ", address).strip().casefold() if channel is Channel.LETTER else address


def of(secret: str, purpose: str, contact: Contact, *, within: str = "") -> tuple[str, ...]:
    """The marks of all addresses of a contact, that of its first way first; `within` names a wave."""
    key = derive_key(secret, purpose)
    return tuple(
        hmac.digest(key, f"{within}|{channel}:{plain(contact, channel)}".encode(), "sha256").hex()
        for channel in contact.channels
    )
