"""Translations: English beside them, what is missing, and a second speaker who is somebody else."""

from collections.abc import Callable

from sqlmodel import Session, select

from coproduce.accounts.models import Role
from coproduce.core import clock
from surveys.editor import copies
from surveys.editor.models import TranslationRecord, WorkingCopy
from surveys.editor.translating import pairs
from tests.factories_surveys import choice, definition
from tests.pages import PageClient

SignIn = Callable[[Role], PageClient]


def test_a_text_that_stands_twice_is_translated_once() -> None:
    raw = definition(choice(), choice("other"), title={"en": "Red", "ur": {"text": "سرخ", "status": "checked"}})

    found = {pair.english: pair for pair in pairs(raw, "ur")}

    assert found["Red"].text == "سرخ"
    assert found["Red"].status is None  # one of its places still lacks it
    assert len(found) == len(pairs(raw, "ur"))


def test_whoever_translates_does_not_check_and_a_second_speaker_does(
    session: Session, signed_in_as: SignIn
) -> None:
    raw = definition(choice(), languages=["en", "ur"])
    copy = copies.begin(session, raw=raw, by="officer@example.org", now=clock.now())
    address = f"/manage/surveys/drafts/{copy.id}"
    page_address = f"{address}/languages/ur"
    session.commit()
    first, second = signed_in_as(Role.OFFICER), signed_in_as(Role.FORUM)
    keys = [pair.key for pair in pairs(raw, "ur")]
    texts = {f"t-{key}": f"متن {number}" for number, key in enumerate(keys)}
    assert "texts are missing" in first.open(page_address).text

    first.send_form(page_address, {**texts, "checked": keys})  # what she ticks with new words is not checked yet
    assert "wait for a second speaker" in first.open(page_address).text
    told = first.send_form(page_address, {**texts, "checked": keys[0]}, status=422)
    assert "A second speaker checks it" in told.text
    second.send_form(page_address, {**texts, "checked": keys})

    assert "Every text is there and checked" in second.open(page_address).text
    records = session.exec(select(TranslationRecord)).all()
    assert {(r.written_by, r.checked_by) for r in records} == {("officer@example.org", "forum@example.org")}

    session.rollback()
    second.send_form(
        f"{address}/questions/colour",
        {"text": "Which colour is best?", "option-code": ["red", "blue"], "option-text": ["Red", "Blue"]},
    )
    asked = session.exec(select(WorkingCopy)).one().definition["sections"][0]["questions"][0]
    assert asked["text"]["ur"]["status"] == "draft"  # it was written for other words
    assert asked["options"][0]["text"]["ur"]["status"] == "checked"


def test_a_language_that_was_not_chosen_has_no_page(session: Session, signed_in_as: SignIn) -> None:
    copy = copies.begin(session, raw=definition(choice()), by="officer@example.org", now=clock.now())
    session.commit()

    officer = signed_in_as(Role.OFFICER)
    for code in ("ur", "en", "xx"):
        officer.open(f"/manage/surveys/drafts/{copy.id}/languages/{code}", status=404)
