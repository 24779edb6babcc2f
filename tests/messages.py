"""Props for tests of messages: kinds of our own, one queued message, and a delivery that is told the time."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask
from sqlalchemy import Engine
from sqlmodel import Session, select

from coproduce.config import Mail
from coproduce.core import db
from coproduce.core.contact import Channel, Contact
from coproduce.outbox import channels, compose
from coproduce.outbox.channels import Provider
from coproduce.outbox.deliver import Delivery
from coproduce.outbox.models import Message
from coproduce.outbox.render import Writer
from coproduce.web.feature import MessageKind
from tests.factories import NOON
from tests.stand_ins.notify import KEY, TEMPLATES, NotifyStandIn

FACTS = {"title": "Coffee morning", "place": "Brierley Hill", "link": "https://coproduce.example.org/sign-ups/x"}
PARENT = Contact(email="parent@example.org")
KINDS = (
    MessageKind("tests/reminder", lambda: "Reminder", FACTS, can_stop=True),
    MessageKind("tests/must_have", lambda: "New password", FACTS, can_stop=False),
)


def with_test_messages(app: Flask) -> Flask:
    """Give the application the kinds of messages that these tests send."""
    with_templates(app)
    app.extensions["messages"] = app.extensions["messages"] | {kind.template: kind for kind in KINDS}
    return app


def with_templates(app: Flask) -> None:
    """Let the application find the templates of these messages."""
    if "test_messages" not in app.blueprints:
        folder = Path(__file__).parent / "coproduce" / "outbox" / "templates"
        app.register_blueprint(Blueprint("test_messages", __name__, template_folder=str(folder)))


def queued(
    engine: Engine,
    *,
    reference: str = "tests/reminder/1",
    to: Contact = PARENT,
    template: str = "tests/reminder",
    language: str = "en",
    now: datetime = NOON,
    urgent: bool = False,
    send_after: datetime | None = None,
    expires_at: datetime | None = None,
) -> None:
    """Queue a message and commit."""
    with db.transaction(engine) as session:
        assert compose.queue(
            session,
            to=to,
            template=template,
            facts=FACTS,
            language=language,
            reference=reference,
            now=now,
            urgent=urgent,
            send_after=send_after,
            expires_at=expires_at,
        )


def message(engine: Engine, reference: str = "tests/reminder/1") -> Message:
    """The message as it is on record now."""
    with db.reading(engine) as session:
        return session.exec(select(Message).where(Message.reference == reference)).one()


def messages(engine: Engine) -> list[Message]:
    """All of them, as they are on record now."""
    with Session(engine) as session:
        return list(session.exec(select(Message)).all())


def deliver(
    app: Flask, mail: Mail, *, now: datetime = NOON, providers: Mapping[Channel, Provider] | None = None
) -> str:
    """One run of the job, with these settings, at this moment."""
    with app.app_context():
        writer = replace(Writer.here(), settings=replace(app.config["SETTINGS"], mail=mail))
        engine: Engine = app.extensions["engine"]
        used = channels.open_all(mail) if providers is None else providers
        return Delivery(engine, writer, used, started=now).run()


def by_smtp(port: int, **changes: Any) -> Mail:
    """E-mail by the mail server on this port, nothing else."""
    plain: dict[str, Any] = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none"}
    sender = "Coproduce <hello@coproduce.example.org>"
    return replace(Mail(by_email="smtp", by_sms="none", by_letter="none", sender=sender), **{**plain, **changes})


def by_notify(stand_in: NotifyStandIn) -> Mail:
    """Everything by this stand-in for GOV.UK Notify."""
    return Mail(
        by_email="notify",
        by_sms="notify",
        by_letter="notify",
        notify_key=KEY,
        notify_url=stand_in.url,
        notify_templates=TEMPLATES,
    )
