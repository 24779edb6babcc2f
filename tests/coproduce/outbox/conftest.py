"""Servers that take messages, and an application with messages to send."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.messages import with_test_messages
from tests.stand_ins.mail_server import MailServer, mail_server
from tests.stand_ins.notify import NotifyStandIn, notify_stand_in


@pytest.fixture
def sending_app(app: Flask) -> Flask:
    """The application, with the kinds of messages that these tests send."""
    return with_test_messages(app)


@pytest.fixture
def mails() -> Iterator[MailServer]:
    """A mail server."""
    with mail_server() as server:
        yield server


@pytest.fixture
def notify() -> Iterator[NotifyStandIn]:
    """A stand-in for GOV.UK Notify."""
    with notify_stand_in() as stand_in:
        yield stand_in
