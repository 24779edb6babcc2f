"""Signing in with a work account, from the button to the first page, against a real provider program."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlmodel import Session, select

from coproduce.accounts.links import ProviderSubject
from coproduce.accounts.models import Person, Role, SignIn
from coproduce.config import Oidc, Settings
from coproduce.core import audit
from tests.factories import person
from tests.factories_accounts import invited
from tests.oidc.program import CLIENT_ID, CLIENT_SECRET, Program
from tests.pages import Page, PageClient

EMAIL = "viewer@example.org"


@pytest.fixture
def settings(migrated: str, provider: Program) -> Settings:
    """The application is told of the provider."""
    oidc = Oidc(provider.issuer, CLIENT_ID, CLIENT_SECRET)
    return Settings(database_url=migrated, secret_key="k" * 40, cheap_passwords=True, oidc=oidc)


def way_back(browser: PageClient, provider: Program, *, start: str = "/sign-in/provider", **claims: Any) -> str:
    """Press the button, be somebody at the provider, and stand before the address that it sends back to."""
    asked = browser.open(start, status=302).response.headers["Location"]
    parts = urlsplit(provider.answer(asked, **{"sub": "s-1", **claims}))
    return f"{parts.path}?{parts.query}"


def sign_in(browser: PageClient, provider: Program, *, status: int = 303, **claims: Any) -> Page:
    told = {"email": EMAIL, "email_verified": True, **claims}
    return browser.open(way_back(browser, provider, **told), status=status)


def test_somebody_who_was_added_signs_in(client: PageClient, session: Session, provider: Program) -> None:
    person(session, email=EMAIL, role=Role.VIEWER, title="Board member")
    session.commit()
    assert "/sign-in/provider" in client.open("/sign-in").links

    page = client.follow(sign_in(client, provider))

    assert "Signed in as Board member" in page.text
    session.rollback()
    assert [one.how.value for one in session.exec(select(SignIn))] == ["oidc"]
    assert [one.subject for one in session.exec(select(ProviderSubject))] == ["s-1"]
    assert {entry.act for entry in audit.entries(session)} >= {"people.provider_joined", "sign-in.started"}


def test_the_second_time_the_address_does_not_matter(
    app: Flask, client: PageClient, session: Session, provider: Program
) -> None:
    person(session, email=EMAIL, role=Role.VIEWER)
    session.commit()
    sign_in(client, provider)

    sign_in(PageClient(app), provider, email="renamed@example.org", email_verified=False)


def test_somebody_who_was_invited_takes_it_up(client: PageClient, session: Session, provider: Program) -> None:
    invited(session, email=EMAIL, role=Role.VIEWER, title="Inspector")
    session.commit()

    assert "Signed in as Inspector" in client.follow(sign_in(client, provider)).text


@pytest.mark.parametrize(
    "claims",
    [{"email": "stranger@example.org"}, {"email_verified": False}, {"email": None}],
    ids=["stranger", "unverified", "no_address"],
)
def test_nobody_else_signs_in_and_no_account_is_made(
    client: PageClient, session: Session, provider: Program, claims: dict[str, object]
) -> None:
    person(session, email=EMAIL, role=Role.VIEWER)
    session.commit()

    page = sign_in(client, provider, status=403, **claims)

    assert page.h1 == "You are not in the list of people here"
    client.open("/manage", status=302)
    session.rollback()
    assert len(session.exec(select(Person)).all()) == 1
    assert session.exec(select(ProviderSubject)).all() == []


def test_an_answer_signs_in_once_and_only_the_browser_that_asked(
    app: Flask, client: PageClient, session: Session, provider: Program
) -> None:
    person(session, email=EMAIL, role=Role.VIEWER)
    session.commit()
    back = way_back(client, provider, email=EMAIL, email_verified=True)

    assert PageClient(app).open(back, status=403).h1 == "That did not sign you in"
    client.open(back, status=303)
    assert client.open(back, status=403).h1 == "That did not sign you in"


@pytest.mark.parametrize("name", ["state", "nonce", "verifier"])
def test_a_changed_question_is_not_answered(
    client: PageClient, session: Session, provider: Program, name: str
) -> None:
    person(session, email=EMAIL, role=Role.VIEWER)
    session.commit()
    back = way_back(client, provider, email=EMAIL, email_verified=True)
    with client.browser.session_transaction() as kept:
        question = {**kept["provider"]["question"], name: "x" * 48}
        kept["provider"] = {**kept["provider"], "question": question}

    client.open(back, status=403)


def test_whoever_says_no_at_the_provider_is_not_signed_in(client: PageClient, provider: Program) -> None:
    assert sign_in(client, provider, status=403, refuse=True).h1 == "That did not sign you in"


@pytest.mark.parametrize("elsewhere", ["//x.example", "https://x.example", "/\\x.example", "javascript:1"])
def test_it_never_leads_to_another_site(
    client: PageClient, session: Session, provider: Program, elsewhere: str
) -> None:
    person(session, email=EMAIL, role=Role.VIEWER)
    session.commit()
    back = way_back(
        client, provider, start=f"/sign-in/provider?next={elsewhere}", email=EMAIL, email_verified=True
    )

    assert client.open(back, status=303).response.headers["Location"] == "/manage"


def test_it_leads_to_the_page_that_was_asked_for(client: PageClient, session: Session, provider: Program) -> None:
    person(session, email=EMAIL, role=Role.VIEWER)
    session.commit()
    page = client.follow(client.open("/manage/plan", status=302))
    (start,) = [link for link in page.links if link.startswith("/sign-in/provider")]

    back = way_back(client, provider, start=start, email=EMAIL, email_verified=True)

    assert client.open(back, status=303).response.headers["Location"] == "/manage/plan"


def test_the_provider_sends_people_to_our_address_whatever_the_host_header_says(client: PageClient) -> None:
    sent = client.open("/sign-in/provider", status=302).response.headers["Location"]
    assert "redirect_uri=http%3A%2F%2F127.0.0.1%3A8000%2Fsign-in%2Fprovider%2Fback" in sent

    assert client.browser.get("/sign-in/provider", headers={"Host": "evil.example"}).status_code == 400


def test_a_provider_that_is_down_has_a_plain_page(app: Flask, client: PageClient, settings: Settings) -> None:
    app.config["SETTINGS"] = replace(settings, oidc=replace(settings.oidc, issuer="http://127.0.0.1:9"))

    page = client.open("/sign-in/provider", status=503)

    assert page.h1 == "Signing in with your work account does not work at the moment"


def test_it_is_off_where_nothing_is_set(app: Flask, client: PageClient, settings: Settings) -> None:
    app.config["SETTINGS"] = replace(settings, oidc=Oidc())

    assert not any("/sign-in/provider" in link for link in client.open("/sign-in").links)
    client.open("/sign-in/provider", status=404)
    client.open("/sign-in/provider/back?code=x&state=y", status=404)


@pytest.fixture
def must(app: Flask, settings: Settings) -> PageClient:
    """A browser on a site where officers must have a second step."""
    app.config["SETTINGS"] = replace(settings, sign_ins=replace(settings.sign_ins, second_step="required"))
    return PageClient(app)


@pytest.mark.parametrize("amr", [["pwd"], ["pwd", "otp"], []])
def test_an_officer_is_asked_for_our_second_step_where_the_provider_speaks_of_none(
    must: PageClient, session: Session, provider: Program, amr: list[str]
) -> None:
    person(session, email=EMAIL, role=Role.OFFICER)
    session.commit()

    asked = sign_in(must, provider, amr=amr)

    assert "/sign-in/set-up" in asked.response.headers["Location"]
    must.open("/manage", status=302)


def test_an_officer_is_not_asked_twice_where_the_provider_speaks_of_one(
    must: PageClient, session: Session, provider: Program
) -> None:
    person(session, email=EMAIL, role=Role.OFFICER)
    session.commit()

    assert sign_in(must, provider, amr=["pwd", "mfa"]).response.headers["Location"] == "/manage"
    must.open("/manage")
