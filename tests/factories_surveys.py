"""Builders for surveys: the shipped pulse open now, and small definitions of a test's own."""

from datetime import date
from typing import Any
from uuid import uuid4

from sqlmodel import Session, col, select

from coproduce.core import clock
from surveys import design
from surveys.definition import shipped
from surveys.models import Channel, Response, Stratum, Survey, SurveyKind, SurveyVersion, Wave


def pulse(
    session: Session,
    *,
    wave: str = "2026-11",
    opens_on: date | None = None,
    closes_on: date | None = None,
    raw: dict[str, Any] | None = None,
) -> tuple[Survey, Wave]:
    """The parents' pulse (or another definition), published, with a wave that is open today.

    One that asks young people is open without the consultation beside it that its gate asks for.
    """
    today = clock.today()
    raw = raw or shipped("parent-pulse")
    design.publish(session, raw=raw, today=today)
    survey = design.find(session, slug=raw["slug"])
    if survey.kind is SurveyKind.CONSULTATION:
        mine = select(Wave).where(Wave.survey_id == survey.id, Wave.key == wave)
        there = session.exec(mine).first() or Wave(survey_id=survey.id or 0, key=wave, opens_on=today)
        there.opens_on, there.closes_on = opens_on or today, closes_on
        session.add(there)
        session.flush()
        return survey, there
    opened = design.open_wave(session, survey=survey, key=wave, opens_on=opens_on or today, closes_on=closes_on)
    return survey, opened


def definition(*questions: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A small definition with these questions, as JSON."""
    raw: dict[str, Any] = {
        "slug": "small",
        "kind": "pulse",
        "languages": ["en"],
        "minutes": 1,
        "title": "A small survey",
        "purpose": "It shows what works.",
        "readers": "The Forum reads it.",
        "help": "SENDIASS gives free advice.",
        "sections": [{"title": "Questions", "questions": list(questions) or [choice()]}],
    }
    return raw | changes


def choice(code: str = "colour", **changes: Any) -> dict[str, Any]:
    """A question with two options, as JSON."""
    options = [{"code": "red", "text": "Red"}, {"code": "blue", "text": "Blue"}]
    return {"code": code, "type": "one_choice", "text": "Which colour?", "options": options} | changes


ALL_AGREE = {f"i{number}": "4" for number in range(1, 9)}


def response(session: Session, wave: Wave, **changes: Any) -> Response:
    """A family's reply in a wave, to its survey's newest version, with nothing but what a test says."""
    version = session.exec(
        select(SurveyVersion)
        .where(SurveyVersion.survey_id == wave.survey_id)
        .order_by(col(SurveyVersion.number).desc())
    ).first()
    assert version is not None
    plain: dict[str, Any] = {
        "wave_id": wave.id,
        "version_id": version.id,
        "channel": Channel.OPEN,
        "stratum": Stratum.OPEN,
        "language": "en",
        "answered_on": wave.opens_on,
        "mark": uuid4().hex,
        "answers": {},
    }
    made = Response(**(plain | changes))
    session.add(made)
    session.flush()
    return made
