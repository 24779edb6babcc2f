"""The answers of a survey as the measures need them: one query, a family's answers each, by wave and stratum.

They stay as the database wrote them until they are measured: a wave that was measured before is known by its text.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Text, cast, select
from sqlmodel import Session, col

from coproduce.insight.confidence import ITEMS, Row
from coproduce.insight.influence import CODES
from coproduce.insight.kept import Kept, of_survey
from surveys.models import Response, Stratum, Survey, Wave

ITEM_CODES = tuple(f"i{number}" for number in range(1, ITEMS + 1))
PROFILE_CODES = ("provision", "age_band", "need", "setting", "ethnic_group", "area")

UNSAID = (None, "", "prefer_not")


class NoSuchPulse(LookupError):
    """There is no survey with this slug, or no wave with this key; the message says which."""


@dataclass(frozen=True, slots=True)
class WaveAnswers:
    """What one stratum answered in one wave; `answers` is one JSON text a family, always in the same order.

    `kept` holds the wave's figures where they stand for answers that were erased.
    """

    wave: str
    opens_on: date
    closes_on: date | None
    stratum: Stratum
    answers: tuple[str, ...]
    kept: Kept | None = None

    def has_closed(self, today: date) -> bool:
        """Whether the wave takes no more answers."""
        return self.closes_on is not None and self.closes_on < today


def wave_answers(session: Session, *, slug: str) -> list[WaveAnswers]:
    """Every wave's answers, oldest wave first; a wave without answers has one empty entry. Raises NoSuchPulse."""
    kept = {(each.wave, each.stratum): each for each in of_survey(session, slug=slug)}
    found: dict[tuple[date, str, Stratum, date | None], list[str]] = {
        (each.opens_on, each.wave, each.stratum, each.closes_on): [] for each in kept.values()
    }
    outlasted = {wave for wave, _ in kept}
    for key, opens_on, closes_on, stratum, answers in session.execute(_query(slug)):
        if answers is None and key in outlasted:
            continue
        texts = found.setdefault((opens_on, key, stratum or Stratum.OPEN, closes_on), [])
        if answers is not None:
            texts.append(answers)
    if not found:
        raise NoSuchPulse(f"There is no survey '{slug}' with a wave.")
    return [
        _wave(kept, wave, opens_on, closes_on, stratum, found[opens_on, wave, stratum, closes_on])
        for opens_on, wave, stratum, closes_on in sorted(found, key=lambda place: place[:3])
    ]


def _wave(
    kept: Mapping[tuple[str, Stratum], Kept],
    wave: str,
    opens_on: date,
    closes_on: date | None,
    stratum: Stratum,
    answers: Sequence[str],
) -> WaveAnswers:
    figures = kept.get((wave, stratum))
    if figures is not None and not figures.stands(len(answers)):
        figures = None
    return WaveAnswers(wave, opens_on, closes_on, stratum, tuple(answers), figures)


def read(answers: Sequence[str]) -> tuple[list[Row], list[str | None]]:
    """Each family's row, and its answer to the influence question (None where there is none)."""
    parsed = [json.loads(text) for text in answers]
    return [row_of(each) for each in parsed], [_influence(each.get("influence")) for each in parsed]


def row_of(answers: Mapping[str, Any]) -> Row:
    """One family's answers. A code that the index does not know counts as not answered."""
    anchor = answers.get("anchor")
    return Row(
        items=tuple(_points(answers.get(code)) for code in ITEM_CODES),
        anchor=int(anchor)
        if isinstance(anchor, str | int) and str(anchor).isdigit() and int(anchor) <= 10
        else None,
        profile={code: str(answers[code]) for code in PROFILE_CODES if answers.get(code) not in UNSAID},
    )


def of_stratum(waves: Sequence[WaveAnswers], stratum: Stratum) -> list[WaveAnswers]:
    """The waves of one stratum: a trend never mixes the two."""
    return [wave for wave in waves if wave.stratum is stratum]


def headline_stratum(waves: Sequence[WaveAnswers]) -> Stratum:
    """The random sample where there is one, else the open link, which the page then says."""
    return Stratum.SAMPLE if any(w.answers or w.kept for w in of_stratum(waves, Stratum.SAMPLE)) else Stratum.OPEN


def _query(slug: str) -> Any:
    text = cast(col(Response.answers), Text)
    joined = (
        select(Wave.key, Wave.opens_on, Wave.closes_on, Response.stratum, text)  # type: ignore[call-overload]
        .join(Survey, col(Survey.id) == col(Wave.survey_id))
        .outerjoin(Response, col(Response.wave_id) == col(Wave.id))
        .where(col(Survey.slug) == slug)
    )
    # By the random key, so that the same answers always come in the same order.
    return joined.order_by(Wave.opens_on, Response.id)


def _points(answer: Any) -> int | None:
    return int(answer) if str(answer) in {"1", "2", "3", "4", "5"} else None


def _influence(answer: Any) -> str | None:
    return answer if answer in CODES else None
