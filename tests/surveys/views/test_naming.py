"""What comments came from is called by its survey and its month, not by our codes."""

from flask import Flask
from sqlmodel import Session

from coproduce.web import sources
from tests.factories_surveys import pulse


def test_a_survey_and_its_waves_have_names(app: Flask, session: Session) -> None:
    pulse(session)
    pulse(session, wave="autumn")
    session.commit()

    with app.test_request_context("/"):
        named = sources.named()

    assert named["parent-pulse"] == "How is support going for your child?"
    assert named["parent-pulse/2026-11"] == "How is support going for your child? (November 2026)"
    assert named["parent-pulse/autumn"] == "How is support going for your child? (autumn)"


def test_their_names_are_in_the_readers_language(app: Flask, session: Session) -> None:
    pulse(session)
    session.commit()

    with app.test_request_context("/?lang=ur"):
        assert "نومبر 2026" in sources.named()["parent-pulse/2026-11"]
