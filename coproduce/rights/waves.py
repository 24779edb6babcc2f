"""Waves by the name that comments and receipts carry, and surveys by their address."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlmodel import Session

from surveys.models import Survey, Wave

SURVEYS = Survey.metadata.tables["surveys"]
WAVES = Wave.metadata.tables["waves"]


def names(session: Session) -> Mapping[str, date]:
    """The waves that have an end, as `parent-pulse/2026-11`, with the day of it."""
    found = session.execute(
        select(SURVEYS.c.slug, WAVES.c.key, WAVES.c.closes_on)
        .join(WAVES, WAVES.c.survey_id == SURVEYS.c.id)
        .where(WAVES.c.closes_on.is_not(None))
    )
    return {f"{slug}/{key}": closes_on for slug, key, closes_on in found}


def surveys(session: Session) -> Mapping[str, str]:
    """The surveys, each with its title in English: what may have a time of its own."""
    found = session.execute(select(SURVEYS.c.slug, SURVEYS.c.title).order_by(SURVEYS.c.slug))
    return {slug: title.in_("en") for slug, title in found}
