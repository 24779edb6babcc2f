"""Publish a working copy: checked once more, frozen as a version, and gone as a working copy."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session

from surveys.design import NoSuchSurvey, publish
from surveys.editor import comparing
from surveys.editor.copies import COPIES, ChangedMeanwhile, newest_definition
from surveys.editor.models import WorkingCopy
from surveys.models import SurveyVersion, VersionChange


class TrendBreaks(Exception):
    """Questions of the index read otherwise, and nobody has confirmed that their trend may break."""


@dataclass(frozen=True, slots=True)
class Compared:
    """How a working copy differs from what is published: `before` is None where nothing is."""

    before: Mapping[str, Any] | None
    is_same: bool
    only_words: bool
    index: tuple[str, ...]


def compared(session: Session, copy: WorkingCopy) -> Compared:
    """The working copy beside the newest version."""
    try:
        before = newest_definition(session, slug=copy.slug)
    except NoSuchSurvey:
        return Compared(None, is_same=False, only_words=False, index=())
    after = copy.definition
    return Compared(
        before,
        is_same=before == after,
        only_words=comparing.only_words_changed(before, after),
        index=comparing.index_changes(before, after),
    )


def publish_copy(
    session: Session, copy: WorkingCopy, *, seen: int, spelling_only: bool, trend_may_break: bool, today: date
) -> SurveyVersion:
    """The version it became. Raises ChangedMeanwhile, TrendBreaks, and DefinitionFaults as publishing does.

    `spelling_only` counts where nothing but words changed; it keeps the trend whole.
    """
    found = compared(session, copy)
    is_spelling = spelling_only and found.only_words
    breaks = bool(found.index) and not is_spelling
    if breaks and not trend_may_break:
        raise TrendBreaks
    if (
        not session.connection()
        .execute(delete(COPIES).where(COPIES.c.id == copy.id, COPIES.c.lock == seen))
        .rowcount
    ):
        raise ChangedMeanwhile
    version, is_new = publish(session, raw=copy.definition, today=today)
    if is_new and is_spelling:
        version.change = VersionChange.SPELLING
    elif is_new and breaks:
        version.change = VersionChange.TREND
    session.add(version)
    session.flush()
    session.expunge(copy)
    return version
