"""/privacy says what is true of this installation: who answers for it, and how long each thing is kept."""

from dataclasses import replace
from datetime import date

from flask import Flask
from sqlmodel import Session

from coproduce.app import create_app
from coproduce.config import DataProtection, Settings
from coproduce.rights import periods
from coproduce.rights.periods import Decision
from coproduce.rights.views.times import how_long
from coproduce.web.retention import Whose
from tests.factories import NOON
from tests.factories_surveys import pulse
from tests.pages import PageClient

COUNCIL = DataProtection(
    controller="Example Council",
    partners="Example Integrated Care Board",
    host="A Host Ltd",
    officer_email="dpo@example.org",
    officer_phone="01384 000000",
    backup_days=14,
    confirmed_on=date(2026, 11, 24),
)


def test_it_names_who_answers_and_how_to_reach_their_officer(settings: Settings, app: Flask) -> None:
    theirs = create_app(replace(settings, data_protection=COUNCIL))

    page = PageClient(theirs).open("/privacy")

    for words in (
        "Example Council answers for what is kept here.",
        "These decide with it: Example Integrated Care Board.",
        "The computers are run by A Host Ltd.",
        "confirmed this page on 24 November 2026",
        "written over within 14 days",
    ):
        assert words in page.text
    assert {"mailto:dpo@example.org", "tel:01384000000", "tel:03031231113"} <= set(page.links)
    assert "This page is a draft." not in page.text
    theirs.extensions["engine"].dispose()


def test_it_says_that_it_is_a_draft_until_it_was_confirmed(client: PageClient) -> None:
    page = client.open("/privacy")

    assert "This page is a draft." in page.text
    assert "Dudley answers for what is kept here." in page.text


def test_every_rule_about_a_person_is_on_it_with_its_time(app: Flask, client: PageClient) -> None:
    page = client.open("/privacy")

    for rule in app.extensions["retention"]:
        with app.test_request_context():
            words, time = rule.words(), how_long(rule.days)
        assert (words in page.text) is (rule.whose is not Whose.PROGRAM), words
        if rule.whose is not Whose.PROGRAM:
            assert f"{time} " in page.text


def test_a_decision_of_the_area_is_on_it_at_once(app: Flask, client: PageClient, session: Session) -> None:
    pulse(session)
    for part, days in (("", 60), ("parent-pulse", 31)):
        decision = Decision("comments.originals", part, days)
        rules = app.extensions["retention"]
        periods.decide(session, rules, decision, by="admin@example.org", role="admin", now=NOON)
    session.commit()

    page = client.open("/privacy")

    assert "2 months after they were written" in page.text
    assert ": 31 days" in page.text


def test_it_leads_to_erasing_and_to_complaining(client: PageClient) -> None:
    assert {"/receipt", "/privacy/complaint", "#how-long"} <= set(client.open("/privacy").links)


def test_the_page_on_cookies_names_every_cookie_we_set(client: PageClient) -> None:
    page = client.open("/cookies")

    for name in ("session", "language", "known_browser"):
        assert name in page.text


def test_time_is_said_in_the_largest_unit_that_says_it_whole(app: Flask) -> None:
    with app.test_request_context():
        said = [how_long(days) for days in (1, 30, 45, 60, 180, 365, 1095, 1096)]

    assert said == ["1 day", "30 days", "45 days", "2 months", "6 months", "1 year", "3 years", "1096 days"]
