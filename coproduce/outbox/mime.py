"""A mail as it travels: plain text first and HTML beside it, headers that let it be known again and stopped."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from coproduce.outbox.outgoing import Outgoing

REFERENCE = "X-Coproduce-Reference"
TRAVELLING = SMTP.clone(max_line_length=400)
"""Headers keep a line of their own: mail programs have been seen to miss an address on the next one."""


class BadAddress(ValueError):
    """Nobody can be reached at an address like this."""


def compose(outgoing: Outgoing, *, sender: str, reply_to: str = "") -> EmailMessage:
    """The mail. The same message has the same id however often it is tried. Raises BadAddress."""
    name, own = parseaddr(sender)
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(name, addr_spec=own)
    mail["To"] = _address(outgoing.address)
    if reply_to:
        mail["Reply-To"] = reply_to
    mail["Subject"] = outgoing.subject
    mail["Date"] = format_datetime(outgoing.written_at)
    mail["Message-ID"] = f"<{outgoing.mark}@{own.rpartition('@')[2]}>"
    mail[REFERENCE] = outgoing.mark
    mail["Auto-Submitted"] = "auto-generated"  # so that "I am away" is not answered to us
    if outgoing.stop_url:
        mail["List-Unsubscribe"] = f"<{outgoing.stop_url}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(outgoing.text, cte="base64")
    mail.add_alternative(outgoing.html, subtype="html", cte="base64")
    mail["Content-Language"] = outgoing.language.tag  # last: setting the contents drops it
    return mail


def as_bytes(mail: EmailMessage) -> bytes:
    """The mail as it goes over the line."""
    return mail.as_bytes(policy=TRAVELLING)


def _address(written: str) -> Address:
    name, _, host = written.rpartition("@")
    try:
        return Address("", name, host.encode("idna").decode("ascii"))
    except (ValueError, UnicodeError) as error:
        raise BadAddress("no address") from error


def envelope(address: Address) -> str:
    """The address as the mail server is told it. Raises BadAddress for one that most servers cannot reach."""
    plain = address.addr_spec.isascii() and not address.addr_spec.startswith('"')
    if not plain or not address.username or "." not in address.domain:
        raise BadAddress("no address")
    return address.addr_spec
