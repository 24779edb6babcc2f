"""`coproduce messages status | test`."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine

from coproduce.config import Mail
from tests.messages import by_smtp, queued
from tests.stand_ins.mail_server import MailServer


def told(app: Flask, mail: Mail) -> Flask:
    """The application with these settings for messages."""
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], mail=mail)
    return app


def test_a_test_message_says_that_it_was_accepted(app: Flask, mails: MailServer) -> None:
    runner = told(app, by_smtp(mails.port)).test_cli_runner()

    result = runner.invoke(args=["messages", "test", "--email", "me@example.org", "--language", "ur"])

    assert (result.exit_code, "It was accepted." in result.output) == (0, True)
    assert mails.arrived[0]["Content-Language"] == "ur"


@pytest.mark.parametrize(
    ("arguments", "says", "code"),
    [
        (["--email", "me@example.org"], "It was not sent: refused, bad_address.", 1),
        (["--mobile", "07700900123"], "No provider is set up for sms.", 1),
        ([], "Give --email or --mobile.", 2),
    ],
)
def test_it_says_what_went_wrong(
    app: Flask, mails: MailServer, arguments: list[str], says: str, code: int
) -> None:
    mails.to_recipients = ["550 No such user"]

    result = told(app, by_smtp(mails.port)).test_cli_runner().invoke(args=["messages", "test", *arguments])

    assert result.exit_code == code
    assert says in result.output


def test_status_counts_each_state(sending_app: Flask, engine: Engine) -> None:
    queued(engine)

    result = sending_app.test_cli_runner().invoke(args=["messages", "status"])

    assert result.output.split() == [
        "waiting",
        "1",
        "sending",
        "0",
        "sent",
        "0",
        "given_up",
        "0",
        "withdrawn",
        "0",
    ]


def test_the_job_sends_what_is_due(sending_app: Flask, engine: Engine, tmp_path: Path) -> None:
    queued(engine, urgent=True)
    app = told(sending_app, Mail(folder=tmp_path))

    result = app.test_cli_runner().invoke(args=["jobs", "run", "deliver"])

    assert result.output.strip() == "1 sent."
