"""The sample consultation with children and young people: open now, with some invented answers."""

import random
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

from sqlmodel import Session

from coproduce.core.types import Wording
from coproduce.demo.families import SEED
from surveys import design, running
from surveys.consultations.models import Consultation, ConsultationKind, Rung
from surveys.definition import shipped
from surveys.models import Channel, Stratum, WhoAnswered
from surveys.questions.base import Stored
from surveys.respond import Origin, respond
from surveys.sheet import Sheet

SLUG = "young-voices"
OPEN_FOR, OPEN_TO_COME = 20, 28
"""Days it has been open, and those it still is."""
MOST = 60
SHARE_WHO_WRITE = 0.35
SHARES: Mapping[str, Mapping[str, float]] = {
    "age": {"5-7": 0.12, "8-11": 0.28, "12-15": 0.34, "16-25": 0.21, "prefer_not": 0.05},
    "learning_feels": {"5": 0.14, "4": 0.27, "3": 0.26, "2": 0.22, "1": 0.11},
    "help_feels": {"3": 0.36, "2": 0.38, "1": 0.26},
    "listened": {"yes": 0.34, "no": 0.41, "not_sure": 0.25},
    "helps_most": {"quiet": 0.36, "listening": 0.24, "friends": 0.2, "time": 0.12, "home": 0.08},
    "change_first": {
        "quiet_rooms": 0.34,
        "known_person": 0.3,
        "shorter_wait": 0.2,
        "know_whats_on": 0.1,
        "nothing": 0.06,
    },
}
SKIPPED = 0.06
WHO: Mapping[str, float] = {WhoAnswered.ALONE: 0.5, WhoAnswered.WITH_HELP: 0.4, WhoAnswered.FOR_SOMEONE: 0.1}


@dataclass(frozen=True, slots=True)
class Young:
    """What one invented young person answers, so many days ago."""

    sheet: Sheet
    language: str
    who: WhoAnswered
    days_ago: int


def ask(session: Session, *, count: int, secret: str, today: date) -> int:
    """Publish it, open it, and store what at most so many young people say; how many did."""
    design.publish(session, raw=shipped(SLUG), today=today)
    survey = design.find(session, slug=SLUG)
    opens = today - timedelta(days=OPEN_FOR)
    closes = today + timedelta(days=OPEN_TO_COME)
    session.add(_told(survey.id or 0, opens, closes))
    session.flush()
    design.open_wave(session, survey=survey, key=f"{opens.year}", opens_on=opens, closes_on=closes)
    asked = running.asked(session, slug=SLUG, today=today)
    people = list(young_people(count))
    for number, person in enumerate(people):
        origin = Origin(
            language=person.language,
            channel=Channel.OPEN,
            stratum=Stratum.OPEN,
            day=today - timedelta(days=person.days_ago),
            who=person.who,
        )
        nonce = f"sample-{SLUG}-{number}"
        respond(session, asked=asked, sheet=person.sheet, origin=origin, nonce=nonce, secret=secret)
    return len(people)


def _told(survey_id: int, opens: date, closes: date) -> Consultation:
    """What its page says: Space, Voice, Audience and Influence are there, so that its gate lets it open."""
    words: dict[str, Any] = {name: Wording.of(texts) for name, texts in _data()["told"].items()}
    return Consultation(
        survey_id=survey_id,
        kind=ConsultationKind.YOUNG,
        opens_on=opens,
        closes_on=closes,
        reader="Head of SEND",
        read_by=closes + timedelta(days=14),
        feedback_by=closes + timedelta(days=28),
        rung=Rung.ENGAGE,
        **words,
    )


def young_people(count: int) -> Iterator[Young]:
    """Half as many as there are families, 60 at most; the same ones every time."""
    chance = random.Random(f"{SEED}/{SLUG}")  # noqa: S311 # nosec B311 # invented people, the same every time
    texts = [(text, entry["language"]) for entry in _data()["words"] for text in entry["texts"]]
    for _ in range(min(MOST, count // 2)):
        answers: dict[str, Stored] = {
            code: _drawn(chance, shares) for code, shares in SHARES.items() if chance.random() >= SKIPPED
        }
        text, language = chance.choice(texts) if chance.random() < SHARE_WHO_WRITE else ("", "en")
        yield Young(
            Sheet(answers, {"change": text} if text else {}, may_quote=False, writer_worried=False, faults={}),
            language,
            WhoAnswered(_drawn(chance, WHO)),
            chance.randint(0, OPEN_FOR),
        )


def _data() -> Mapping[str, Any]:
    return tomllib.loads((files("coproduce.demo") / "data" / f"{SLUG}.toml").read_text("utf-8"))


def _drawn(chance: random.Random, shares: Mapping[str, float]) -> str:
    return chance.choices(list(shares), weights=list(shares.values()))[0]
