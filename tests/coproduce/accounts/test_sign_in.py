"""Signing in with the right password, and with the wrong one."""

import pytest
from sqlmodel import Session, select

from coproduce.accounts import sign_in
from coproduce.accounts.models import Role, SignInTries
from tests.factories import NOON, person
from tests.pages import PageClient

PASSWORD = "plain-words-for-a-test"


def test_an_address_is_there_once_however_it_is_written(session: Session) -> None:
    person(session, email="Officer@Example.org")

    with pytest.raises(sign_in.AlreadyThere):
        person(session, email=" officer@example.ORG ")


def test_the_right_password_opens_and_the_wrong_one_does_not(session: Session) -> None:
    person(session, email="officer@example.org", password=PASSWORD)

    assert sign_in.check_password(session, email="OFFICER@example.org", password=PASSWORD, cheap=True)
    assert not sign_in.check_password(session, email="officer@example.org", password="wrong", cheap=True)
    assert not sign_in.check_password(session, email="nobody@example.org", password=PASSWORD, cheap=True)


def test_somebody_who_has_left_cannot_sign_in(session: Session) -> None:
    someone = person(session, email="officer@example.org", password=PASSWORD)
    someone.active = False
    session.flush()

    assert not sign_in.check_password(session, email="officer@example.org", password=PASSWORD, cheap=True)


def test_the_page_answers_the_same_for_a_wrong_password_and_an_unknown_address(
    client: PageClient, session: Session
) -> None:
    person(session, email="officer@example.org", password=PASSWORD)
    session.commit()

    wrong = client.send_form("/sign-in", {"email": "officer@example.org", "password": "wrong"}, status=422)
    unknown = client.send_form("/sign-in", {"email": "nobody@example.org", "password": "wrong"}, status=422)

    assert "do not belong together" in wrong.text
    assert wrong.text == unknown.text
    assert wrong.field("email")["value"] == "officer@example.org"
    assert "value" not in wrong.field("password") or not wrong.field("password")["value"]


def test_a_new_password_ends_the_sessions_of_the_old_one(client: PageClient, session: Session) -> None:
    person(session, email="officer@example.org", password=PASSWORD, role=Role.OFFICER)
    session.commit()
    client.send_form("/sign-in", {"email": "officer@example.org", "password": PASSWORD})
    client.open("/manage")

    sign_in.reset_password(
        session, email="officer@example.org", password="another-one", by="command", now=NOON, cheap=True
    )
    session.commit()

    refused = client.open("/manage", status=302)
    assert "/sign-in" in refused.response.headers["Location"]


@pytest.mark.parametrize("elsewhere", ["//x.example", "https://x.example", "/\\x.example", "javascript:1", "//["])
def test_signing_in_never_leads_to_another_site(client: PageClient, session: Session, elsewhere: str) -> None:
    person(session, email="officer@example.org", password=PASSWORD)
    session.commit()
    page = client.open("/sign-in")

    sent = client.post(
        f"/sign-in?next={elsewhere}",
        {**page.hidden_fields(), "email": "officer@example.org", "password": PASSWORD},
    )

    assert sent.response.headers["Location"].startswith("/manage")


def test_the_address_stays_when_the_page_is_asked_for_in_another_language(
    client: PageClient, session: Session
) -> None:
    person(session, email="officer@example.org", password=PASSWORD)
    session.commit()

    answers = {"email": "officer@example.org", "password": PASSWORD, "switch": "ur"}
    page = client.send_form("/sign-in", answers, status=200)

    assert page.all("html")[0]["dir"] == "rtl"
    assert page.field("email")["value"] == "officer@example.org"
    assert page.field("password")["value"] == ""
    client.open("/manage", status=302)
    assert session.exec(select(SignInTries)).all() == []
