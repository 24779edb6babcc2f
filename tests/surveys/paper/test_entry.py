"""Forms that came back: typed by one, some again by another, settled, and stored once without their numbers."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from coproduce.accounts.models import Role
from coproduce.voice.models import Comment
from surveys.models import Channel, Response, Stratum
from surveys.paper.models import PaperBatch, PaperSheet
from tests.factories_surveys import choice, definition, pulse
from tests.pages import Page, PageClient

SMALL = definition(
    choice(),
    {"code": "why", "type": "long_text", "text": "Why?", "kind": "why", "hint": "In your own words."},
    {"code": "worry", "type": "tick", "text": "I am worried.", "role": "writer_worried"},
)
HERE = "/manage/surveys/small/paper"
BATCH = {"wave": "2026-11", "version": "1", "language": "en", "stratum": "sample", "share": "100"}


@pytest.fixture
def typist(signed_in_as: Callable[[Role], PageClient], session: Session) -> PageClient:
    """Somebody of the Forum, and the survey whose forms came back."""
    pulse(session, raw=SMALL)
    session.commit()
    return signed_in_as(Role.FORUM)


def begun(browser: PageClient) -> Page:
    return browser.follow(browser.send_form(HERE, BATCH))


def type_form(browser: PageClient, form: int, colour: str, why: str = "", *, again: str = "") -> Page:
    return browser.send_form(f"{HERE}/1/forms/{form}{again}", {"colour": colour, "why": why})


def test_a_batch_is_typed_twice_settled_and_stored_once_each(
    typist: PageClient, signed_in_as: Callable[[Role], PageClient], session: Session
) -> None:
    assert "Form 1" in begun(typist).h1
    type_form(typist, 1, "1", "Nobody rings back.")
    type_form(typist, 2, "2", "Fine so far.")
    typist.send_form(f"{HERE}/1", {"do": "typed"})
    waiting = typist.open(f"{HERE}/1").text
    assert "Close this batch" not in waiting
    assert "Somebody else types the forms that were drawn." in waiting
    typist.open(f"{HERE}/1/forms/1/again", status=303)  # never the same person

    other = signed_in_as(Role.OFFICER)
    assert "You can do what is left" in other.open(f"{HERE}/1").text
    assert "/manage/surveys/small" in other.open(HERE).links
    assert "Nobody rings" not in other.open(f"{HERE}/1/forms/1/again").text
    type_form(other, 2, "2", "Fine so far.", again="/again")
    side_by_side = other.follow(type_form(other, 1, "2", "Nobody rings back.", again="/again"))
    assert "1. Which colour?" in side_by_side.text
    assert "Red" in side_by_side.text
    assert "Nobody rings" not in side_by_side.text
    other.post(f"{HERE}/1/forms/1/settle", side_by_side.hidden_fields(), status=422)
    other.post(f"{HERE}/1/forms/1/settle", {**side_by_side.hidden_fields(), "which.colour": "second"})
    closing = other.open(f"{HERE}/1").hidden_fields()
    other.post(f"{HERE}/1", {**closing, "do": "close"})
    other.post(f"{HERE}/1", {**closing, "do": "close"})  # pressed twice

    session.expire_all()
    stored = session.exec(select(Response)).all()
    assert [one.answers for one in stored] == [{"colour": "blue"}] * 2
    assert {(one.channel, one.stratum) for one in stored} == {(Channel.PAPER, Stratum.SAMPLE)}
    assert {one.original for one in session.exec(select(Comment)).all()} == {"Nobody rings back.", "Fine so far."}
    batch = session.exec(select(PaperBatch)).one()
    assert (batch.forms, batch.twice, batch.compared, batch.differing) == (2, 2, 4, 1)
    assert session.exec(select(PaperSheet)).all() == []
    assert "Of 4 answers compared, 1 differed." in other.open(HERE).text


def test_what_does_not_fit_is_kept_as_typed_and_keeps_the_batch_open(typist: PageClient, session: Session) -> None:
    begun(typist)

    page = typist.follow(type_form(typist, 1, "7", "Long words that took time."))

    assert "Choose one of the answers that are shown." in page.text
    assert page.field("colour")["value"] == "7"
    assert "Long words that took time." in typist.open(f"{HERE}/1/forms/1").text
    typist.send_form(f"{HERE}/1", {"do": "typed"}, status=409)
    sealed = session.exec(select(PaperSheet.typed)).one()
    assert "words" not in sealed
    typist.send_form(f"{HERE}/1/forms/2", {"colour": " "}, status=422)


def test_words_about_harm_are_stored_at_once_for_the_lead(typist: PageClient, session: Session) -> None:
    begun(typist)

    page = typist.follow(type_form(typist, 1, "1", "His dad hits him and he has bruises."))

    assert "Tell the lead today" in page.text
    assert "Form 2" in page.h1
    assert session.exec(select(Comment.concern)).all() == [True]
    assert session.exec(select(PaperSheet)).all() == []
    typist.open(f"{HERE}/1/forms/1", status=303)


def test_the_database_refuses_the_same_hand_twice(session: Session, typist: PageClient) -> None:
    begun(typist)
    batch = session.exec(select(PaperBatch)).one()
    one = PaperSheet(id=uuid4(), batch_id=batch.id, number=1, typed="x", typed_by=7, is_whole=True, again=True)
    one.second, one.second_by = "y", 7
    session.add(one)

    with pytest.raises(IntegrityError, match="second_is_another"):
        session.flush()
    session.rollback()


def test_a_call_is_stored_at_once_and_its_words_are_read_out(typist: PageClient, session: Session) -> None:
    where = "/manage/surveys/small/telephone"
    assert where in typist.open("/manage/surveys/small/paper").links
    page = typist.open(where)
    assert "I do not ask your name" in page.text
    assert "1 Red · 2 Blue" in page.text
    typist.post(where, {**page.hidden_fields(), "colour": "9"}, status=422)
    sent = {**page.hidden_fields(), "colour": "1", "why": "It helps.", "stratum": "sample"}

    first, second = (typist.post(where, sent, status=200) for _ in range(2))

    codes = [each.text.split("if you like. ")[1].split(" With these")[0] for each in (first, second)]
    assert codes[0] == codes[1]
    stored = session.exec(select(Response)).one()
    assert (stored.channel, stored.stratum, stored.answers) == (
        Channel.TELEPHONE,
        Stratum.SAMPLE,
        {"colour": "red"},
    )
    assert codes[0] not in typist.open(where).text
