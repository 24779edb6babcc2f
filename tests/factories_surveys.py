"""Builders for surveys: the shipped pulse open now, and small definitions of a test's own."""

from datetime import date
from typing import Any

from sqlmodel import Session

from coproduce.core import clock
from surveys import design
from surveys.definition import shipped
from surveys.models import Survey, Wave


def pulse(
    session: Session,
    *,
    wave: str = "2026-11",
    opens_on: date | None = None,
    closes_on: date | None = None,
    raw: dict[str, Any] | None = None,
) -> tuple[Survey, Wave]:
    """The parents' pulse (or another definition), published, with a wave that is open today."""
    today = clock.today()
    raw = raw or shipped("parent-pulse")
    design.publish(session, raw=raw, today=today)
    survey = design.find(session, slug=raw["slug"])
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
        "sections": [{"title": "Questions", "questions": list(questions) or [choice()]}],
    }
    return raw | changes


def choice(code: str = "colour", **changes: Any) -> dict[str, Any]:
    """A question with two options, as JSON."""
    options = [{"code": "red", "text": "Red"}, {"code": "blue", "text": "Blue"}]
    return {"code": code, "type": "one_choice", "text": "Which colour?", "options": options} | changes


ALL_AGREE = {f"i{number}": "4" for number in range(1, 9)}
