"""Mappings by name: saved for a survey, and found again for the next file of the same kind."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from surveys.models import Survey
from surveys.transfer.models import SavedMapping

LONGEST_NAME = 60


class NoSuchMapping(LookupError):
    """The survey has no mapping of this name; the message names those it has."""


def save(session: Session, *, survey: Survey, name: str, mapping: Mapping[str, Any], today: date) -> SavedMapping:
    """Save a mapping under a name; one that is there already is replaced."""
    kept = _named(session, survey, name) or SavedMapping(
        survey_id=survey.id or 0, name=name, mapping={}, saved_on=today
    )
    kept.mapping, kept.saved_on = dict(mapping), today
    session.add(kept)
    session.flush()
    return kept


def find(session: Session, *, survey: Survey, name: str) -> Mapping[str, Any]:
    """The mapping of this name. Raises NoSuchMapping."""
    kept = _named(session, survey, name)
    if kept is None:
        known = ", ".join(each.name for each in of_survey(session, survey=survey)) or "none yet"
        raise NoSuchMapping(f"The survey '{survey.slug}' has no mapping '{name}'. Its mappings: {known}.")
    return kept.mapping


def of_survey(session: Session, *, survey: Survey) -> list[SavedMapping]:
    """The mappings of a survey by their names."""
    mine = select(SavedMapping).where(SavedMapping.survey_id == survey.id)
    return list(session.exec(mine.order_by(col(SavedMapping.name))))


def _named(session: Session, survey: Survey, name: str) -> SavedMapping | None:
    mine = select(SavedMapping).where(SavedMapping.survey_id == survey.id, SavedMapping.name == name)
    return session.exec(mine).first()
