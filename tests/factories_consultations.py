"""Builders for consultations: all that a gate asks, so that a test takes one thing away."""

from datetime import date
from typing import Any

from coproduce.core.types import Wording
from surveys.consultations.models import Consultation, ConsultationKind, ConsultationOption

OPENS, CLOSES, DECIDED = date(2026, 11, 2), date(2026, 12, 18), date(2027, 1, 20)


def formal(**changes: Any) -> Consultation:
    """A consultation on a proposal that may open."""
    plain: dict[str, Any] = {
        "survey_id": 1,
        "kind": ConsultationKind.FORMAL,
        "proposed": Wording.of("We propose to move the sensory team to one place."),
        "easy": Wording.of("We want to move the sensory team."),
        "consulted": Wording.of("Parents and carers in the whole area."),
        "opens_on": OPENS,
        "closes_on": CLOSES,
        "decision_on": DECIDED,
        "decision_body": "SEND Board",
    }
    return Consultation(**(plain | changes))


def young(**changes: Any) -> Consultation:
    """A consultation with young people that may open."""
    plain: dict[str, Any] = {
        "survey_id": 1,
        "kind": ConsultationKind.YOUNG,
        "proposed": Wording.of("We want to know what to change first."),
        "consulted": Wording.of("Children and young people who get help."),
        "opens_on": OPENS,
        "closes_on": CLOSES,
        "space": Wording.of("You can skip any question. Nobody sees who you are."),
        "voice": Wording.of("You can point at faces and pictures."),
        "reader": "Head of SEND",
        "read_by": date(2027, 1, 8),
        "feedback_by": date(2027, 1, 29),
    }
    return Consultation(**(plain | changes))


def options(survey_id: int = 1) -> list[ConsultationOption]:
    """Two options, one of which is to do nothing."""
    said = (("Move the team", "Families travel to one place.", False), ("Do nothing", "Waits stay as long.", True))
    return [
        ConsultationOption(
            survey_id=survey_id, title=Wording.of(title), reasons=Wording.of(reasons), is_nothing=is_nothing
        )
        for title, reasons, is_nothing in said
    ]
