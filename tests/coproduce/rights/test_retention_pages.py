"""The administrator sees what is kept for how long, decides, and is told what is wrong with a decision."""

from collections.abc import Callable

from flask import Flask
from sqlmodel import Session, select

from coproduce.accounts.models import Role
from coproduce.rights.models import PurgeRun, RetentionSetting
from tests.factories_surveys import pulse
from tests.pages import PageClient

SignIn = Callable[[Role], PageClient]
PAGE = "/manage/retention/comments.originals"


def test_every_rule_of_every_feature_is_on_the_page(app: Flask, signed_in_as: SignIn) -> None:
    page = signed_in_as(Role.ADMIN).open("/manage/retention")

    for rule in app.extensions["retention"]:
        assert f"/manage/retention/{rule.key}" in page.links
    assert "Nothing has been erased yet." in page.text
    assert "6 months after they were written" in page.text
    assert "is never changed" in page.text


def test_a_decision_is_kept_and_shown_with_who_made_it(session: Session, signed_in_as: SignIn) -> None:
    pulse(session)
    admin = signed_in_as(Role.ADMIN)

    admin.follow(admin.send_form(PAGE, {"part": "", "days": "60"}))
    page = admin.follow(admin.send_form(PAGE, {"part": "parent-pulse", "days": "30"}))

    assert "Your decision is kept." in page.text
    assert "2 months" in page.text
    assert "30 days" in page.text
    assert "Decided by admin@example.org" in page.text
    kept = session.exec(select(RetentionSetting).order_by(RetentionSetting.part)).all()
    assert [(row.part, row.days) for row in kept] == [("", 60), ("parent-pulse", 30)]


def test_a_number_out_of_bounds_is_sent_back_with_what_was_typed(session: Session, signed_in_as: SignIn) -> None:
    admin = signed_in_as(Role.ADMIN)

    for typed in ("3", "4000", "for ever"):
        page = admin.send_form(PAGE, {"part": "", "days": typed}, status=422)
        assert page.field("days")["value"] == typed

    assert "Enter a whole number from 30 to 365." in admin.send_form(PAGE, {"days": "3"}, status=422).text
    assert session.exec(select(RetentionSetting)).all() == []


def test_a_survey_that_is_not_there_is_no_choice(session: Session, signed_in_as: SignIn) -> None:
    pulse(session)
    signed_in_as(Role.ADMIN).send_form(PAGE, {"part": "nothing", "days": "60"}, status=422)


def test_who_breaks_the_order_is_told_which_to_change_first(signed_in_as: SignIn) -> None:
    page = signed_in_as(Role.ADMIN).send_form("/manage/retention/comments.redacted", {"days": "2000"}, status=422)

    assert "“Comments without names” must not be kept longer than “The answers you chose in a survey”" in page.text


def test_there_is_no_page_for_a_rule_that_is_not_there(signed_in_as: SignIn) -> None:
    signed_in_as(Role.ADMIN).open("/manage/retention/nothing", status=404)


def test_the_command_says_what_would_go_and_then_what_went(app: Flask, session: Session) -> None:
    runner = app.test_cli_runner()

    foreseen = runner.invoke(args=["retention", "run", "--dry-run"])
    assert foreseen.exit_code == 0
    assert "answers" in foreseen.output
    assert "1095 days  0 would be erased" in foreseen.output
    assert session.exec(select(PurgeRun)).all() == []
    session.rollback()

    done = runner.invoke(args=["retention", "run"])
    assert "0 erased" in done.output
    session.rollback()
    assert len(session.exec(select(PurgeRun)).all()) == len(app.extensions["retention"])
