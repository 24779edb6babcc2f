"""A parent presses the link in a reminder, or the button of their mail program, and gets no more of them."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import select

from coproduce.config import Mail
from coproduce.core import db
from coproduce.outbox import stopping
from coproduce.outbox.models import StoppedContact
from tests.messages import deliver, queued, with_test_messages
from tests.pages import PageClient


@pytest.fixture
def link(app: Flask, engine: Engine, tmp_path: Path) -> str:
    """The way to stop, as it stands in a reminder that was sent."""
    with_test_messages(app)
    queued(engine, language="ur")
    deliver(app, Mail(folder=tmp_path))
    (mail,) = tmp_path.iterdir()
    header = next(line for line in mail.read_text().splitlines() if line.startswith("List-Unsubscribe:"))
    return header.split("<http://127.0.0.1:8000")[1].rstrip(">")


def stopped(engine: Engine) -> int:
    """How many contacts want no more."""
    with db.reading(engine) as session:
        return len(session.exec(select(StoppedContact)).all())


def test_by_the_link_and_a_button(app: Flask, client: PageClient, link: str, engine: Engine) -> None:
    page = client.open(link)
    assert page.all("html")[0]["lang"] == "ur"
    assert stopped(engine) == 0, "A mail scanner follows links: that must change nothing."

    page = client.post(link, {}, status=200)
    assert stopped(engine) == 1

    address = page.all("form")[-1]["action"]
    client.post(address, page.hidden_fields(), status=200)
    assert stopped(engine) == 0


def test_by_one_click_in_a_mail_program(app: Flask, link: str, engine: Engine) -> None:
    response = app.test_client().post(link, data={"List-Unsubscribe": "One-Click"})

    assert (response.status_code, stopped(engine)) == (200, 1)
    assert app.test_client().post(link, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert stopped(engine) == 1


def test_only_the_click_that_stops_needs_no_proof(app: Flask, link: str, engine: Engine) -> None:
    app.test_client().post(link)

    again = link.split("?")[0] + "/again"
    assert app.test_client().post(again).status_code == 400
    assert stopped(engine) == 1


def test_the_next_reminder_is_not_sent(app: Flask, engine: Engine, link: str, tmp_path: Path) -> None:
    app.test_client().post(link)
    queued(engine, reference="the next one")

    assert deliver(app, Mail(folder=tmp_path)) == "1 not wanted."


def test_a_link_that_was_cut_says_so_and_keeps_nothing(client: PageClient, link: str, engine: Engine) -> None:
    token = link.removeprefix(stopping.PATH).split("?")[0]

    for wrong in (token[:-1], token[1:], token.swapcase(), "x", "A" * 32, "ü"):
        assert "does not work" in client.open(f"{stopping.PATH}{wrong}", status=404).text
        client.post(f"{stopping.PATH}{wrong}", {}, status=404)
    assert stopped(engine) == 0


def test_what_is_kept_does_not_show_the_address(link: str, app: Flask, engine: Engine) -> None:
    app.test_client().post(link)

    with db.reading(engine) as session:
        kept = session.exec(select(StoppedContact)).one()
    assert len(kept.mark) == 32
    assert "parent" not in str(kept.model_dump())
