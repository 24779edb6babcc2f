"""A volunteer writes a survey in the browser: from an empty page to published, and what goes wrong on the way."""

import json
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from coproduce.accounts.models import Role
from coproduce.core import clock
from coproduce.core.audit import AuditEntry
from surveys.editor.models import TranslationRecord, WorkingCopy
from surveys.models import Survey, SurveyVersion, VersionChange
from tests.factories_surveys import choice, definition, pulse
from tests.pages import Page, PageClient

SignIn = Callable[[Role], PageClient]
LIST = "/manage/surveys"


def begun(browser: PageClient, title: str = "How was the meeting?", **typed: object) -> str:
    """A draft, made through the page; its address."""
    answers = {"title": title, "kind": "pulse", "start": "nothing", **typed}
    page = browser.send_form(f"{LIST}/new", answers)
    return str(page.response.headers["Location"])


def saved(browser: PageClient, address: str, **typed: object) -> Page:
    """Send a form with what it shows, changed by what is typed."""
    return browser.send_form(address, {name.replace("_", "-"): value for name, value in typed.items()})


ABOUT = {
    "title": "How was the meeting?",
    "purpose": "It changes how we meet.",
    "readers": "The Forum reads it.",
    "help": "SENDIASS helps, free.",
    "minutes": "2",
    "kind": "pulse",
    "layout": "one_page",
}


def test_a_volunteer_writes_publishes_and_opens_a_survey(session: Session, signed_in_as: SignIn) -> None:
    browser = signed_in_as(Role.FORUM)
    draft = begun(browser)
    missing = browser.open(f"{draft}/publish")
    assert "does not say what the answers can change" in missing.text
    browser.send_form(f"{draft}/about", {**ABOUT, "slug": "how-was-the-meeting"})
    browser.send_form(f"{draft}/sections/1", {"title": "The meeting"})
    browser.send_form(
        f"{draft}/sections/1/add/one_choice",
        {"text": "Was it easy to get there?", "option-text": ["Yes", "No, it was far"]},
    )
    browser.send_form(f"{draft}/sections/1/add/long_text", {"text": "What should be better?", "kind": "improve"})

    ready = browser.open(f"{draft}/publish")
    assert "Everything is there" in ready.text
    page = browser.follow(browser.post(f"{draft}/publish", ready.hidden_fields()))
    assert "It is published" in page.text
    today = clock.today()
    days = {"opens_on-day": str(today.day), "opens_on-month": str(today.month), "opens_on-year": str(today.year)}
    browser.post(f"{LIST}/how-was-the-meeting/open", {**page.hidden_fields(), **days})

    raw = session.exec(select(SurveyVersion)).one().definition
    asked = raw["sections"][0]["questions"]
    assert [entry["code"] for entry in asked] == ["was_it_easy_get_there", "should_be_better", "worried"]
    assert [option["code"] for option in asked[0]["options"]] == ["yes", "no_it_was_far"]
    assert "Was it easy to get there?" in browser.open("/s/how-was-the-meeting").text
    assert session.exec(select(WorkingCopy)).all() == []
    acts = session.exec(
        select(AuditEntry.act)
        .where(AuditEntry.about == "survey:how-was-the-meeting")
        .order_by(col(AuditEntry.number))
    ).all()
    assert acts == ["surveys.draft_begun", "surveys.published", "surveys.wave_opened"]


def test_the_second_of_two_who_save_is_told_and_keeps_what_she_typed(
    session: Session, signed_in_as: SignIn
) -> None:
    first, second = signed_in_as(Role.OFFICER), signed_in_as(Role.FORUM)
    draft = begun(first)
    opened = second.open(f"{draft}/sections/1")
    first.send_form(f"{draft}/sections/1", {"title": "From the first"})

    told = second.post(f"{draft}/sections/1", {**opened.hidden_fields(), "title": "From the second"}, status=409)

    assert "Somebody else changed this survey" in told.text
    assert told.field("title")["value"] == "From the second"
    second.post(f"{draft}/sections/1", {**told.hidden_fields(), "title": "From the second"})
    assert (
        session.exec(select(WorkingCopy)).one().definition["sections"][0]["title"]["en"]["text"]
        == "From the second"
    )


def test_questions_move_go_and_come_back(session: Session, signed_in_as: SignIn) -> None:
    browser = signed_in_as(Role.OFFICER)
    draft = begun(browser)
    for text in ("First?", "Second?"):
        browser.send_form(f"{draft}/sections/1/add/yes_no", {"text": text})

    def press(act: str) -> Page:
        page = browser.post(f"{draft}/{act}", browser.open(draft).hidden_fields())
        session.rollback()
        return page

    def order() -> list[str]:
        session.expire_all()
        raw = session.exec(select(WorkingCopy)).one().definition
        return [entry["code"] for section in raw["sections"] for entry in section["questions"]]

    press("questions/second/move-up")
    assert order() == ["second", "first"]
    press("questions/second/remove")
    assert order() == ["first"]
    press("put-back")
    assert order() == ["second", "first"]
    stale = browser.open(draft).hidden_fields()
    press("questions/second/move-down")
    assert "nothing was done" in browser.post(f"{draft}/questions/first/remove", stale, status=409).text


def test_a_question_says_what_to_mend_and_keeps_what_was_typed(signed_in_as: SignIn) -> None:
    browser = signed_in_as(Role.OFFICER)
    draft = begun(browser)

    page = browser.send_form(
        f"{draft}/sections/1/add/number",
        {"text": "How far?", "setting-unit": "miles", "setting-most": "many"},
        status=422,
    )
    assert "Write a number from" in page.text
    assert page.field("setting-most")["value"] == "many"
    page = browser.send_form(f"{draft}/sections/1/add/one_choice", {"option-text": ["Yes", "yes"]}, status=422)
    assert "Write the question." in page.text
    assert "is there twice" in page.text


def test_rows_move_and_conditions_open_without_saving(session: Session, signed_in_as: SignIn) -> None:
    browser = signed_in_as(Role.OFFICER)
    draft = begun(browser)
    browser.send_form(f"{draft}/sections/1/add/yes_no", {"text": "Do you drive?"})
    address = f"{draft}/sections/1/add/one_choice"
    typed = {"text": "Where do you park?", "option-text": ["Street", "Yard"], "if-question": "drive"}

    moved = browser.send_form(address, {**typed, "do": "up-1"}, status=422)
    assert [f["value"] for f in moved.all("input") if f.get("name") == "option-text"][:2] == ["Yard", "Street"]
    opened = browser.send_form(address, {**typed, "do": "answers"}, status=422)
    assert "Which answers to “Do you drive?”?" in opened.text
    browser.send_form(address, {**typed, "if-drive": ["yes"]})

    raw = session.exec(select(WorkingCopy)).one().definition
    asked = raw["sections"][0]["questions"][1]
    assert asked["show_if"] == {"all_of": [{"question": "drive", "any_of": ["yes"]}]}


def test_a_changed_index_item_breaks_the_trend_and_a_spelling_mend_does_not(
    session: Session, signed_in_as: SignIn
) -> None:
    pulse(session)
    session.commit()
    browser = signed_in_as(Role.OFFICER)

    def changed(text: str) -> tuple[str, Page]:
        page = browser.open(f"{LIST}/parent-pulse")
        draft = str(browser.post(f"{LIST}/parent-pulse/edit", page.hidden_fields()).response.headers["Location"])
        browser.send_form(f"{draft}/about", {**ABOUT, "title": "How is it going?", "slug": "parent-pulse"})
        browser.send_form(f"{draft}/questions/i1", {"text": text})
        return draft, browser.open(f"{draft}/publish")

    draft, ready = changed("Staff always listen to what I say")
    assert "The line of their results breaks here" in ready.text
    asked = browser.post(f"{draft}/publish", ready.hidden_fields(), status=422)
    assert "Say that the line of results may break" in asked.text
    browser.post(f"{draft}/publish", {**ready.hidden_fields(), "trend": "yes"})
    draft, ready = changed("Staff always listen to what I say.")
    browser.post(f"{draft}/publish", {**ready.hidden_fields(), "change": "spelling"})

    kinds = session.exec(select(SurveyVersion.change).order_by(col(SurveyVersion.number))).all()
    assert kinds == [VersionChange.MEANING, VersionChange.TREND, VersionChange.SPELLING]


def test_a_survey_goes_out_as_a_file_and_comes_back_fault_by_fault(session: Session, signed_in_as: SignIn) -> None:
    pulse(session, raw=definition(choice()))
    session.commit()
    browser = signed_in_as(Role.OFFICER)
    file = browser.browser.get(f"{LIST}/small/definition.json").data

    draft = begun(browser, "Another", start="file", file=(BytesIO(file), "small.json"))
    assert "Which colour?" in browser.open(draft).text
    bad = {**json.loads(file), "minutes": 0, "languages": ["xx"]}
    typed = {
        "title": "Bad",
        "kind": "pulse",
        "start": "file",
        "file": (BytesIO(json.dumps(bad).encode()), "b.json"),
    }
    page = browser.send_form(f"{LIST}/new", typed, status=422)
    assert "('minutes') must be a whole number" in page.text
    assert "begins with 'en'" in page.text
    typed["file"] = (BytesIO(json.dumps(bad).encode()), "b.json")
    in_urdu = browser.send_form(f"{LIST}/new?lang=ur", typed, status=422)
    assert "لگنے والے منٹ ('minutes') پورا عدد ہوں" in in_urdu.text
    assert "must be" not in in_urdu.text
    for content in (b"", b"{", b'{"a": "\\u0000"}', b"[1e999, NaN]"):
        typed["file"] = (BytesIO(content), "b.json")
        browser.send_form(f"{LIST}/new", typed, status=422)


def test_a_preview_shows_what_is_there_before_it_is_whole(signed_in_as: SignIn) -> None:
    browser = signed_in_as(Role.FORUM)
    draft = begun(browser)
    assert "It cannot be shown yet" in browser.open(f"{draft}/preview").text
    browser.send_form(f"{draft}/sections/1/add/yes_no", {"text": "Do you drive?"})

    page = browser.open(f"{draft}/preview")

    assert "Do you drive?" in page.text
    assert "goes nowhere" in page.text


def test_what_is_thrown_away_leaves_what_was_published(session: Session, signed_in_as: SignIn) -> None:
    pulse(session, raw=definition(choice()), opens_on=clock.today() - timedelta(days=3))
    session.commit()
    browser = signed_in_as(Role.ADMIN)
    page = browser.open(f"{LIST}/small")
    draft = str(browser.post(f"{LIST}/small/edit", page.hidden_fields()).response.headers["Location"])
    listed = browser.open(LIST)
    assert "Families can answer now" in listed.text
    assert "Everything is there" in listed.text

    browser.send_form(f"{draft}/throw-away", {})
    browser.open(draft, status=404)
    closed = browser.follow(browser.send_form(f"{LIST}/small/waves/2026-11/close", {}))

    assert "It takes no answers any more" in closed.text
    assert session.exec(select(Survey.slug)).all() == ["small"]


@pytest.mark.parametrize(
    ("row", "constraint"),
    [
        (WorkingCopy(slug="x", definition={}, lock=0, changed_by="a", changed_at=clock.now()), "counts_up"),
        (
            TranslationRecord(
                language="ur", english="e", text="t", written_by="a", checked_by="a", checked_on=clock.today()
            ),
            "second_speaker",
        ),
        (
            TranslationRecord(language="ur", english="e", text="t", written_by="a", checked_by="b"),
            "checked_on_a_day",
        ),
    ],
)
def test_the_database_refuses_what_cannot_be(session: Session, row: object, constraint: str) -> None:
    session.add(row)
    with pytest.raises(IntegrityError, match=constraint):
        session.flush()
    session.rollback()
