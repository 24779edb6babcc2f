"""The language switch of an answer page keeps everything typed, and stores nothing."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine, func, select
from sqlmodel import Session

from coproduce.core import clock
from coproduce.web import locale
from surveys.models import Response
from tests.factories_surveys import ALL_AGREE, choice, definition, pulse
from tests.pages import Page, PageClient

ADDRESS = "/s/parent-pulse"
TYPED = {"i1": "5", "anchor": "0", "quote": "yes", "comment": "Nobody rings <back>.", "setting": "home"}


@pytest.fixture(autouse=True)
def _open(session: Session) -> None:
    pulse(session)
    session.commit()


def stored(engine: Engine) -> int:
    with Session(engine) as session:
        return session.scalar(select(func.count()).select_from(Response)) or 0


def switch(client: PageClient, to: str, **typed: str) -> Page:
    return client.send_form(ADDRESS, {**typed, "switch": to}, status=200)


def tongue(page: Page) -> str:
    return page.all("html")[0]["lang"]


def test_the_switch_sends_the_form(client: PageClient) -> None:
    page = client.open(ADDRESS)

    assert page.field("switch") == {"form": "answers", "name": "switch", "value": "ur", "lang": "ur", "dir": "rtl"}
    assert page.all("form")[0]["id"] == "answers"
    assert not any("lang=ur" in link for link in page.links)
    assert "/surveys?lang=ur" in client.open("/surveys").links


def test_enter_in_a_field_sends_the_answers(client: PageClient) -> None:
    """A form's first button is the one that Enter presses."""
    buttons = [tag for tag in client.open(ADDRESS).all("button") if tag.get("form") == "answers"]

    assert "name" not in buttons[0]
    assert buttons[0]["tabindex"] == "-1"
    assert buttons[0]["aria-hidden"] == "true"
    assert buttons[1]["name"] == "switch"


def test_everything_typed_is_there_in_the_other_language(client: PageClient, engine: Engine) -> None:
    page = switch(client, "ur", **TYPED)

    assert tongue(page) == "ur"
    assert (page.checked("i1"), page.checked("anchor"), page.checked("quote")) == (["5"], ["0"], ["yes"])
    assert page.chosen("setting") == "home"
    assert page.chosen("area") == ""
    assert "Nobody rings &lt;back&gt;." in page.html
    assert stored(engine) == 0

    client.post(ADDRESS, {**page.hidden_fields(), **TYPED})
    with Session(engine) as session:
        assert session.scalars(select(Response)).one().language == "ur"


def test_nothing_is_called_wrong_yet(client: PageClient) -> None:
    for typed in ({}, {"i1": "9", "comment": "x" * 5_001}):
        page = switch(client, "en", **typed)

        assert not any("error" in attrs.get("class", "") for _, attrs in page.tags)
        assert not any(attrs.get("role") == "alert" for _, attrs in page.tags)
        assert page.title.startswith("How is support going")


def test_the_browser_remembers_the_language(client: PageClient) -> None:
    switch(client, "ur")

    assert tongue(client.open("/surveys")) == "ur"
    assert tongue(switch(client, "en")) == "en-GB"
    assert tongue(client.open("/surveys")) == "en-GB"


def test_a_language_that_is_not_offered_changes_nothing(client: PageClient, engine: Engine) -> None:
    page = switch(client, "xx", **TYPED)

    assert tongue(page) == "en-GB"
    assert page.checked("i1") == ["5"]
    assert client.browser.get_cookie(locale.COOKIE) is None
    assert stored(engine) == 0


@pytest.mark.parametrize("lost", [{"csrf_token": "from long ago"}, {}])
def test_a_lost_token_says_so_in_the_language_asked_for(
    client: PageClient, engine: Engine, lost: dict[str, str]
) -> None:
    page = client.post(ADDRESS, {**TYPED, **lost, "switch": "ur"}, status=422)

    assert tongue(page) == "ur"
    assert any(attrs.get("role") == "alert" for _, attrs in page.tags)
    assert page.checked("i1") == ["5"]
    assert page.chosen("setting") == "home"
    assert stored(engine) == 0

    client.post(ADDRESS, {**page.hidden_fields(), **TYPED})
    assert stored(engine) == 1


def test_a_survey_that_closed_meanwhile_says_so_in_that_language(client: PageClient, session: Session) -> None:
    hidden = client.open(ADDRESS).hidden_fields()
    yesterday = clock.today() - timedelta(days=1)
    pulse(session, opens_on=yesterday, closes_on=yesterday)
    session.commit()

    assert tongue(client.post(ADDRESS, {**hidden, "switch": "ur"}, status=422)) == "ur"
    assert client.browser.post("/s/nothing", data={**hidden, "switch": "ur"}).status_code == 404


def test_the_questions_stay_those_of_the_version_that_was_shown(client: PageClient, session: Session) -> None:
    hidden = client.open(ADDRESS).hidden_fields()
    pulse(session, raw=definition(choice(), slug="parent-pulse"))
    session.commit()

    page = client.post(ADDRESS, {**hidden, **ALL_AGREE, "switch": "ur"}, status=200)
    assert page.checked("i8") == ["4"]
    assert page.hidden_fields()["version"] == hidden["version"]


def test_a_page_that_repeats_what_was_typed_is_not_compressed(app: Flask) -> None:
    browser = PageClient(app)
    hidden = browser.open(ADDRESS).hidden_fields()
    sent = browser.browser.post(ADDRESS, data={**hidden, "switch": "ur"}, headers={"Accept-Encoding": "gzip"})

    assert sent.status_code == 200
    assert sent.content_encoding is None
