"""What the outbox brings: the job that sends what is due, in every worker, and the frame of every message."""

from datetime import datetime, timedelta

from flask import Blueprint
from flask_babel import gettext
from sqlalchemy import Engine
from sqlmodel import Session

from coproduce.outbox import channels, claims, given_up
from coproduce.outbox.commands import messages_group
from coproduce.outbox.deliver import Delivery, take_up_what_came_back
from coproduce.outbox.models import Message
from coproduce.outbox.render import Writer
from coproduce.web.feature import Feature, Job, MessageKind, Steps
from coproduce.web.retention import RetentionRule, of_rows


def _deliver(engine: Engine, now: datetime) -> str:
    writer = Writer.here()
    return Delivery(engine, writer, channels.open_all(writer.settings.mail), started=now).run()


def _came_back(engine: Engine, now: datetime) -> str:
    writer = Writer.here()
    return take_up_what_came_back(engine, writer, channels.open_all(writer.settings.mail), now=now)


def _forget(session: Session, now: datetime) -> str:
    emptied = given_up.forget_old(session, now=now) + claims.forget_what_arrived(session, now=now)
    return f"What {emptied} messages said is forgotten."


MESSAGES = Message.metadata.tables["messages"]

# A reference goes with its message: the least time is longer than any job looks back for what it queues.
count_over, purge_over = of_rows(MESSAGES, lambda reach: MESSAGES.c.ended_at < reach.before)

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
            longest=timedelta(minutes=2),  # a run is 20 seconds and the message it is at, of at most a minute
            about=lambda: gettext("Sends the messages that are due."),
        ),
        Job(
            "returned-messages",
            Steps(_came_back),
            every=timedelta(minutes=15),
            about=lambda: gettext("Finds messages that were taken for delivery and could not be delivered."),
        ),
        Job(
            "forget-messages",
            _forget,
            every=timedelta(days=1),
            about=lambda: gettext("Empties messages that arrived, and those that nobody will send again."),
        ),
    ),
    messages=(
        MessageKind(
            "outbox/test",
            label=lambda: gettext("Test message"),
            sample={"link": "https://coproduce.example.org/"},
            can_stop=False,
            staff_only=True,
        ),
    ),
    retention=(
        RetentionRule(
            "messages",
            words=lambda: gettext("Messages to you, and the address they went to"),
            since=lambda: gettext("after they were sent or given up"),
            days=90,
            least=30,
            most=365,
            count=count_over,
            purge=purge_over,
        ),
    ),
)
