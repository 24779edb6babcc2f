"""The bank of questions: searched by words, put into a survey, kept from one, and told where it was asked."""

from collections.abc import Callable

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from coproduce.accounts.models import Role
from coproduce.core import clock
from surveys.bank import keep as bank
from surveys.bank.models import BankQuestion
from surveys.editor import copies
from surveys.editor.models import WorkingCopy
from tests.factories_surveys import choice, definition, pulse
from tests.pages import PageClient

SignIn = Callable[[Role], PageClient]


def test_a_question_goes_from_the_bank_into_a_survey_and_says_where_it_was_asked(
    session: Session, signed_in_as: SignIn
) -> None:
    pulse(session)
    copy = copies.begin(session, raw=definition(choice()), by="officer@example.org", now=clock.now())
    session.commit()
    browser = signed_in_as(Role.OFFICER)
    address = f"/manage/surveys/drafts/{copy.id}"

    page = browser.open(f"{address}/sections/1/bank?q=staff LISTEN")
    assert "Staff listen" in page.text
    assert "Which colour?" not in page.text
    browser.post(f"{address}/sections/1/bank/parent-pulse.i1", page.hidden_fields())

    session.expire_all()
    entry = session.exec(select(WorkingCopy)).one().definition["sections"][0]["questions"][1]
    assert (entry["bank"], entry["role"]) == ("parent-pulse.i1", "index")
    assert "Already asked by “How is support going for your child?”" in browser.open(address).text
    assert "No question of the bank" in browser.open("/manage/surveys/bank?q=submarine").text


def test_a_question_is_kept_once_and_taken_out_again(session: Session, signed_in_as: SignIn) -> None:
    copy = copies.begin(session, raw=definition(choice()), by="officer@example.org", now=clock.now())
    session.commit()
    browser = signed_in_as(Role.FORUM)
    address = f"/manage/surveys/drafts/{copy.id}/questions/colour"
    form = browser.open(address).hidden_fields()

    assert "is in the bank" in browser.follow(browser.post(f"{address}/keep", form)).text
    assert "has this question already" in browser.follow(browser.post(f"{address}/keep", form)).text
    assert session.exec(select(BankQuestion.code)).all() == ["small.colour"]
    session.rollback()
    assert "out of the bank" in browser.follow(browser.post("/manage/surveys/bank/small.colour/remove", form)).text
    browser.post("/manage/surveys/bank/parent-pulse.i1/remove", form)  # one of ours stays
    assert bank.find(session, "parent-pulse.i1")


def test_a_question_of_the_bank_has_a_code(session: Session) -> None:
    session.add(BankQuestion(code="", question={}, source="x", added_on=clock.today()))
    with pytest.raises(IntegrityError, match="has_code"):
        session.flush()
    session.rollback()
