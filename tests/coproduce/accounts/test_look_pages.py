"""Links for inspectors through the pages."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from flask import Flask
from sqlmodel import Session, select

from coproduce.accounts.links import LookLink
from coproduce.accounts.models import Role, SignIn
from coproduce.core import clock
from tests.pages import Page, PageClient

SignInAs = Callable[[Role], PageClient]


def new_link(admin: PageClient, *, days: int = 14) -> tuple[str, Page]:
    """Make a link as an administrator does; its path, and the page that shows it."""
    page = admin.follow(
        admin.send_form("/manage/people/links/new", {"label": "SEND inspection", "days": str(days)})
    )
    (shown,) = [field["value"] for field in page.all("input") if field.get("id") == "new-link"]
    return urlsplit(shown).path, page


def test_an_inspector_looks_around_with_a_link_and_nothing_else(
    app: Flask, signed_in_as: SignInAs, session: Session
) -> None:
    admin = signed_in_as(Role.ADMIN)
    link, page = new_link(admin)
    assert link.startswith("/look/")
    assert "Good until" in page.text
    assert "Not used yet." in page.text
    assert link not in admin.open("/manage/people/links").html

    inspector = PageClient(app)
    assert "This link is for: SEND inspection." in inspector.open(link).text
    home = inspector.follow(inspector.send_form(link, {}))

    assert "Signed in as SEND inspection" in home.text
    inspector.open("/manage/plan")
    inspector.open("/manage/people", status=403)
    assert "First on" in admin.open("/manage/people/links").text
    assert inspector.open(link).h1 == "Look at the plan, the replies and the numbers"
    assert admin.open("/manage/people").h1 == "1 person may sign in"


def test_opening_the_link_changes_nothing(app: Flask, signed_in_as: SignInAs, session: Session) -> None:
    link, _ = new_link(signed_in_as(Role.ADMIN))

    for _ in range(2):
        PageClient(app).open(link)

    session.rollback()
    assert session.exec(select(LookLink.first_used_at)).all() == [None]
    assert len(session.exec(select(SignIn)).all()) == 1


def test_whoever_looks_is_out_as_soon_as_the_link_is_taken_back(app: Flask, signed_in_as: SignInAs) -> None:
    admin = signed_in_as(Role.ADMIN)
    link, page = new_link(admin)
    inspector = PageClient(app)
    inspector.send_form(link, {})
    (address,) = [form["action"] for form in page.all("form") if form.get("action", "").endswith("/withdraw")]

    after = admin.follow(admin.post(address, page.hidden_fields()))

    assert "Whoever looked through it is out." in after.text
    assert "Taken back on" in after.text
    inspector.open("/manage", status=302)
    assert PageClient(app).open(link, status=410).h1 == "This link was taken back"


def test_whoever_looks_is_out_when_the_time_is_over(app: Flask, signed_in_as: SignInAs) -> None:
    link, _ = new_link(signed_in_as(Role.ADMIN), days=1)
    inspector = PageClient(app)
    with time_machine.travel(clock.now() + timedelta(hours=23, minutes=50), tick=False):
        inspector.send_form(link, {})
        inspector.open("/manage")

    with time_machine.travel(clock.now() + timedelta(hours=24, minutes=1), tick=False):
        inspector.open("/manage", status=302)
        assert inspector.open(link, status=410).h1 == "The time of this link is over"


def test_a_link_that_we_do_not_know_says_so(client: PageClient) -> None:
    assert client.open("/look/never-made", status=404).h1 == "This link opens nothing"


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"label": ""}, "Say what the link is for."),
        ({"label": "x" * 121}, "Use 120 letters or fewer."),
        ({"days": "91"}, "Enter a number from 1 to 90."),
        ({"days": "0"}, "Enter a number from 1 to 90."),
        ({"days": "many"}, "Enter a number"),
        ({"days": ""}, "Enter a number of days, such as 14."),
    ],
)
def test_what_cannot_be_made_is_said_and_kept(
    signed_in_as: SignInAs, session: Session, answers: dict[str, str], said: str
) -> None:
    admin = signed_in_as(Role.ADMIN)
    sent = {"label": "Inspection", "days": "14", **answers}

    page = admin.send_form("/manage/people/links/new", sent, status=422)

    assert said in page.text
    assert page.field("label")["value"] == sent["label"]
    session.rollback()
    assert session.exec(select(LookLink)).all() == []
