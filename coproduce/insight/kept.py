"""Figures that outlast their answers: a closed wave's measures as they stood before an answer was erased.

Without them a public number would move by one family's answer on the day it was erased, and tell what it was; and
a wave whose answers are too old would lose its number. They stand for a wave until LEAST_NEW or more answers have
come in since: those hide one that is gone, and the wave is measured anew. After a whole wave was erased they stand
for good.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from coproduce.insight.confidence import Level, Measure
from coproduce.insight.estimates import Mean, Share
from coproduce.insight.influence import Influence
from coproduce.insight.models import KeptFigures
from coproduce.insight.reasons import Reason, Why
from surveys.models import Stratum, Survey, Wave

LEAST_NEW = 10


@dataclass(frozen=True, slots=True)
class Kept:
    """The figures of one stratum of a wave. `answers_left` is None where no answer was left on purpose."""

    wave: str
    opens_on: date
    closes_on: date | None
    stratum: Stratum
    measure: Measure
    influence: Influence
    states: Mapping[str, int]
    answers_left: int | None

    def stands(self, answers: int) -> bool:
        """Whether these figures still speak for the wave, which has so many answers now."""
        return self.answers_left is None or answers - self.answers_left < LEAST_NEW


def of_survey(session: Session, *, slug: str) -> list[Kept]:
    """All that is kept of a survey's waves."""
    found = session.exec(
        select(KeptFigures, Wave)
        .join(Wave, col(Wave.id) == KeptFigures.wave_id)
        .join(Survey, col(Survey.id) == Wave.survey_id)
        .where(Survey.slug == slug)
    )
    return [
        Kept(
            wave.key,
            wave.opens_on,
            wave.closes_on,
            kept.stratum,
            measure_from(kept.measure),
            influence_from(kept.influence),
            kept.states,
            kept.answers_left,
        )
        for kept, wave in found
    ]


def as_stored(figures: Measure | Influence) -> dict[str, Any]:
    """As JSON."""
    return asdict(figures)


def measure_from(stored: Mapping[str, Any]) -> Measure:
    """A measure from JSON."""
    confident = stored["share_confident"]
    return Measure(
        **{
            **stored,
            "why": _reasons(stored["why"]),
            "level": Level(stored["level"]),
            "bands": _shares(stored["bands"]),
            "share_confident": Share(**confident) if confident else None,
            "items": tuple(Mean(**item) if item else None for item in stored["items"]),
        }
    )


def influence_from(stored: Mapping[str, Any]) -> Influence:
    """The influence measure from JSON."""
    return Influence(**{**stored, "why": _reasons(stored["why"]), "shares": _shares(stored["shares"])})


def _reasons(stored: Any) -> tuple[Reason, ...]:
    return tuple(Reason(Why(reason["code"]), reason["values"]) for reason in stored)


def _shares(stored: Any) -> tuple[Share, ...]:
    return tuple(Share(**share) for share in stored)
