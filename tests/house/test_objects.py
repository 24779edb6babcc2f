"""What is somebody else's: knowing its number or its address opens nothing."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlmodel import Session, col, select

from coproduce.accounts import invitations
from coproduce.accounts.models import Person, Role, SecondStep, SignIn
from coproduce.accounts.people import COMMAND
from coproduce.config import Settings
from coproduce.core import clock
from coproduce.voice import receipts
from tests.conftest import PASSWORD
from tests.factories import NOON, person
from tests.factories_accounts import invited, last_link
from tests.factories_voice import comment
from tests.factories_yousaid import WAVE, draft, said
from tests.pages import PageClient

SignInAs = Callable[[Role], PageClient]
WORDS = "My son came home with a bruise and is scared to go back."


def test_a_draft_is_nothing_to_families(client: PageClient, session: Session) -> None:
    said(session)
    reply = draft(session)
    session.commit()

    client.open(f"/you-said-we-did/{reply.id}", status=404)
    assert f"/you-said-we-did/{reply.id}" not in client.open("/you-said-we-did").links


@pytest.mark.parametrize("act", ["sign", "withdraw"])
def test_the_forum_does_with_an_officers_draft_only_what_is_the_forums(
    app: Flask, signed_in_as: SignInAs, session: Session, act: str
) -> None:
    said(session)
    reply = draft(session)
    session.commit()
    app.config["WTF_CSRF_ENABLED"] = False

    signed_in_as(Role.FORUM).post(f"/manage/replies/{reply.id}/{act}", {"version": "1"}, status=403)


def test_an_officer_does_not_sign_for_the_forum(app: Flask, signed_in_as: SignInAs, session: Session) -> None:
    said(session)
    reply = draft(session)
    session.commit()
    app.config["WTF_CSRF_ENABLED"] = False
    officer = signed_in_as(Role.OFFICER)

    for act in ("co-sign", "note"):
        officer.post(f"/manage/replies/{reply.id}/{act}", {"version": "1"}, status=403)


def test_a_withdrawn_invitation_opens_nothing(client: PageClient, session: Session) -> None:
    kept = invited(session)
    session.commit()
    link = last_link(session)
    fields = client.open(link).hidden_fields()
    invitations.withdraw(session, invitation_id=kept.id or 0, by=COMMAND, now=clock.now())
    session.commit()

    client.post(link, {**fields, "password": "lantern-otter-marmalade"}, status=410)

    session.rollback()
    assert session.exec(select(Person)).all() == []


def test_nobody_ends_another_persons_sign_in(signed_in_as: SignInAs, session: Session) -> None:
    lead, forum = signed_in_as(Role.SAFEGUARDING), signed_in_as(Role.FORUM)
    leads = session.exec(select(SignIn.id).order_by(col(SignIn.id))).first()

    forum.post(f"/manage/account/sign-ins/{leads}/end", forum.open("/manage/account").hidden_fields(), status=404)

    lead.open("/manage")


def test_the_page_for_a_recovery_code_is_only_for_whoever_gave_that_persons_password(
    app: Flask, client: PageClient, session: Session
) -> None:
    someone = person(session, email="officer@example.org", password=PASSWORD)
    session.add(SecondStep(person_id=someone.id or 0, sealed_secret="x", last_step=1, set_at=NOON))
    session.commit()
    half_way = PageClient(app)
    half_way.send_form("/sign-in", {"email": "officer@example.org", "password": PASSWORD})
    half_way.open("/sign-in/recovery-code")

    for path in ("/sign-in/recovery-code", "/sign-in/second-step"):
        elsewhere = client.open(path, status=302)
        assert elsewhere.response.headers["Location"].startswith("/sign-in")
    half_way.open("/manage", status=302)


def test_a_receipt_that_is_not_yours_is_like_one_that_never_was(
    client: PageClient, session: Session, settings: Settings
) -> None:
    said(session)
    code = "apple-beach-cloud-drum-earth-field"
    receipts.give(session, secret=settings.secret_key, code=code, wave=WAVE, themes=("communication",))
    session.commit()

    near = client.open("/receipt/apple-beach-cloud-drum-earth-apple", status=404)
    never = client.open("/receipt/river-river-river-river-river-river", status=404)

    assert near.h1 == never.h1
    assert "We do not know these words." in near.text


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SAFEGUARDING])
def test_a_concern_is_the_leads_alone(app: Flask, signed_in_as: SignInAs, session: Session, role: Role) -> None:
    made = comment(session, text=WORDS, concern=True, concern_kinds=("physical_harm_restraint",))
    session.commit()
    app.config["WTF_CSRF_ENABLED"] = False
    browser = signed_in_as(role)

    assert WORDS not in browser.open(f"/manage/concerns/{made.id}", status=403).text
    browser.post(f"/manage/concerns/{made.id}/open", {}, status=403)
