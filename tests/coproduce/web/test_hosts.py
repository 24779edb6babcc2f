"""The name and the sender of a request are believed only as far as the settings say."""

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import quote

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from sqlmodel import Session

from coproduce.accounts.access import anyone
from coproduce.config import Settings
from coproduce.web.hosts import name_in
from tests.conftest import Build
from tests.factories import person
from tests.pages import PageClient

HTTPS = "https://coproduce.example.org"
ELSEWHERE = (
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "javascript:alert(1)",
    "%2f%2fevil.example",
    "http:evil.example",
    " //evil.example",
    "///evil.example",
)


@pytest.fixture
def live(
    request: pytest.FixtureRequest, settings: Settings, build: Build, build_once: Build
) -> Callable[..., Flask]:
    """The application as in production, with these network settings."""
    put_together = build if request.node.get_closest_marker("own_app") else build_once

    def make(**network: object) -> Flask:
        given = replace(settings.network, **network)  # type: ignore[arg-type]  # the test's own words
        return put_together(replace(settings, environment="production", base_url=HTTPS, network=given))

    return make


def status(client: FlaskClient, host: str, path: str = "/sign-in") -> int:
    """What a request to this name gets."""
    return client.get(path, headers={"Host": host}).status_code


@pytest.mark.parametrize(
    "host",
    ["evil.example", "coproduce.example.org.evil.example", "evil.example:443", "127.0.0.1", "", "a b", "x@y"],
)
def test_another_name_is_refused_with_a_page_of_ours(live: Callable[..., Flask], host: str) -> None:
    answer = live().test_client().get("/sign-in", headers={"Host": host})

    assert answer.status_code == 400
    assert "<h1>" in answer.text
    assert host not in answer.text or len(host) < 4


@pytest.mark.parametrize("host", ["coproduce.example.org", "COPRODUCE.example.org:443"])
def test_our_name_is_answered(live: Callable[..., Flask], host: str) -> None:
    assert status(live().test_client(), host) == 200


def test_more_names_may_be_given(live: Callable[..., Flask]) -> None:
    client = live(more_hosts=("coproduce.internal",)).test_client()

    assert status(client, "coproduce.internal:8000") == 200
    assert status(client, "other.internal") == 400


def test_a_machine_that_knows_a_number_alone_may_ask_how_we_are(live: Callable[..., Flask]) -> None:
    assert status(live().test_client(), "10.0.0.7:8000", "/healthz") == 200


def test_while_developing_this_machine_is_answered_at_every_port(app: Flask) -> None:
    client = app.test_client()

    assert [status(client, host) for host in ("localhost:5000", "127.0.0.1:8123", "[::1]:8000")] == [200, 200, 200]
    assert status(client, "evil.example") == 400


def test_a_name_is_read_without_its_port() -> None:
    assert name_in("A.example:8000") == "a.example"
    assert name_in("[::1]:80") == "[::1]"
    assert name_in("a.example/../b") == ""


@pytest.mark.parametrize("address", ["/surveys/", "/plan/", "/manage/"])
def test_no_redirect_leaves_the_site(app: Flask, address: str) -> None:
    answer = app.test_client().get(address)

    if answer.location:
        assert answer.location.startswith(("/", "http://localhost/"))


def test_signing_in_leads_to_an_address_of_ours_whatever_was_asked(app: Flask, session: Session) -> None:
    person(session, email="a@example.org", password="plain-words-for-a-test")
    session.commit()

    for asked in ELSEWHERE:
        client = PageClient(app)
        sent = {
            **client.open("/sign-in").hidden_fields(),
            "email": "a@example.org",
            "password": "plain-words-for-a-test",
        }
        there = client.post(f"/sign-in?next={quote(asked)}", sent).response.headers["Location"]
        assert there.startswith("/"), asked
        assert not there.startswith(("//", "/\\", "/\t")), asked


@pytest.mark.own_app
def test_proxies_are_heard_only_when_the_settings_name_them(live: Callable[..., Flask]) -> None:
    said = {"X-Forwarded-For": "198.51.100.7", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example"}
    seen = []
    for proxies in (0, 1):
        app = live(proxies=proxies)
        app.add_url_rule("/who", view_func=anyone(lambda: f"{request.remote_addr} {request.scheme}"))
        seen.append(app.test_client().get("/who", headers={"Host": "coproduce.example.org", **said}).text)

    assert seen == ["127.0.0.1 http", "198.51.100.7 https"]
