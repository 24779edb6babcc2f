"""When a message leaves, and what stands when the process that sends it is gone."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine

from coproduce.config import Mail
from coproduce.core import db
from coproduce.core.contact import Channel, Contact
from coproduce.outbox import claims, stopping
from coproduce.outbox.models import MessageState
from coproduce.outbox.outgoing import Outgoing, Result, sent
from coproduce.outbox.steps import LOST_AFTER
from tests.factories import NOON
from tests.messages import by_notify, by_smtp, deliver, message, messages, queued
from tests.stand_ins.mail_server import MailServer
from tests.stand_ins.notify import NotifyStandIn

TEN_AT_NIGHT = NOON + timedelta(hours=10)
EIGHT_NEXT_MORNING = NOON + timedelta(hours=20)
AFTER_A_CRASH = NOON + LOST_AFTER + timedelta(seconds=1)


def left_behind(engine: Engine) -> None:
    """A process claimed the message and was killed."""
    with db.transaction(engine) as session:
        assert claims.claim(session, now=NOON)


def to_files(folder: Path) -> Mail:
    return Mail(folder=folder / "messages")


def test_files_for_development(sending_app: Flask, engine: Engine, tmp_path: Path) -> None:
    queued(engine, reference="mail")
    queued(engine, reference="text", to=Contact(mobile="07700900123"), template="tests/must_have")

    assert deliver(sending_app, to_files(tmp_path)) == "2 sent."

    eml, text = sorted((tmp_path / "messages").iterdir(), key=lambda path: path.suffix)
    assert eml.name.startswith("tests-reminder-")
    assert b"To: parent@example.org" in eml.read_bytes()
    assert text.read_text() == "+447700900123\n\nCoffee morning, Brierley Hill.\n"
    assert eml.stat().st_mode & 0o077 == 0


def test_nothing_leaves_before_its_time(sending_app: Flask, engine: Engine, tmp_path: Path) -> None:
    queued(engine, send_after=NOON + timedelta(hours=1))

    assert deliver(sending_app, to_files(tmp_path)) == "Nothing was due."
    assert deliver(sending_app, to_files(tmp_path), now=NOON + timedelta(hours=1)) == "1 sent."


def test_a_phone_stays_dark_at_night_unless_it_is_urgent(
    sending_app: Flask, engine: Engine, tmp_path: Path
) -> None:
    queued(engine, reference="reminder")
    queued(engine, reference="password", urgent=True)
    queued(engine, reference="letter", to=Contact(post="A Parent\n1 Road\nDY1 1AA"))

    assert deliver(sending_app, to_files(tmp_path), now=TEN_AT_NIGHT) == "2 sent."
    assert message(engine, "reminder").state is MessageState.WAITING
    assert deliver(sending_app, to_files(tmp_path), now=EIGHT_NEXT_MORNING) == "1 sent."


def test_what_it_is_too_late_for_is_not_sent(sending_app: Flask, engine: Engine, tmp_path: Path) -> None:
    queued(engine, expires_at=NOON + timedelta(hours=1))

    assert deliver(sending_app, to_files(tmp_path), now=NOON + timedelta(hours=1)) == "1 too late."
    late = message(engine)
    assert (late.state, late.fault, late.facts) == (MessageState.GIVEN_UP, "expired", {})


def test_a_way_that_is_not_set_up_is_given_up_loudly(
    sending_app: Flask, engine: Engine, mails: MailServer, caplog: pytest.LogCaptureFixture
) -> None:
    queued(engine, to=Contact(mobile="07700900123"))

    with caplog.at_level(logging.ERROR):
        assert deliver(sending_app, by_smtp(mails.port)) == "1 given up."

    assert "A message (tests/reminder, by sms) was given up: no_channel." in caplog.text
    assert "900123" not in caplog.text


def test_a_message_that_cannot_be_written_is_given_up_and_others_go_on(
    sending_app: Flask, engine: Engine, tmp_path: Path
) -> None:
    queued(engine, reference="one", template="tests/nothing_there")
    queued(engine, reference="two")

    assert deliver(sending_app, to_files(tmp_path)) == "1 given up, 1 sent."
    assert message(engine, "one").fault == "not_written"


def test_who_wants_no_more_gets_only_what_they_must_have(
    sending_app: Flask, engine: Engine, tmp_path: Path
) -> None:
    secret = sending_app.config["SETTINGS"].secret_key
    other_case = Contact(email="Parent@Example.org")
    with db.transaction(engine) as session:
        mark = stopping.mark_of(secret, contact=other_case, channel=Channel.EMAIL)
        stopping.stop(session, mark=mark, now=NOON)
    queued(engine, reference="reminder")
    queued(engine, reference="password", template="tests/must_have")

    assert deliver(sending_app, to_files(tmp_path)) == "1 not wanted, 1 sent."
    stopped = message(engine, "reminder")
    assert (stopped.state, stopped.fault, stopped.facts) == (MessageState.WITHDRAWN, "stopped", {})


def test_after_a_crash_a_mail_is_not_sent_again_but_shown_to_somebody(
    sending_app: Flask, engine: Engine, mails: MailServer
) -> None:
    queued(engine)
    left_behind(engine)

    assert deliver(sending_app, by_smtp(mails.port), now=NOON + LOST_AFTER) == "Nothing was due."
    assert deliver(sending_app, by_smtp(mails.port), now=AFTER_A_CRASH) == "1 left behind."

    found = message(engine)
    assert (found.state, found.fault, found.unsure) == (MessageState.GIVEN_UP, "crashed", True)
    assert mails.arrived == []


def test_after_a_crash_notify_is_asked_and_sends_what_it_never_had(
    sending_app: Flask, engine: Engine, notify: NotifyStandIn
) -> None:
    queued(engine)
    left_behind(engine)

    assert deliver(sending_app, by_notify(notify), now=AFTER_A_CRASH) == "1 left behind, 1 sent."
    assert (len(notify.asked), len(notify.accepted)) == (1, 1)


def test_a_message_that_ends_every_process_that_sends_it_is_given_up(
    sending_app: Flask, engine: Engine, notify: NotifyStandIn
) -> None:
    queued(engine)
    moment = NOON
    for _ in range(6):
        with db.transaction(engine) as session:
            assert claims.claim(session, now=moment)
        moment += LOST_AFTER + timedelta(seconds=1)
        with db.transaction(engine) as session:
            claims.take_up_lost(session, now=moment, can_ask=[Channel.EMAIL])

    assert (message(engine).state, message(engine).unsure) == (MessageState.GIVEN_UP, True)


def test_a_process_that_was_only_slow_still_says_that_it_sent_the_message(
    sending_app: Flask, engine: Engine, mails: MailServer
) -> None:
    queued(engine)

    class Slow:
        """Another process thinks that this one has crashed before it is done."""

        can_ask = False

        def ask(self, outgoing: Outgoing) -> Result | None:
            return None

        def came_back(self) -> tuple[str, ...]:
            return ()

        def send(self, outgoing: Outgoing) -> Result:
            with db.transaction(engine) as session:
                assert claims.take_up_lost(session, now=AFTER_A_CRASH, can_ask=[]) == 1
            return sent()

    deliver(sending_app, by_smtp(mails.port), providers={Channel.EMAIL: Slow()})

    assert message(engine).state is MessageState.SENT


def test_several_at_once_send_each_message_once(sending_app: Flask, engine: Engine, mails: MailServer) -> None:
    for number in range(24):
        queued(engine, reference=f"r/{number}")

    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(lambda _: deliver(sending_app, by_smtp(mails.port)), range(3)))

    assert len(mails.references) == len(set(mails.references)) == 24, done
    assert {each.state for each in messages(engine)} == {MessageState.SENT}
