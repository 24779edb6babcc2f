"""Mail over a real mail server: what it accepts, puts off, refuses, and where it falls silent."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine

from coproduce.core.contact import Contact
from coproduce.outbox.models import MessageState
from tests.factories import NOON
from tests.messages import by_smtp, deliver, message, queued
from tests.stand_ins.mail_server import MailServer, certificate_for, mail_server


def test_a_mail_arrives_with_plain_text_html_and_its_headers(
    sending_app: Flask, engine: Engine, mails: MailServer
) -> None:
    queued(engine)

    assert deliver(sending_app, by_smtp(mails.port)) == "1 sent."

    (mail,) = mails.arrived
    assert mails.recipients == ["parent@example.org"]
    assert (mail["To"], mail["From"]) == ("parent@example.org", "Coproduce <hello@coproduce.example.org>")
    assert mail["Subject"] == "Coffee morning"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert mail["Message-ID"] == f"<{mail['X-Coproduce-Reference']}@coproduce.example.org>"
    assert mail["Content-Language"] == "en-GB"
    stop = str(mail["List-Unsubscribe"])[1:-1]
    assert stop.startswith("http://127.0.0.1:8000/stop/")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert all(stop in part.get_content() for part in mail.iter_parts())


def test_what_was_sent_forgets_its_links(sending_app: Flask, engine: Engine, mails: MailServer) -> None:
    queued(engine)
    deliver(sending_app, by_smtp(mails.port))

    sent = message(engine)
    assert (sent.state, sent.facts, sent.fault) == (MessageState.SENT, {}, "")
    assert deliver(sending_app, by_smtp(mails.port)) == "Nothing was due."


def test_our_reference_says_nothing_of_what_the_message_is_about(
    sending_app: Flask, engine: Engine, mails: MailServer
) -> None:
    queued(engine, reference="tests/reminder/of-somebody")
    deliver(sending_app, by_smtp(mails.port))

    assert "somebody" not in mails.arrived[0].as_string()


def test_a_mail_that_must_be_had_has_no_way_to_stop_it(
    sending_app: Flask, engine: Engine, mails: MailServer
) -> None:
    queued(engine, template="tests/must_have")
    deliver(sending_app, by_smtp(mails.port))

    assert "List-Unsubscribe" not in mails.arrived[0]
    assert "/stop/" not in mails.arrived[0].as_string()


@pytest.mark.parametrize("answer", ["450 Try again later", "452 Too many recipients", "421 Closing"])
def test_a_server_that_is_busy_is_tried_again(
    sending_app: Flask, engine: Engine, mails: MailServer, answer: str
) -> None:
    queued(engine)
    mails.to_recipients = [answer]

    assert deliver(sending_app, by_smtp(mails.port)) == "1 to try again."
    assert deliver(sending_app, by_smtp(mails.port), now=NOON + timedelta(seconds=50)) == "Nothing was due."
    assert deliver(sending_app, by_smtp(mails.port), now=NOON + timedelta(minutes=2)) == "1 sent."
    assert len(mails.arrived) == 1


def test_an_address_that_is_not_there_is_given_up_at_once(
    sending_app: Flask, engine: Engine, mails: MailServer
) -> None:
    queued(engine)
    mails.to_recipients = ["550 No such user"]

    assert deliver(sending_app, by_smtp(mails.port)) == "1 given up."
    assert (message(engine).fault, message(engine).unsure) == ("bad_address", False)


@pytest.mark.parametrize("address", ["nobody", "two@@example.org", "a b@example.org", "ü@example.org"])
def test_an_address_that_cannot_be_is_given_up_at_once(
    sending_app: Flask, engine: Engine, mails: MailServer, address: str
) -> None:
    queued(engine, to=Contact(email=address))

    assert deliver(sending_app, by_smtp(mails.port)) == "1 given up."
    assert message(engine).fault == "bad_address"


@pytest.mark.parametrize(
    ("answer", "state", "fault"),
    [
        ("554 We do not want this", MessageState.GIVEN_UP, "refused"),
        ("451 Not now", MessageState.WAITING, "busy"),
    ],
)
def test_the_server_may_still_refuse_the_words(
    sending_app: Flask, engine: Engine, mails: MailServer, answer: str, state: MessageState, fault: str
) -> None:
    queued(engine)
    mails.to_data = [answer]

    deliver(sending_app, by_smtp(mails.port))

    assert (message(engine).state, message(engine).fault) == (state, fault)


def test_a_line_cut_after_the_last_word_is_not_sent_twice(
    sending_app: Flask, engine: Engine, mails: MailServer
) -> None:
    queued(engine)
    mails.to_data = ["hang up"]

    assert deliver(sending_app, by_smtp(mails.port)) == "1 given up."
    assert (message(engine).fault, message(engine).unsure) == ("no_answer", True)
    assert deliver(sending_app, by_smtp(mails.port), now=NOON + timedelta(days=1)) == "Nothing was due."
    assert len(mails.arrived) == 1


def test_a_server_that_is_not_there_costs_one_message_one_try(
    sending_app: Flask, engine: Engine, mails: MailServer
) -> None:
    queued(engine, reference="one")
    queued(engine, reference="two")

    assert deliver(sending_app, by_smtp(1)) == "1 to try again."
    assert message(engine, "two").tries == 0
    assert deliver(sending_app, by_smtp(mails.port), now=NOON + timedelta(minutes=2)) == "2 sent."


def test_tls_with_a_certificate_that_is_trusted_and_a_password(
    sending_app: Flask, engine: Engine, tmp_path: Path
) -> None:
    certificate = certificate_for("localhost", tmp_path)
    queued(engine)
    safe = {"smtp_host": "localhost", "smtp_security": "starttls", "smtp_authorities": str(certificate)}

    with mail_server(certificate=certificate, password="a-secret") as server:
        signed_in = by_smtp(server.port, **safe, smtp_user="us", smtp_password="a-secret")
        assert deliver(sending_app, signed_in) == "1 sent."
    assert len(server.arrived) == 1


def test_tls_from_the_first_word(sending_app: Flask, engine: Engine, tmp_path: Path) -> None:
    certificate = certificate_for("localhost", tmp_path)
    queued(engine)

    with mail_server(certificate=certificate, tls_from_the_start=True) as server:
        safe = by_smtp(server.port, smtp_host="localhost", smtp_security="tls", smtp_authorities=str(certificate))
        assert deliver(sending_app, safe) == "1 sent."
    assert len(server.arrived) == 1


def test_a_wrong_password_is_tried_again_later(sending_app: Flask, engine: Engine, tmp_path: Path) -> None:
    certificate = certificate_for("localhost", tmp_path)
    queued(engine)
    safe = {"smtp_host": "localhost", "smtp_security": "starttls", "smtp_authorities": str(certificate)}

    with mail_server(certificate=certificate, password="a-secret") as server:
        wrong = by_smtp(server.port, **safe, smtp_user="us", smtp_password="another")
        assert deliver(sending_app, wrong) == "1 to try again."
    assert message(engine).fault == "not_signed_in"


def test_a_certificate_that_nobody_vouches_for_gets_no_mail(
    sending_app: Flask, engine: Engine, tmp_path: Path
) -> None:
    queued(engine)

    with mail_server(certificate=certificate_for("localhost", tmp_path)) as server:
        unproven = by_smtp(server.port, smtp_host="localhost", smtp_security="starttls")
        assert deliver(sending_app, unproven) == "1 to try again."
    assert (server.arrived, message(engine).fault) == ([], "unreachable")
