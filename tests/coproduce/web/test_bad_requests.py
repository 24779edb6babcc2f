"""What nobody types gets a page and no 500, and no log holds a family's words."""

import logging
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask, request
from sqlalchemy import text
from sqlmodel import Session

from coproduce.accounts.models import Role
from coproduce.web.session import session as page_session
from tests.pages import PageClient

HUGE = "9" * 400


@pytest.mark.parametrize(
    "address",
    [
        f"/plan/earlier/{HUGE}",
        "/plan/earlier/2147483648",
        f"/you-said-we-did/{HUGE}",
        "/you-said-we-did?theme=%00",
        "/you-said-we-did?action=%00",
        f"/you-said-we-did?page={HUGE}",
        "/plan/actions/%00",
        "/plan/earlier/1/actions/%00",
        "/receipt/%00",
        "/s/%00",
        "/sign-in?next=//[",
    ],
)
def test_an_address_that_cannot_be_is_no_error_of_ours(client: PageClient, address: str) -> None:
    assert client.browser.get(address).status_code in (200, 400, 404)


@pytest.mark.parametrize("step", ["second-step", "recovery-code", "set-up"])
def test_a_next_address_that_cannot_be_leads_to_the_beginning(client: PageClient, step: str) -> None:
    answer = client.browser.get(f"/sign-in/{step}?next=//[")

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/sign-in")


def test_a_referrer_that_cannot_be_is_no_error_of_ours(client: PageClient) -> None:
    answer = client.browser.post("/manage/people/invite", headers={"Referer": "http://["})

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/sign-in?next=/manage"


@pytest.mark.parametrize("path", ["/%5Cx.example/", "/%09/x.example/"])
def test_no_address_turns_the_language_switch_into_a_link_to_another_site(client: PageClient, path: str) -> None:
    page = client.browser.get(path)

    links = re.findall(r'href="([^"]*x\.example[^"]*)"', page.text)
    assert links
    for link in links:
        assert link.startswith("/")
        assert link[1:2] not in ("/", "\\")
        assert link.isprintable()


def test_a_nul_in_the_sign_in_form_is_no_error_of_ours(client: PageClient) -> None:
    page = client.open("/sign-in")

    sent = {**page.hidden_fields(), "email": "a\0b@example.org", "password": "x"}

    assert client.browser.post("/sign-in", data=sent).status_code in (400, 422)


def test_signing_in_never_writes_a_second_line_of_headers(signed_in_as: Callable[[Role], PageClient]) -> None:
    browser = signed_in_as(Role.OFFICER)
    page = browser.open("/sign-in")
    sent = {**page.hidden_fields(), "email": "officer@example.org", "password": "plain-words-for-a-test"}

    answer = browser.browser.post("/sign-in?next=/%0d%0aLocation:x", data=sent)

    assert answer.status_code == 303
    assert answer.headers["Location"].endswith("/manage")


@pytest.mark.own_app
def test_an_unexpected_error_is_logged_without_what_was_sent(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.testing = False

    def breaks() -> str:
        page_session.execute(text("SELECT :words FROM nowhere"), {"words": request.args["words"]})
        return ""

    app.add_url_rule("/breaks", view_func=breaks)
    breaks.who_may_see = "everybody"  # type: ignore[attr-defined]
    with caplog.at_level(logging.ERROR):
        answer = app.test_client().get("/breaks?words=SECRET")

    assert answer.status_code == 500
    assert "OperationalError" in caplog.text or "ProgrammingError" in caplog.text
    assert "SECRET" not in caplog.text


def test_the_database_file_is_for_one_account_alone(session: Session) -> None:
    bind = session.get_bind()
    path = bind.engine.url.database
    if bind.dialect.name == "sqlite" and path:
        assert Path(path).stat().st_mode & 0o077 == 0
