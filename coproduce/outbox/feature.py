"""What the outbox brings: the job that sends what is due, in every worker, and the frame of every message."""

from datetime import datetime, timedelta

from flask import Blueprint
from flask_babel import gettext
from sqlalchemy import Engine
from sqlmodel import Session

from coproduce.outbox import channels, given_up
from coproduce.outbox.commands import messages_group
from coproduce.outbox.deliver import Delivery
from coproduce.outbox.render import Writer
from coproduce.web.feature import Feature, Job, MessageKind, Steps


def _deliver(engine: Engine, now: datetime) -> str:
    writer = Writer.here()
    return Delivery(engine, writer, channels.open_all(writer.settings.mail), started=now).run()


def _forget(session: Session, now: datetime) -> str:
    return f"What {given_up.forget_old(session, now=now)} messages said is forgotten."


FEATURE = Feature(
    "outbox",
    blueprints=(Blueprint("outbox", __name__, template_folder="templates"),),
    commands=(messages_group,),
    jobs=(
        Job(
            "deliver",
            Steps(_deliver),
            every=timedelta(seconds=10),
            everywhere=True,
            about=lambda: gettext("Sends the messages that are due."),
        ),
        Job(
            "forget-messages",
            _forget,
            every=timedelta(days=1),
            about=lambda: gettext("Empties messages that could not be sent and that nobody will send again."),
        ),
    ),
    messages=(
        MessageKind(
            "outbox/test",
            label=lambda: gettext("Test message"),
            sample={"link": "https://coproduce.example.org/"},
            can_stop=False,
        ),
    ),
)
