"""Working copies of surveys: made, found, changed one at a time, and thrown away."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from coproduce.core.languages import ENGLISH
from surveys.design import NoSuchSurvey, find, newest_version
from surveys.editor.changes import Change, changed, questions
from surveys.editor.models import WorkingCopy
from surveys.editor.naming import slug_from
from surveys.editor.wording import Raw, worded
from surveys.models import Survey, SurveyKind, SurveyVersion
from surveys.parse_values import mapping, sequence

COPIES = WorkingCopy.metadata.tables["survey_working_copies"]
RESERVED = frozenset({"bank", "drafts", "media", "new"})
"""Addresses of pages of ours where a survey's page would stand."""


class NoSuchCopy(LookupError):
    """There is no working copy with this number: it was published or thrown away."""


class ChangedMeanwhile(Exception):
    """Somebody changed the working copy after this page of it was opened."""


class AlreadyWriting(Exception):
    """There is a working copy of this survey; `copy_id` is its number."""

    def __init__(self, copy_id: int) -> None:
        super().__init__("Somebody is writing this survey already.")
        self.copy_id = copy_id


def get(session: Session, copy_id: int) -> WorkingCopy:
    """The working copy with this number. Raises NoSuchCopy."""
    found = session.get(WorkingCopy, copy_id)
    if found is None:
        raise NoSuchCopy(f"There is no draft {copy_id}.")
    return found


def every(session: Session) -> Sequence[WorkingCopy]:
    """All of them, the one changed last first."""
    return session.exec(select(WorkingCopy).order_by(col(WorkingCopy.changed_at).desc())).all()


def of_survey(session: Session, slug: str) -> WorkingCopy | None:
    """The working copy with this address."""
    return session.exec(select(WorkingCopy).where(WorkingCopy.slug == slug)).first()


def begin(session: Session, *, raw: Mapping[str, Any], by: str, now: datetime) -> WorkingCopy:
    """A working copy of this definition, under its own address. Raises AlreadyWriting."""
    slug = str(raw.get("slug"))
    made = WorkingCopy(
        slug=slug, definition=changed(raw, _nothing), lock=1, changed_by=by, changed_at=now, removed=None
    )
    there = of_survey(session, slug)
    if there is not None:
        raise AlreadyWriting(there.id or 0)
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:
        there = of_survey(session, slug)
        raise AlreadyWriting(there.id or 0 if there else 0) from None
    return made


def begin_new(
    session: Session, *, title: str, kind: SurveyKind, like: Mapping[str, Any] | None, by: str, now: datetime
) -> WorkingCopy:
    """A working copy under a free address made from its title: empty, or with what another survey asks."""
    raw: Raw = {**(like or _empty()), "slug": slug_from(title, taken=_slugs(session))}
    if like is None:
        raw["kind"] = kind.value
    raw["title"] = worded({} if like is None else raw.get("title"), title)
    return begin(session, raw=raw, by=by, now=now)


def begin_edit(session: Session, *, slug: str, by: str, now: datetime) -> WorkingCopy:
    """The working copy of a published survey: the one there is, or its newest version. Raises NoSuchSurvey."""
    there = of_survey(session, slug)
    if there is not None:
        return there
    return begin(session, raw=newest_definition(session, slug=slug), by=by, now=now)


def newest_definition(session: Session, *, slug: str) -> Raw:
    """The newest version of a survey as JSON. Raises NoSuchSurvey."""
    version = newest_version(session, survey=find(session, slug=slug))
    if version is None:
        raise NoSuchSurvey(f"The survey '{slug}' has no version.")
    return dict(version.definition)


def change(
    session: Session,
    copy: WorkingCopy,
    *,
    seen: int,
    to: Change,
    by: str,
    now: datetime,
    removed: Raw | None = None,
    slug: str = "",
) -> None:
    """Change the working copy that was seen at this lock. Raises ChangedMeanwhile, and changes nothing then.

    `removed`: what the change takes out, to be put back; empty once it was put back. Other changes leave it alone.
    """
    made = changed(copy.definition, to)
    if slug:
        made["slug"] = slug
    row = {
        "definition": made,
        "slug": made["slug"],
        "lock": seen + 1,
        "removed": copy.removed if removed is None else removed,
        "changed_by": by,
        "changed_at": now,
    }
    this = update(COPIES).where(COPIES.c.id == copy.id, COPIES.c.lock == seen).values(row)
    if not session.connection().execute(this).rowcount:
        raise ChangedMeanwhile
    session.expire(copy)


def throw_away(session: Session, copy: WorkingCopy) -> None:
    """Forget a working copy; what was published of it stays."""
    session.delete(copy)
    session.flush()


def codes_ever_used(session: Session, slug: str) -> Mapping[str, frozenset[str]]:
    """The codes of questions in every version of a survey, each with those of its options.

    A code that had a meaning once never gets another: answers under it are kept.
    """
    found: dict[str, set[str]] = {}
    query = select(SurveyVersion.definition).join(Survey).where(Survey.slug == slug)
    for raw in session.exec(query).all():
        for entry in questions(raw):
            options = {str(mapping(option).get("code")) for option in sequence(entry.get("options"))}
            found.setdefault(str(entry.get("code")), set()).update(options)
    return {code: frozenset(options) for code, options in found.items()}


def is_published(session: Session, slug: str) -> bool:
    """Whether a survey stands at this address already."""
    return session.exec(select(Survey.id).where(Survey.slug == slug)).first() is not None


def _slugs(session: Session) -> frozenset[str]:
    taken = [*session.exec(select(Survey.slug)).all(), *session.exec(select(WorkingCopy.slug)).all()]
    return frozenset(taken) | RESERVED


def is_free(session: Session, slug: str, *, copy: WorkingCopy) -> bool:
    """Whether the working copy may have this address."""
    return slug == copy.slug or slug not in _slugs(session)


def _empty() -> Raw:
    return {"languages": [ENGLISH.code], "minutes": 2, "layout": "one_page", "sections": [{"questions": []}]}


def _nothing(_raw: Raw) -> None:
    """The change that changes nothing."""
