"""The pages of an invitation: the administrator's, and the one its link opens."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlmodel import Session, select

from coproduce.accounts import invitations
from coproduce.accounts.links import Invitation
from coproduce.accounts.models import Person, Role
from coproduce.accounts.people import COMMAND
from coproduce.core import clock
from tests.factories_accounts import invited, last_link
from tests.pages import PageClient

SignIn = Callable[[Role], PageClient]
GOOD = "lantern-otter-marmalade"
ANSWERS = {"email": "new@example.org", "role": "viewer", "title": "Board member", "language": "en"}


def the_invitation(session: Session) -> Invitation:
    session.rollback()
    return session.exec(select(Invitation).execution_options(populate_existing=True)).one()


def test_an_administrator_invites_and_the_person_chooses_a_password(
    app: Flask, signed_in_as: SignIn, session: Session
) -> None:
    admin = signed_in_as(Role.ADMIN)
    listed = admin.follow(admin.send_form("/manage/people/invite", ANSWERS))
    assert "The invitation is on its way." in listed.text
    assert "new@example.org Board member or inspector Board member Sent on" in listed.text
    session.rollback()
    link = last_link(session)

    browser = PageClient(app)
    page = browser.open(link)
    assert page.h1 == "You are invited to sign in"
    assert "new@example.org" in page.text
    first = browser.follow(browser.send_form(link, {"password": GOOD}))

    assert "Signed in as Board member" in first.text
    again = PageClient(app)
    again.send_form("/sign-in", {"email": "new@example.org", "password": GOOD})
    assert admin.open("/manage/people").h1 == "2 people may sign in"


def test_opening_the_link_changes_nothing(client: PageClient, session: Session) -> None:
    invited(session)
    session.commit()
    link = last_link(session)

    for _ in range(3):
        client.open(link)

    assert the_invitation(session).accepted_at is None
    assert session.exec(select(Person)).all() == []


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("", "Choose a password."),
        ("short", "Make it 12 letters or longer."),
        ("password1234", "Too many people use a password like this."),
    ],
)
def test_a_poor_password_is_asked_for_again(
    client: PageClient, session: Session, password: str, said: str
) -> None:
    invited(session)
    session.commit()

    page = client.send_form(last_link(session), {"password": password}, status=422)

    assert said in page.text
    assert not page.field("password").get("value")
    assert the_invitation(session).accepted_at is None


def test_a_used_link_says_so(client: PageClient, session: Session) -> None:
    invited(session)
    session.commit()
    link = last_link(session)
    fields = {**client.open(link).hidden_fields(), "password": GOOD}
    client.post(link, fields)

    assert client.open(link, status=410).h1 == "This invitation has been used"
    assert client.post(link, client.open("/manage").hidden_fields() | {"password": GOOD}, status=410)


def test_a_link_that_was_taken_back_says_so_and_opens_nothing(
    client: PageClient, signed_in_as: SignIn, session: Session
) -> None:
    kept = invited(session)
    session.commit()
    link = last_link(session)
    fields = {**client.open(link).hidden_fields(), "password": GOOD}
    admin = signed_in_as(Role.ADMIN)
    address = f"/manage/people/invitations/{kept.id}"

    page = admin.follow(admin.post(f"{address}/withdraw", admin.open(address).hidden_fields()))
    assert "Its link opens nothing any more." in page.text
    assert client.open(link, status=410).h1 == "This invitation was taken back"
    assert client.post(link, fields, status=410).h1 == "This invitation was taken back"

    session.rollback()
    assert session.exec(select(Person.email)).all() == ["admin@example.org"]


def test_a_link_that_is_too_old_says_so(client: PageClient, session: Session) -> None:
    invited(session, now=clock.now() - timedelta(days=8))
    session.commit()

    assert client.open(last_link(session), status=410).h1 == "This invitation is too old"


def test_a_link_that_we_do_not_know_says_so(client: PageClient) -> None:
    assert client.open("/invitations/never-sent", status=404).h1 == "This link opens nothing"


def test_an_invitation_is_sent_again_with_a_new_link(
    client: PageClient, signed_in_as: SignIn, session: Session
) -> None:
    kept = invited(session)
    session.commit()
    old = last_link(session)
    admin = signed_in_as(Role.ADMIN)
    address = f"/manage/people/invitations/{kept.id}"

    page = admin.follow(admin.post(f"{address}/again", admin.open(address).hidden_fields()))

    assert "A new link is on its way." in page.text
    session.rollback()
    client.open(old, status=404)
    client.open(last_link(session))


def test_what_is_closed_has_no_buttons_and_takes_none(signed_in_as: SignIn, session: Session) -> None:
    kept = invited(session)
    invitations.withdraw(session, invitation_id=kept.id or 0, by=COMMAND, now=clock.now())
    session.commit()
    admin = signed_in_as(Role.ADMIN)
    address = f"/manage/people/invitations/{kept.id}"

    page = admin.open(address)
    assert "Send a new link" not in page.text
    assert "Taken back on" in admin.post(f"{address}/again", page.hidden_fields(), status=409).text
    admin.post("/manage/people/invitations/99/again", page.hidden_fields(), status=404)
    admin.open("/manage/people/invitations/99", status=404)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"email": "not an address"}, "Enter a whole email address"),
        ({"email": "two@at@example.org"}, "Enter a whole email address"),
        ({"email": "a@b"}, "Enter a whole email address"),
        ({"email": "x" * 250 + "@example.org"}, "254 letters at most"),
        ({"email": "admin@example.org"}, "in the list of people already"),
        ({"email": "asked@example.org"}, "is invited already"),
        ({"role": ""}, "Choose what this person may do."),
        ({"language": "xx"}, "Not a valid choice"),
    ],
)
def test_what_cannot_be_sent_is_said_and_kept(
    signed_in_as: SignIn, session: Session, answers: dict[str, str], said: str
) -> None:
    invited(session, email="asked@example.org")
    admin = signed_in_as(Role.ADMIN)

    page = admin.send_form("/manage/people/invite", {**ANSWERS, **answers}, status=422)

    assert said in page.text
    assert page.field("title")["value"] == "Board member"
    assert the_invitation(session).email == "asked@example.org"
