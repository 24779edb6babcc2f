"""Contacts that want no more of what may be stopped. Only a keyed mark of each is kept.

The link in a message holds the mark and a seal, so that nobody fills the list with marks of their own making; it
needs no row of ours to work, and works as long as the mail is kept.
"""

import base64
import binascii
import hmac
from datetime import datetime

from sqlmodel import Session

from coproduce.core.codes import derive_key
from coproduce.core.contact import Channel, Contact
from coproduce.core.inserts import insert_unless_there
from coproduce.outbox.models import StoppedContact

PATH = "/stop/"
MARK_BYTES = 16
SEAL_BYTES = 8
STOPPED = StoppedContact.metadata.tables["stopped_contacts"]


class NotOurs(ValueError):
    """A token that we never made."""


def mark_of(secret: str, *, contact: Contact, channel: Channel) -> str:
    """The mark of the address that this channel leads to."""
    plain = f"{channel}:{contact.plain(channel)}"
    return hmac.digest(derive_key(secret, "outbox/stopped"), plain.encode(), "sha256")[:MARK_BYTES].hex()


def token(secret: str, *, mark: str) -> str:
    """The token in the link of a message to this address."""
    return base64.urlsafe_b64encode(bytes.fromhex(mark) + _seal(secret, mark)).decode().rstrip("=")


def mark_in(secret: str, *, token: str) -> str:
    """The mark that a token holds. Raises NotOurs."""
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise NotOurs(token) from None
    mark = raw[:MARK_BYTES].hex()
    if len(raw) != MARK_BYTES + SEAL_BYTES or not hmac.compare_digest(raw[MARK_BYTES:], _seal(secret, mark)):
        raise NotOurs(token)
    return mark


def _seal(secret: str, mark: str) -> bytes:
    return hmac.digest(derive_key(secret, "outbox/stop-link"), mark.encode(), "sha256")[:SEAL_BYTES]


def is_stopped(session: Session, *, mark: str) -> bool:
    """Whether this contact wants no more."""
    return session.get(StoppedContact, mark) is not None


def stop(session: Session, *, mark: str, now: datetime) -> None:
    """Send this contact no more of what may be stopped. Safe to say twice."""
    insert_unless_there(session, STOPPED, {"mark": mark, "stopped_at": now})


def start_again(session: Session, *, mark: str) -> None:
    """Send to this contact again."""
    found = session.get(StoppedContact, mark)
    if found is not None:
        session.delete(found)
        session.flush()
