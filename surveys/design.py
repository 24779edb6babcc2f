"""Publish a survey: its definition becomes a frozen version, and waves open and close by the day.

A version is never changed: answers keep the version they were given to. Publishing what is already published
changes nothing, so an import may be repeated.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from coproduce.core.saying import say
from surveys.definition import Definition, DefinitionFaults, digest, our_scales
from surveys.gates import Missing, NotReady
from surveys.media.keep import lacking
from surveys.models import Survey, SurveyVersion, Wave
from surveys.parse import parse
from surveys.parse_question import scale_of
from surveys.parse_values import mapping, sequence
from surveys.path import path_faults
from surveys.questions import type_of
from surveys.questions.base import Role
from surveys.waves.calendar import days_of
from surveys.waves.turning import BadDays, arrange


class NoSuchSurvey(LookupError):
    """There is no survey with this slug."""


class BadWave(ValueError):
    """A wave that cannot be; the message says why."""


class Held(BadWave):
    """A survey, or its consultation, lacks something before it may open; `missing` says what."""

    def __init__(self, missing: tuple[Missing, ...]) -> None:
        super().__init__(" ".join(["It cannot open yet.", *map(str, missing)]))
        self.missing = missing


def publish(session: Session, *, raw: Mapping[str, Any], today: date) -> tuple[SurveyVersion, bool]:
    """The newest version of this definition, and whether it is new. Raises DefinitionFaults.

    `raw` is the definition as JSON, with its slug. The survey is made when there is none; its title and kind are
    those of the newest version.
    """
    definition = parse(raw)
    raw = with_scales(raw)
    _ask_about_harm(definition)
    if faults := (*path_faults(definition), *lacking(session, definition)):
        raise DefinitionFaults(faults)
    survey = session.exec(select(Survey).where(Survey.slug == definition.slug)).first()
    if survey is None:
        survey = Survey(slug=definition.slug, kind=definition.kind, title=definition.title)
    survey.title, survey.kind = definition.title, definition.kind
    session.add(survey)
    session.flush()
    newest = newest_version(session, survey=survey)
    if newest is not None and newest.digest == digest(raw):
        return newest, False
    version = SurveyVersion(
        survey_id=_id(survey.id),
        number=newest.number + 1 if newest else 1,
        digest=digest(raw),
        definition=dict(raw),
        published_on=today,
    )
    session.add(version)
    session.flush()
    return version, True


def with_scales(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The definition with the lists of ours that it uses written into it, so that it stays as it was published."""
    own = mapping(raw.get("scales"))
    parts = map(mapping, sequence(raw.get("sections")))
    asked = [mapping(entry) for part in parts for entry in sequence(part.get("questions"))]
    used = {scale_of(entry) for entry in asked} & our_scales().keys() - own.keys()
    return {**raw, "scales": {**own, **{name: our_scales()[name] for name in sorted(used)}}} if used else dict(raw)


def newest_version(session: Session, *, survey: Survey) -> SurveyVersion | None:
    """The version that is answered now."""
    mine = select(SurveyVersion).where(SurveyVersion.survey_id == survey.id)
    return session.exec(mine.order_by(col(SurveyVersion.number).desc())).first()


def find(session: Session, *, slug: str) -> Survey:
    """The survey with this slug. Raises NoSuchSurvey."""
    survey = session.exec(select(Survey).where(Survey.slug == slug)).first()
    if survey is None:
        raise NoSuchSurvey(f"There is no survey '{slug}'.")
    return survey


def open_wave(session: Session, *, survey: Survey, key: str, opens_on: date, closes_on: date | None) -> Wave:
    """The wave with this key, opened from one day to another (both included). Raises BadWave, and Held.

    A wave that is there already gets the new days: officers move them. Days on which it reminds or publishes must
    still fit.
    """
    if not key or len(key) > 20 or not key.replace("-", "").isalnum():
        raise BadWave("A wave's key is 20 letters, digits and hyphens at most, such as 2026-11.")
    if closes_on is not None and closes_on < opens_on:
        raise BadWave("A wave cannot close before it opens.")
    wave = session.exec(select(Wave).where(Wave.survey_id == survey.id, Wave.key == key)).first()
    if wave is None:
        wave = Wave(survey_id=_id(survey.id), key=key, opens_on=opens_on)
    days = replace(days_of(wave), opens_on=opens_on, closes_on=closes_on)
    try:
        arrange(session, wave, days)
    except BadDays:
        raise BadWave(
            "The days on which this wave reminds or publishes do not fit these days. Change them first."
        ) from None
    except NotReady as held:
        raise Held(held.missing) from None
    return wave


def _ask_about_harm(definition: Definition) -> None:
    # Not in `parse`: what was published before is read again and again, and must stay readable.
    has_words = any(type_of(question).is_words for question in definition.questions)
    if has_words and not definition.with_role(Role.WRITER_WORRIED):
        raise DefinitionFaults(
            (
                say(
                    "The survey has a box for words and does not ask whether the writer is worried that somebody "
                    "is not safe: add a question of the type 'tick' with the role 'writer_worried' beside the box."
                ),
            )
        )


def _id(value: int | None) -> int:
    if value is None:
        raise ValueError("A row has its id only after it was flushed.")
    return value
