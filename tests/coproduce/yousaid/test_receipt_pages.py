"""The receipt: forgiving, calm, private."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session

from coproduce.config import Settings
from coproduce.voice import receipts
from tests.factories_yousaid import WAVE, draft, forum, officer, published, said
from tests.pages import PageClient

CODE = "apple-beach-cloud-drum-earth-field"


def given(session: Session, settings: Settings, *themes: str) -> None:
    """A receipt that was given to a family."""
    receipts.give(session, secret=settings.secret_key, code=CODE, wave=WAVE, themes=themes)


def test_it_shows_the_answer_to_what_was_said(client: PageClient, session: Session, settings: Settings) -> None:
    said(session, themes=["communication", "transport", "funding"])
    given(session, settings, "communication", "transport", "funding")
    one, other = officer(session), forum(session)
    published(session, by=one, forum_by=other)
    draft(session, by=one, theme="transport")
    session.commit()

    page = client.open(f"/receipt/{CODE}")

    assert "You wrote about 3 themes." in page.text
    assert "Each family has a named officer" in page.text
    assert page.text.count("Still waiting, since April 2026.") == 2
    assert page.text.count("Heard in April 2026") == 2
    assert "Families said this before" not in page.text
    assert page.text.count("People have read what families said") == 1
    assert page.text.count("Waiting to be read") == 1


MAY = "parent-pulse:2026-05"
EARLIER = "Families said this before, and this was the reply"


def test_an_earlier_reply_does_not_pass_for_one_to_these_words(
    client: PageClient, session: Session, settings: Settings
) -> None:
    said(session)
    one, other = officer(session), forum(session)
    published(session, by=one, forum_by=other, now=datetime(2026, 6, 2, 12, tzinfo=UTC), we_did="The first.")
    said(session, wave=MAY, on=date(2026, 7, 4))
    receipts.give(session, secret=settings.secret_key, code=CODE, wave=MAY, themes=["communication"])
    session.commit()

    waiting = client.open(f"/receipt/{CODE}").text
    assert "Heard in July 2026" in waiting
    assert "Waiting to be read" in waiting
    assert waiting.index("Still waiting, since July 2026.") < waiting.index(EARLIER) < waiting.index("The first.")

    published(session, by=one, forum_by=other, done_on=date(2026, 7, 9), we_did="The second.")
    session.commit()
    answered = client.open(f"/receipt/{CODE}").text
    assert "Still waiting" not in answered
    assert answered.index("The second.") < answered.index(EARLIER) < answered.index("The first.")


def test_what_was_done_before_the_words_is_called_earlier(
    client: PageClient, session: Session, settings: Settings
) -> None:
    said(session, on=date(2026, 7, 4))
    published(session, done_on=date(2026, 6, 1))
    given(session, settings, "communication")
    session.commit()

    page = client.open(f"/receipt/{CODE}")

    assert EARLIER in page.text
    assert "Still waiting" not in page.text


@pytest.mark.parametrize("hidden", [False, True])
def test_a_receipt_without_themes_is_no_dead_end_and_reveals_nothing(
    client: PageClient, session: Session, settings: Settings, hidden: bool
) -> None:
    said(session)
    said(session, wave=MAY, on=date(2026, 5, 4), themes=(), hidden=hidden, concern=hidden)
    published(session)
    receipts.give(session, secret=settings.secret_key, code=CODE, wave=MAY, themes=())
    session.commit()

    page = client.open(f"/receipt/{CODE}")

    assert "You answered in a survey that began in May 2026." in page.text
    assert "Your answers are counted. A person still has to read your words, if you wrote any." in page.text
    assert "What other families said, and what was done Communication" in page.text
    assert "Each family has a named officer" in page.text


def test_the_words_may_be_typed_as_they_come(client: PageClient, session: Session, settings: Settings) -> None:
    given(session, settings, "funding")
    session.commit()

    typed = client.open("/receipt?code=%20Apple%20BEACH%20cloud-drum%0Aearth%20%20field.", status=303)

    assert typed.response.headers["Location"].endswith(f"/receipt/{CODE}")
    assert client.follow(typed).h1 == "What happened to what you said"
    assert client.open("/receipt/APPLE%20beach%20Cloud%20drum%20earth%20field").status == 200


def test_unknown_words_get_a_calm_sentence_and_stay_in_the_field(client: PageClient) -> None:
    page = client.open("/receipt/apple-beach-clod", status=404)

    assert "We do not know these words." in page.text
    assert page.field("code")["value"] == "apple beach clod"


def test_no_words_ask_for_words(client: PageClient) -> None:
    assert client.open("/receipt").h1 == "What happened to what you said?"
    assert client.open("/receipt?code=%20%2D").field("code")["value"].strip() == "-"


def test_it_is_not_indexed_not_kept_and_sets_no_cookie(
    client: PageClient, session: Session, settings: Settings
) -> None:
    given(session, settings, "funding")
    session.commit()

    for address in ("/receipt", f"/receipt/{CODE}", "/receipt/not-known"):
        answer = client.browser.get(address)
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "Set-Cookie" not in answer.headers
        assert b'name="robots" content="noindex, nofollow"' in answer.data
