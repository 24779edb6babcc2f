"""The bank of questions: those of the parents' pulse, and those that somebody kept from a survey."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from coproduce.core.inserts import insert_unless_there
from coproduce.core.languages import OFFERED
from coproduce.core.types import Status, Wording
from surveys.bank.models import BankQuestion
from surveys.definition import our_scales, shipped
from surveys.models import Survey, SurveyVersion, Wave
from surveys.parse_question import scale_of
from surveys.parse_values import mapping, sequence

ROWS = BankQuestion.metadata.tables["survey_bank"]
PULSE = "parent-pulse"
BELONGS_TO_ITS_SURVEY = ("show_if", "bank")


@dataclass(frozen=True, slots=True)
class Kept:
    """A question of the bank; one of our own cannot be taken out."""

    code: str
    question: Mapping[str, Any]
    source: str
    is_ours: bool

    @property
    def words(self) -> str:
        """Its English."""
        return english(self.question.get("text"))

    def status_in(self, language: str) -> Status | None:
        """How far its text has come in a language; None where there is none."""
        found = _wording(self.question.get("text"))
        text = found.texts.get(language) if found else None
        return text.status if text else None


@dataclass(frozen=True, slots=True)
class AskedBefore:
    """A survey that asks the same, and the first day of its last wave."""

    slug: str
    title: Wording
    on: date


def every(session: Session) -> Sequence[Kept]:
    """All questions of the bank: those that were kept, the newest first, then our own."""
    rows = session.exec(select(BankQuestion).order_by(col(BankQuestion.added_on).desc(), BankQuestion.code)).all()
    return [*(Kept(row.code, row.question, row.source, is_ours=False) for row in rows), *_ours()]


def find(session: Session, code: str) -> Kept | None:
    """The question with this code."""
    return next((kept for kept in every(session) if kept.code == code), None)


def search(questions: Sequence[Kept], words: str) -> Sequence[Kept]:
    """Those in which each of these words stands, in the question or in its answers."""
    wanted = words.casefold().split()
    return [kept for kept in questions if all(word in _all_words(kept.question) for word in wanted)]


def keep(session: Session, *, raw: Mapping[str, Any], question: Mapping[str, Any], today: date) -> str | None:
    """Keep a question of a survey; its code in the bank, or None where the same question is there already."""
    if any(kept.words.casefold() == english(question.get("text")).casefold() for kept in every(session)):
        return None
    scale = scale_of(question)
    kept = {key: value for key, value in question.items() if key not in (*BELONGS_TO_ITS_SURVEY, "scale")}
    if scale and scale not in our_scales():
        kept["options"] = list(sequence(mapping(raw.get("scales")).get(scale)))
    elif scale:
        kept["scale"] = scale
    source = str(raw.get("slug"))
    code = f"{source[:19]}.{question.get('code')}"
    row = {"code": code, "question": kept, "source": source, "added_on": today}
    return code if insert_unless_there(session, ROWS, row) else None


def remove(session: Session, code: str) -> bool:
    """Take a question out; surveys that have it keep it."""
    row = session.get(BankQuestion, code)
    if row is None:
        return False
    session.delete(row)
    session.flush()
    return True


def asked_before(session: Session, *, slug: str) -> Mapping[str, AskedBefore]:
    """What other surveys asked in a wave: by the bank's code and by the English words, the last to ask first."""
    waves = session.exec(select(Wave).order_by(col(Wave.opens_on))).all()
    last = {wave.survey_id: wave.opens_on for wave in waves}
    found: dict[str, AskedBefore] = {}
    versions = select(Survey, SurveyVersion).join(SurveyVersion).where(Survey.slug != slug)
    asked = [(last[s.id], s, v) for s, v in session.exec(versions).all() if s.id is not None and s.id in last]
    for on, survey, version in sorted(asked, key=lambda each: each[0]):
        for section in sequence(version.definition.get("sections")):
            for entry in map(mapping, sequence(mapping(section).get("questions"))):
                for name in names_of(entry, survey.slug):
                    found[name] = AskedBefore(survey.slug, survey.title, on)
    return found


def names_of(entry: Mapping[str, Any], slug: str = "") -> tuple[str, ...]:
    """What a question is recognised by: its code in the bank, and its words."""
    own = f"{slug}.{entry.get('code')}" if slug == PULSE else ""
    bank = str(entry.get("bank") or own)
    words = english(entry.get("text")).casefold()
    return tuple(filter(None, (f"bank:{bank}" if bank else "", f"words:{words}" if words else "")))


def english(wording: object) -> str:
    """The English of a wording in JSON, or nothing."""
    found = _wording(wording)
    return found.in_("en") if found else ""


def spoken(kept: Kept) -> Sequence[tuple[str, Status]]:
    """The languages it has beside English, each with how far it has come."""
    found = ((each.own_name, kept.status_in(each.code)) for each in OFFERED if each.code != "en")
    return [(name, status) for name, status in found if status is not None]


def _ours() -> Sequence[Kept]:
    raw = shipped(PULSE)
    return [
        Kept(f"{PULSE}.{entry['code']}", entry, PULSE, is_ours=True)
        for section in raw["sections"]
        for entry in section["questions"]
    ]


def _wording(value: object) -> Wording | None:
    try:
        return Wording.of(value)
    except ValueError:
        return None


def _all_words(question: Mapping[str, Any]) -> str:
    parts = [question.get("text"), question.get("hint")]
    parts += [mapping(option).get("text") for option in sequence(question.get("options"))]
    return " ".join(map(english, parts)).casefold()
