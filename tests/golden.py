"""Messages as they leave, whole, for files that show them: `tests/house/golden`."""

from email import message_from_bytes
from email.policy import default

from flask import Flask

from coproduce.core.contact import Channel, Contact
from coproduce.outbox import mime
from coproduce.outbox.models import Message
from coproduce.outbox.outgoing import Outgoing
from coproduce.outbox.render import Writer
from coproduce.web.feature import MessageKind
from tests.factories import NOON

CONTACTS = {
    Channel.EMAIL: Contact(email="parent@example.org"),
    Channel.SMS: Contact(mobile="07700900123"),
    Channel.LETTER: Contact(post="A Parent\n1 Example Road\nDY1 1AA"),
}


def written(app: Flask, kind: MessageKind, channel: Channel, language: str) -> Outgoing:
    """One message of this kind, as it would leave."""
    to = CONTACTS[channel]
    message = Message(
        reference="golden",
        channel=channel,
        email=to.email,
        mobile=to.mobile,
        post=to.post,
        template=kind.template,
        facts=dict(kind.sample),
        language=language,
        queued_at=NOON,
        next_try_at=NOON,
    )
    with app.app_context():
        return Writer.here().write(message, now=NOON)


def as_text(out: Outgoing) -> str:
    """All of it that can be read."""
    mail = mime.compose(out, sender="Coproduce <hello@coproduce.example.org>")
    read = message_from_bytes(mime.as_bytes(mail), policy=default)
    head = "\n".join(f"{name}: {value}" for name, value in read.items() if name != "Content-Type")
    return f"{head}\n\n{out.text}\n{out.html}\n"
