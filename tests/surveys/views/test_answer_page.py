"""The answer page: what it says before anything is typed, and what it keeps when something is wrong."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import Engine, func, select
from sqlmodel import Session

from coproduce.core import clock
from coproduce.voice.models import Comment
from surveys.models import Response
from tests.factories_surveys import ALL_AGREE, choice, definition, pulse
from tests.pages import Page, PageClient

ADDRESS = "/s/parent-pulse"
A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _open(session: Session) -> None:
    pulse(session)
    session.commit()


def stored(engine: Engine) -> int:
    with Session(engine) as session:
        return session.scalar(select(func.count()).select_from(Response)) or 0


def test_help_stands_before_the_box_for_words(client: PageClient) -> None:
    page = client.open(ADDRESS)

    before, _, _ = page.html.partition("<textarea")
    for said in ("0800 1111", "999", "we cannot find you", "Nobody reads these words round the clock"):
        assert said in before
    assert "Leave this page now" in before
    assert "It takes about 2 minutes." in page.text
    assert "You do not give your name." in page.text
    assert "Send my answers" in page.text


def test_each_question_has_its_place_in_words(client: PageClient) -> None:
    text = client.open(ADDRESS).text

    assert "1 of 18" in text
    assert "18 of 18" in text
    assert "19 of" not in text


def test_an_empty_sheet_is_refused_with_a_sentence(client: PageClient, engine: Engine) -> None:
    page = client.send_form(ADDRESS, {}, status=422)

    assert "You have not answered anything yet." in page.text
    assert stored(engine) == 0


def test_what_was_typed_stays_when_something_is_wrong(client: PageClient, engine: Engine) -> None:
    words = "ا" * 5001
    page = client.send_form(ADDRESS, {"i1": "5", "quote": "yes", "i2": "9", "comment": words}, status=422)

    assert page.checked("i1") == ["5"]
    assert page.checked("quote") == ["yes"]
    assert words in page.html
    assert "5001 characters, and 5000 is the most" in page.text
    assert {"#f-i2", "#f-comment"} <= set(page.links)
    ids = {attrs["id"] for _, attrs in page.tags if "id" in attrs}
    assert {"f-i2", "f-comment"} <= ids
    assert stored(engine) == 0


def test_a_lost_token_keeps_what_was_typed_and_stores_nothing(client: PageClient, engine: Engine) -> None:
    sent = {**ALL_AGREE, "comment": "Nobody rings back.", "csrf_token": "from long ago"}
    page = client.post(ADDRESS, sent, status=422)

    assert "Everything you typed is still here." in page.text
    assert page.checked("i1") == ["4"]
    assert "Nobody rings back." in page.html
    assert stored(engine) == 0

    client.post(ADDRESS, {**sent, **page.hidden_fields()})
    assert stored(engine) == 1


def test_a_missing_token_elsewhere_is_still_an_error(client: PageClient) -> None:
    assert "Send my answers" not in client.post("/s/parent-pulse/thank-you", {}, status=405).html
    assert client.browser.post("/sign-in", data={"email": "a@example.org"}).status_code == 400


def test_an_edit_while_somebody_answers_breaks_nothing(
    client: PageClient, session: Session, engine: Engine
) -> None:
    page = client.open(ADDRESS)
    pulse(session, raw=definition(choice(), slug="parent-pulse"))
    session.commit()

    client.post(ADDRESS, {**page.hidden_fields(), "i1": "5"})

    assert stored(engine) == 1
    assert "Which colour?" in client.open(ADDRESS).text


@pytest.mark.parametrize(
    "body",
    [
        urlencode({"i1": "5\x00", "comment": "a\x00b"}),
        urlencode([("i1", "1"), ("i1", "2")]),
        urlencode({"i1": ["5"], "need": "' or 1=1 --", "anchor": "1e1"}, doseq=True),
        "comment=%ED%A0%80&i1=%FF%FE",
        "&".join(f"field{number}=x" for number in range(900)),
        "i1=" + "5" * 200_000,
        urlencode({"version": "99999999999999999999", "i9": "5", "area": "\u202e"}),
    ],
)
def test_nothing_that_is_sent_breaks_the_page(client: PageClient, engine: Engine, body: str) -> None:
    token = urlencode(client.open(ADDRESS).hidden_fields())
    kind = "application/x-www-form-urlencoded"
    answer = client.browser.post(ADDRESS, data=f"{body}&{token}", content_type=kind)

    assert answer.status_code in (303, 422)
    assert stored(engine) == (1 if answer.status_code == 303 else 0)


def test_words_that_no_database_keeps_are_mended(client: PageClient, session: Session) -> None:
    session.commit()
    client.send_form(ADDRESS, {"comment": "Nobody\x00 rings\r\nback \x07"})

    assert session.scalars(select(Comment)).one().original == "Nobody rings\nback"


def test_a_post_of_a_megabyte_is_turned_away(client: PageClient, engine: Engine) -> None:
    answer = client.browser.post(ADDRESS, data={"comment": "x" * 1_000_000})

    assert answer.status_code == 413
    assert stored(engine) == 0


def test_a_survey_that_is_not_open_says_so_calmly(client: PageClient, session: Session, engine: Engine) -> None:
    today = clock.today()
    pulse(session, raw=definition(slug="gone"), opens_on=today - 9 * A_DAY, closes_on=today - A_DAY)
    pulse(session, raw=definition(slug="coming"), opens_on=today + A_DAY)
    session.commit()

    assert "This survey closed on" in client.open("/s/gone").text
    assert "This survey opens on" in client.open("/s/coming").text
    hidden = client.open(ADDRESS).hidden_fields()
    client.post("/s/gone", {**hidden, "colour": "red"}, status=422)
    assert stored(engine) == 0


@pytest.mark.parametrize(
    "address", ["/s/nothing", "/s/%00", "/s/NOTHING", "/s/nothing%2F..", "/s/nothing/thank-you"]
)
def test_an_address_that_is_not_there(client: PageClient, address: str) -> None:
    assert client.browser.get(address).status_code in (200, 404)
    assert client.browser.get("/s/nothing").status_code == 404


def test_questions_that_are_not_in_the_readers_language_say_so(client: PageClient, session: Session) -> None:
    pulse(session, raw=definition())
    session.commit()

    page = client.open("/s/small?lang=ur")
    assert any(attrs.get("lang") == "en-GB" for tag, attrs in page.tags if tag == "h1")
    assert client.open("/s/small?lang=en").status == 200


def test_the_page_is_sent_compressed_only_when_it_repeats_nothing(app: Flask) -> None:
    browser = app.test_client()
    gzip = {"Accept-Encoding": "gzip"}

    assert browser.get(ADDRESS, headers=gzip).content_encoding == "gzip"
    assert browser.get(f"{ADDRESS}?lang=ur", headers=gzip).content_encoding == "gzip"
    assert browser.get(f"{ADDRESS}?guess=csrf", headers=gzip).content_encoding is None
    assert browser.get(ADDRESS).content_encoding is None


def test_head_and_options_are_answered(client: PageClient) -> None:
    assert client.browser.head(ADDRESS).status_code == 200
    assert "POST" in client.browser.options(ADDRESS).headers["Allow"]


def test_the_list_of_surveys(client: PageClient, session: Session) -> None:
    today = clock.today()
    pulse(session, raw=definition(), opens_on=today - 9 * A_DAY, closes_on=today - A_DAY)
    session.commit()

    page: Page = client.open("/surveys")
    assert page.h1 == "1 survey is open now"
    assert {"/s/parent-pulse", "/s/small"} <= set(page.links)
    assert "Closed on" in page.text
