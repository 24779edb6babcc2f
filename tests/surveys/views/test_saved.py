"""Save and come back later: on the one page, with words, on another device."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import Engine, func, select
from sqlmodel import Session

from coproduce.core import clock
from surveys.drafts.models import Draft
from surveys.models import Response
from tests.factories_surveys import choice, definition, pulse
from tests.pages import Page, PageClient

ADDRESS = "/s/parent-pulse"
TYPED = {"i1": "5", "anchor": "0", "comment": "Nobody rings <back>.", "setting": "home", "step.do": "save"}


@pytest.fixture(autouse=True)
def _open(session: Session) -> None:
    pulse(session)
    session.commit()


def stored(engine: Engine, model: type = Response) -> int:
    with Session(engine) as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def saved(client: PageClient) -> tuple[Page, str]:
    page = client.follow(client.send_form(ADDRESS, TYPED))
    found = re.search(r'<p class="code"[^>]*>([a-z ]+)</p>', page.html)
    assert found is not None
    return page, found[1]


def test_it_is_kept_with_words_and_goes_on_on_another_device_in_its_language(
    client: PageClient, engine: Engine
) -> None:
    client.open(f"{ADDRESS}?lang=ur")
    page, code = saved(client)
    assert len(code.split()) == 6
    assert any(attrs.get("class") == "qr" for tag, attrs in page.tags if tag == "svg")
    assert stored(engine) == 0

    other = PageClient(client.app)
    other.open(f"/resume/{code.replace(' ', '-')}")
    opened = other.follow(other.send_form("/resume", {"code": code.upper()}))

    assert opened.all("html")[0]["lang"] == "ur"
    assert opened.checked("i1") == ["5"]
    assert opened.chosen("setting") == "home"
    assert "Nobody rings &lt;back&gt;." in opened.html
    other.post(ADDRESS, {**opened.hidden_fields(), "i1": "4", "i2": "4"})
    assert stored(engine) == 1

    # The first device does not send it a second time, and says so.
    again = client.open(f"{ADDRESS}/go-on")
    thanks = client.follow(client.post(ADDRESS, {**again.hidden_fields(), "i1": "1"}))
    assert any(attrs.get("role") == "status" for _, attrs in thanks.tags)
    assert stored(engine) == 1
    third = PageClient(client.app)
    assert third.follow(third.send_form("/resume", {"code": code})).h1 == "Thank you. We have your answers."


def test_words_that_open_nothing_have_one_answer(client: PageClient, engine: Engine) -> None:
    _, code = saved(client)
    other = PageClient(client.app)
    unknown = other.send_form("/resume", {"code": "apple apple apple apple apple apple"}, status=404)
    with Session(engine) as session:
        session.execute(Draft.__table__.update().values(expires_on=clock.today() - timedelta(days=1)))  # type: ignore[attr-defined]  # SQLModel gives the table at run time
        session.commit()

    expired = other.send_form("/resume", {"code": code}, status=404)

    assert unknown.text == expired.text
    assert "These words open nothing." in unknown.text
    assert client.open(f"{ADDRESS}/go-on", status=303).response.headers["Location"] == ADDRESS
    assert "Send my answers" in client.open(ADDRESS).text


def test_a_draft_of_an_earlier_version_opens_in_it_and_a_closed_survey_shows_the_words(
    client: PageClient, session: Session, engine: Engine
) -> None:
    saved(client)
    pulse(session, raw=definition(choice(), slug="parent-pulse"))
    session.commit()
    page = client.open(f"{ADDRESS}/go-on")
    assert page.checked("i1") == ["5"]

    pulse(
        session,
        raw=definition(choice(), slug="parent-pulse"),
        opens_on=clock.today() - timedelta(days=9),
        closes_on=clock.today() - timedelta(days=1),
    )
    session.commit()
    closed = client.open(f"{ADDRESS}/go-on")
    assert "Your answers were not sent" in closed.text
    assert "Nobody rings &lt;back&gt;." in closed.html
    assert "Agree strongly" in closed.text
    assert stored(engine) == 0


def test_a_shared_computer_forgets_and_the_words_still_open_it(client: PageClient) -> None:
    page, code = saved(client)
    client.post(f"{ADDRESS}/forget", page.hidden_fields())

    assert client.open(ADDRESS).checked("i1") == []
    assert client.follow(client.send_form("/resume", {"code": code})).checked("i1") == ["5"]


def test_its_words_erase_it(client: PageClient, engine: Engine) -> None:
    page, code = saved(client)
    erase = f"/receipt/{code.replace(' ', '-')}/erase"
    assert erase in page.links

    client.send_form(erase, {})

    assert stored(engine, Draft) == 0
    assert client.open(ADDRESS).checked("i1") == []
