"""One address may not send or guess without end, and nobody loses what they typed by it."""

from collections.abc import Iterator
from contextvars import Context
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlmodel import Session

from coproduce.app import create_app
from coproduce.config import Network, Settings
from coproduce.core import clock
from coproduce.web import limits, robots
from surveys.models import Response
from tests.conftest import Build
from tests.factories_surveys import ALL_AGREE, pulse
from tests.pages import PageClient

ADDRESS = "/s/parent-pulse"


@pytest.fixture
def limited(app: Flask, settings: Settings, build_once: Build) -> Iterator[Flask]:
    """The application with its limits; beside `app`, which empties the database."""
    made = build_once(replace(settings, network=Network()))
    limits.limiter.enabled = True
    limits.limiter.reset()
    yield made
    limits.limiter.enabled = False


class From(PageClient):
    """A browser at this network address."""

    def __init__(self, app: Flask, address: str) -> None:
        super().__init__(app)
        self.browser.environ_base["REMOTE_ADDR"] = address


def send(client: PageClient, times: int, **typed: str) -> list[int]:
    """Send an empty form so often, which stores nothing; the statuses."""
    sent = {**client.open(ADDRESS).hidden_fields(), **typed}
    return [Context().run(client.browser.post, ADDRESS, data=sent).status_code for _ in range(times)]


def shown_a_while_ago(settings: Settings) -> dict[str, str]:
    """The signed time of a page that somebody took a minute to fill in."""
    return {"step.shown": robots.stamp(settings.secret_key, now=clock.now() - timedelta(minutes=1))}


@pytest.fixture
def _open(session: Session) -> None:
    pulse(session)
    session.commit()


@pytest.mark.usefixtures("_open")
def test_a_full_hall_is_taken_and_an_answer_too_many_keeps_everything_typed_and_is_taken_a_minute_later(
    limited: Flask, session: Session, settings: Settings
) -> None:
    if settings.database_url.startswith("postgresql"):
        pytest.skip("What an address sent is counted in memory: one database is enough for 300 forms.")
    client = From(limited, "203.0.113.5")
    assert set(send(client, 300)) == {422}
    form = {**client.open(ADDRESS).hidden_fields(), **ALL_AGREE, "comment": "Nobody rings <back>."}
    form |= shown_a_while_ago(settings)

    page = client.post(ADDRESS, form, status=429)

    assert page.response.headers["Retry-After"] == "60"
    assert "Everything you typed is still here" in page.text
    assert "Nobody rings &lt;back&gt;." in page.html
    assert page.checked("i1") == ["4"]
    assert session.scalar(select(func.count()).select_from(Response)) == 0
    # Somebody elsewhere is not made to wait; a minute later neither is this family.
    From(limited, "203.0.113.6").send_form(ADDRESS, ALL_AGREE | shown_a_while_ago(settings))
    limits.limiter.reset()
    client.post(ADDRESS, form)


def test_another_form_too_many_is_kept_in_the_page_for_one_button(limited: Flask) -> None:
    client = From(limited, "203.0.113.5")
    token = client.open("/sign-in").hidden_fields()
    for _ in range(300):
        client.browser.post("/sign-out", data={})

    page = client.post("/sign-out", {**token, "words": "Two <lines>\nof words"}, status=429)

    assert page.hidden_fields()["words"] == "Two <lines>\nof words"
    assert page.all("form")[-1]["action"] == "/sign-out"


def test_a_page_never_repeats_a_password(limited: Flask) -> None:
    client = From(limited, "203.0.113.5")
    for _ in range(300):
        client.browser.post("/sign-in", data={})

    page = client.post("/sign-in", {"email": "a@example.org", "password": "open-sesame"}, status=429)

    assert "open-sesame" not in page.html
    assert "Wait a minute" in page.text


def test_who_guesses_receipts_is_made_to_wait_and_who_reads_is_not(limited: Flask) -> None:
    guesser = From(limited, "203.0.113.5")

    said = [guesser.browser.get(f"/receipt/no-such-code-{number}").status_code for number in range(21)]

    assert said == [404] * 20 + [429]
    assert From(limited, "203.0.113.6").open("/receipt/another-code", status=404)
    for _ in range(40):
        From(limited, "203.0.113.7").open("/receipt")


def test_who_guesses_codes_of_complaints_is_made_to_wait(limited: Flask) -> None:
    guesser = From(limited, "203.0.113.5")

    said = [guesser.browser.get(f"/privacy/complaint/no-such-{number}").status_code for number in range(21)]

    assert said == [404] * 20 + [429]


def test_an_address_stands_in_memory_only_as_a_mark(limited: Flask) -> None:
    client = From(limited, "203.0.113.5")
    client.browser.post("/sign-out", data={})

    kept = str(vars(limits.limiter.storage))
    assert limits.mark_of("203.0.113.5") in kept
    assert "203.0.113" not in kept


def test_a_household_is_one_address_however_many_it_has() -> None:
    assert limits.mark_of("2001:db8::1") == limits.mark_of("2001:db8::2:3")
    assert limits.mark_of("2001:db8::1") != limits.mark_of("2001:db8:0:1::1")
    assert limits.mark_of("203.0.113.5") != limits.mark_of("203.0.113.6")
    assert limits.mark_of("") == limits.mark_of("no address")


def test_a_proxy_that_we_were_not_told_of_does_not_stand_for_everybody(app: Flask, settings: Settings) -> None:
    live = create_app(
        replace(settings, environment="production", base_url="https://a.example.org", network=Network())
    )
    try:
        browser = live.test_client()
        said = {browser.post("/sign-out", base_url="https://a.example.org").status_code for _ in range(310)}
        assert 429 not in said
    finally:
        limits.limiter.enabled = False
        live.extensions["engine"].dispose()
