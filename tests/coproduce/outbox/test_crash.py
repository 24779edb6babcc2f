"""A process is killed between handing a message over and writing that down: nothing is sent twice or lost.

bench/outbox_crash.py does the same many times over.
"""

import signal
from dataclasses import asdict
from datetime import timedelta
from multiprocessing import get_context

from flask import Flask
from sqlalchemy import Engine

from coproduce.config import Mail
from coproduce.outbox.models import MessageState
from coproduce.outbox.steps import LOST_AFTER
from tests.factories import NOON
from tests.messages import by_notify, by_smtp, deliver, messages, queued
from tests.stand_ins import dying
from tests.stand_ins.mail_server import MailServer
from tests.stand_ins.notify import NotifyStandIn

# A process that has everything loaded begins the others, so that not each has to load it anew.
PROCESSES = get_context("forkserver")
PROCESSES.set_forkserver_preload([dying.__name__])
MESSAGES = 5
DIES_AFTER = 3
NEXT_RUN = NOON + LOST_AFTER + timedelta(minutes=1)


def send_and_die(app: Flask, mail: Mail) -> None:
    """Another process sends three messages and is killed before it writes the third down."""
    settings = app.config["SETTINGS"]
    told = {
        "url": settings.database_url,
        "secret": settings.secret_key,
        "mail": {name: value for name, value in asdict(mail).items() if name != "folder"},
        "now": NOON.isoformat(),
        "after": DIES_AFTER,
    }
    process = PROCESSES.Process(target=dying.run, args=(told,))
    process.start()
    process.join(timeout=120)
    assert process.exitcode == -signal.SIGKILL


def five_queued(engine: Engine) -> None:
    for number in range(MESSAGES):
        queued(engine, reference=f"crash/{number}")


def test_notify_is_asked_and_gets_each_message_once(
    sending_app: Flask, engine: Engine, notify: NotifyStandIn
) -> None:
    five_queued(engine)
    send_and_die(sending_app, by_notify(notify))
    assert [each.state for each in messages(engine)].count(MessageState.SENDING) == 1

    assert deliver(sending_app, by_notify(notify), now=NEXT_RUN) == "1 left behind, 3 sent."

    references = [each["reference"] for each in notify.accepted]
    assert (len(references), len(set(references)), len(notify.asked)) == (MESSAGES, MESSAGES, 1)
    assert {each.state for each in messages(engine)} == {MessageState.SENT}


def test_a_mail_that_was_perhaps_sent_is_not_sent_again(
    sending_app: Flask, engine: Engine, mails: MailServer
) -> None:
    five_queued(engine)
    send_and_die(sending_app, by_smtp(mails.port))

    assert deliver(sending_app, by_smtp(mails.port), now=NEXT_RUN) == "1 left behind, 2 sent."

    assert (len(mails.references), len(set(mails.references))) == (MESSAGES, MESSAGES)
    on_the_page = [each for each in messages(engine) if each.state is MessageState.GIVEN_UP]
    assert [(each.unsure, each.fault) for each in on_the_page] == [(True, "crashed")]
