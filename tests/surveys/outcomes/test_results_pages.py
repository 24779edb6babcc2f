"""Results: live for those who may see them, for everybody once published, and the same ever after."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from sqlmodel import Session, select

from coproduce.accounts.models import Role
from coproduce.core import audit, clock
from coproduce.voice.models import Comment
from surveys.definition import shipped
from surveys.models import Channel, Response, Stratum, Survey, Wave, WhoAnswered
from surveys.outcomes import keeping
from surveys.transfer.models import SavedMapping
from tests.factories_surveys import ALL_AGREE, pulse, response
from tests.pages import PageClient

SignIn = Callable[[Role], PageClient]


def a_wave(session: Session, *, published: bool, raw: dict[str, Any] | None = None) -> tuple[Survey, Wave]:
    today = clock.today()
    survey, wave = pulse(session, opens_on=today - timedelta(20), closes_on=today - timedelta(5), raw=raw)
    wave.closed_on = today - timedelta(4)
    wave.published_on = today if published else None
    return survey, wave


def answers(session: Session, wave: Wave, count: int, stratum: Stratum = Stratum.SAMPLE, **changes: Any) -> None:
    for number in range(count):
        given = ALL_AGREE | {"i1": "5" if number % 4 == 0 else "2", "anchor": str(number % 11)}
        response(session, wave, answers=given, stratum=stratum, **changes)


def test_everybody_sees_a_published_wave_rounded_and_with_its_ranges(client: PageClient, session: Session) -> None:
    _, wave = a_wave(session, published=True)
    answers(session, wave, 62)
    answers(session, wave, 12, Stratum.OPEN)
    session.commit()

    page = client.open("/s/parent-pulse/results")

    assert "About 60 families who were picked at random answered." in page.text
    assert "About 10 answered by the open link, which anyone could use." in page.text
    assert "Most often: Disagree (74 in 100)" in page.text
    folds = page.all("details")
    assert {fold["class"] for fold in folds} == {
        "menu",
        "fold",
    }
    assert not any("open" in fold for fold in folds)
    assert "The two groups are never mixed" in page.text
    assert "/s/parent-pulse/results" in client.open("/surveys").links
    assert "/s/parent-pulse/results" in client.open("/s/parent-pulse").links


def test_before_that_the_page_says_that_it_will_come(client: PageClient, session: Session) -> None:
    a_wave(session, published=False)
    session.commit()

    page = client.open("/s/parent-pulse/results", status=404)

    assert page.h1 == "The results are not out yet"
    client.open("/s/nothing-here/results", status=404)


def test_what_was_published_never_moves(client: PageClient, session: Session) -> None:
    _, wave = a_wave(session, published=True)
    answers(session, wave, 60)
    assert keeping.keep_due(session, today=clock.today()) == 1
    answers(session, wave, 40)
    session.commit()

    assert "About 60 families" in client.open("/s/parent-pulse/results").text
    assert keeping.keep_due(session, today=clock.today()) == 0


def test_a_viewer_sees_an_open_wave_live_with_what_looks_odd(signed_in_as: SignIn, session: Session) -> None:
    _, wave = pulse(session)
    answers(session, wave, 30, channel=Channel.PAPER)
    answers(session, wave, 30, channel=Channel.INVITED, hurried=True)
    session.commit()

    browser = signed_in_as(Role.VIEWER)
    page = browser.open("/manage/surveys/parent-pulse/results")

    assert "Still open: these numbers change with each answer." in page.text
    assert "On paper" in page.text
    assert "About 30 were sent within 40 seconds." in page.text
    assert "/manage/surveys/parent-pulse/results" in browser.open("/manage/results").links


@pytest.mark.parametrize("language", ["en", "ur"])
def test_young_peoples_answers_are_counts_and_who_answered_stands_apart(
    client: PageClient, session: Session, language: str
) -> None:
    _, wave = a_wave(session, published=True, raw=shipped("every-type") | {"kind": "consultation"})
    for number in range(60):
        given: dict[str, Any] = {
            "school_feels": "5" if number % 3 else "2",
            "overall": str(number % 11),
            "spend": {"clubs": 10} if number % 2 else {"talking": 4, "clubs": 6},
        }
        who = WhoAnswered.ALONE if number % 3 else WhoAnswered.WITH_HELP
        response(session, wave, answers=given, who_answered=who)
    session.commit()

    page = client.open(f"/s/every-type/results?lang={language}")

    assert "in 100" not in page.text
    if language == "en":
        assert "40 of 60" in page.text
        assert "By who answered" in page.text


def test_an_officer_downloads_the_answers_and_it_is_on_record(signed_in_as: SignIn, session: Session) -> None:
    _, wave = pulse(session)
    answers(session, wave, 3)
    session.commit()
    browser = signed_in_as(Role.OFFICER)

    token = browser.open("/manage/surveys/parent-pulse/export").hidden_fields()
    page = browser.post("/manage/surveys/parent-pulse/export/csv", token, status=200)

    page.response.close()
    assert page.html.count("\n") == 4
    assert "parent-pulse.csv" in page.response.headers["Content-Disposition"]
    entry = audit.newest(session, act="answers.exported")[0]
    assert (entry.by, entry.facts) == ("officer@example.org", {"answers": "3", "as": "csv"})


def upload(text: str) -> dict[str, object]:
    return {"file": (BytesIO(text.encode()), "answers.csv"), "wave": "2026-11", "channel": "paper"}


def test_an_officer_tries_a_file_then_imports_it_and_saves_what_columns_mean(
    signed_in_as: SignIn, session: Session
) -> None:
    pulse(session)
    session.commit()
    browser = signed_in_as(Role.OFFICER)
    address = "/manage/surveys/parent-pulse/import"
    token = browser.open(address).hidden_fields()

    bad = browser.post(address, {**token, **upload("i1,Why?\n9,\n4,\n"), "do": "import"}, status=422)
    assert "Row 2, column 'i1': '9' is not one of its codes" in bad.text
    assert browser.post(address, token, status=422).text.count("Choose a file.") == 1

    tried = browser.post(address, {**token, **upload("i1,Why?\n5,\n4,It helps.\n"), "do": "try"}, status=200)
    assert "2 rows fit, 0 do not. Nothing is stored." in tried.text
    assert (tried.chosen("c0"), tried.chosen("c1")) == ("i1", "")

    chosen = {"c0": "i1", "c1": "comment", "save_as": "Ours", "do": "import"}
    done = browser.post(address, {**token, **upload("i1,Why?\n5,\n4,It helps.\n"), **chosen}, status=200)
    assert "2 answers are stored, 0 were here already." in done.text
    assert {(r.channel, r.answers["i1"]) for r in session.scalars(select(Response))} == {
        (Channel.PAPER, "5"),
        (Channel.PAPER, "4"),
    }
    assert session.scalars(select(Comment)).one().original == "It helps."
    assert session.scalars(select(SavedMapping)).one().mapping["columns"] == {"i1": "i1", "Why?": "comment"}
