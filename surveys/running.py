"""What is asked now: the survey, its version and its open wave, in one SELECT; the definition from memory."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, or_, select
from sqlmodel import Session, col
from sqlmodel import select as choose

from coproduce.core.db import Model
from coproduce.core.types import Wording
from surveys import opening
from surveys.definition import Definition
from surveys.design import NoSuchSurvey, find, newest_version
from surveys.models import Survey, SurveyKind, SurveyVersion, Wave
from surveys.parse import parse

NEWEST = 2**31 - 1
PARSED_AT_MOST = 64
_parsed: dict[str, Definition] = {}


@dataclass(frozen=True, slots=True)
class Asked:
    """One version of a survey in one wave."""

    survey_id: int
    version_id: int
    number: int
    wave_id: int
    wave: str
    closes_on: date | None
    definition: Definition
    digest: str

    @property
    def wave_name(self) -> str:
        """The wave as comments and receipts name it: `parent-pulse/2026-11`."""
        return f"{self.definition.slug}/{self.wave}"


class NotOpen(Exception):
    """The survey is there and takes no answers today: its next wave opens on a day, or its last one has closed."""

    def __init__(
        self, *, title: Wording, opens_on: date | None, closed_on: date | None, has_results: bool = False
    ) -> None:
        super().__init__(f"The survey '{title.in_('en')}' takes no answers now.")
        self.title = title
        self.opens_on = opens_on
        self.closed_on = closed_on
        self.has_results = has_results


class NoSuchWave(LookupError):
    """The survey has no such wave, or no version; the message names the waves it has."""

    def __init__(self, slug: str, key: str, waves: Sequence[str]) -> None:
        known = ", ".join(waves) or "none yet"
        super().__init__(f"The survey '{slug}' has no wave '{key}'. Its waves: {known}.")


@dataclass(frozen=True, slots=True)
class Listed:
    """A survey in the list: open until a day, or about to open, or closed; results of some wave may be out."""

    slug: str
    kind: SurveyKind
    title: Wording
    is_open: bool
    opens_on: date
    closes_on: date | None
    has_results: bool = False


SURVEYS, VERSIONS, WAVES = (Model.metadata.tables[name] for name in ("surveys", "survey_versions", "waves"))

# The columns of tables, not of models: every answer runs this, and needs no object made of what it finds.
_OPEN = (
    select(
        SURVEYS.c.id,
        VERSIONS.c.id,
        VERSIONS.c.number,
        VERSIONS.c.digest,
        WAVES.c.id,
        WAVES.c.key,
        WAVES.c.closes_on,
    )
    .join_from(SURVEYS, VERSIONS, VERSIONS.c.survey_id == SURVEYS.c.id)
    .join(WAVES, WAVES.c.survey_id == SURVEYS.c.id)
    .where(
        SURVEYS.c.slug == bindparam("slug"),
        VERSIONS.c.number <= bindparam("number"),
        WAVES.c.opens_on <= bindparam("today"),
        or_(WAVES.c.closes_on.is_(None), WAVES.c.closes_on >= bindparam("today")),
        WAVES.c.closed_on.is_(None),
    )
    .order_by(VERSIONS.c.number.desc(), WAVES.c.opens_on.desc())
    .limit(1)
)


def asked(session: Session, *, slug: str, today: date, number: int | None = None) -> Asked:
    """The survey as it is asked today, in this version or the newest. Raises NoSuchSurvey and NotOpen.

    A page that was opened before an edit names the version it showed: its answers belong to that one.
    """
    facts = {"slug": slug, "today": today, "number": NEWEST if number is None else number}
    row = session.connection().execute(_OPEN, facts).first()
    if row is None and number is not None:
        return asked(session, slug=slug, today=today)
    if row is None:
        raise _why_not(session, slug, today)
    survey_id, version_id, found, digest, wave_id, wave, closes_on = row
    definition = definition_of(session, version_id=version_id, digest=digest)
    return Asked(survey_id, version_id, found, wave_id, wave, closes_on, definition, digest)


def asked_in_wave(session: Session, *, slug: str, key: str) -> tuple[Asked, Wave]:
    """The newest version in this wave, open or not: for answers that come by paper or file. Raises NoSuchWave.

    Raises NoSuchSurvey too, when there is none with this slug.
    """
    survey = find(session, slug=slug)
    waves = session.exec(choose(Wave).where(Wave.survey_id == survey.id).order_by(col(Wave.opens_on))).all()
    wave = next((wave for wave in waves if wave.key == key), None)
    version = newest_version(session, survey=survey)
    if wave is None or version is None:
        raise NoSuchWave(slug, key, [each.key for each in waves])
    definition = definition_of(session, version_id=version.id or 0, digest=version.digest)
    found = Asked(
        survey_id=version.survey_id,
        version_id=version.id or 0,
        number=version.number,
        wave_id=wave.id or 0,
        wave=wave.key,
        closes_on=wave.closes_on,
        definition=definition,
        digest=version.digest,
    )
    return found, wave


def newest(session: Session, *, slug: str, number: int | None = None) -> Asked:
    """The newest version (or this one) outside any wave: to print it, or to type what was printed before.

    Raises NoSuchSurvey where there is none.
    """
    survey = find(session, slug=slug)
    versions = choose(SurveyVersion).where(SurveyVersion.survey_id == survey.id)
    if number is not None:
        versions = versions.where(SurveyVersion.number == number)
    version = session.exec(versions.order_by(col(SurveyVersion.number).desc())).first()
    if version is None:
        raise NoSuchSurvey(f"The survey '{slug}' has no such version.")
    definition = definition_of(session, version_id=version.id or 0, digest=version.digest)
    return Asked(
        survey_id=version.survey_id,
        version_id=version.id or 0,
        number=version.number,
        wave_id=0,
        wave="",
        closes_on=None,
        definition=definition,
        digest=version.digest,
    )


def definition_of(session: Session, *, version_id: int, digest: str) -> Definition:
    """The parsed definition of a version, read from the database once in the life of a process."""
    found = _parsed.get(digest)
    if found is None:
        version = session.get_one(SurveyVersion, version_id)
        if len(_parsed) >= PARSED_AT_MOST:
            _parsed.clear()
        found = _parsed[digest] = parse(version.definition)
    return found


def version_of(session: Session, *, slug: str, number: int) -> Definition | None:
    """A version of a survey, open or not, if there is one."""
    wanted = (
        select(VERSIONS.c.id, VERSIONS.c.digest)
        .join(SURVEYS, SURVEYS.c.id == VERSIONS.c.survey_id)
        .where(SURVEYS.c.slug == slug, VERSIONS.c.number == number)
    )
    row = session.execute(wanted).first()
    return definition_of(session, version_id=row.id, digest=row.digest) if row else None


def listed(session: Session, *, today: date) -> Sequence[Listed]:
    """Every survey that has a wave: those open now first, each with the days of the wave that matters most."""
    rows = session.execute(_with_waves()).all()
    waves: dict[int, list[Any]] = {}
    for row in rows:
        waves.setdefault(row.id, []).append(row)
    found = [_listed(each, today) for each in waves.values()]
    return sorted(found, key=lambda one: (not one.is_open, one.slug))


def _with_waves() -> Any:
    days = (WAVES.c.opens_on, WAVES.c.closes_on, WAVES.c.closed_on, WAVES.c.published_on)
    columns = (SURVEYS.c.id, SURVEYS.c.slug, SURVEYS.c.kind, SURVEYS.c.title, *days)
    return (
        select(*columns)
        .join_from(SURVEYS, WAVES, WAVES.c.survey_id == SURVEYS.c.id)
        .order_by(WAVES.c.opens_on.desc())
    )


def _listed(rows: Sequence[Any], today: date) -> Listed:
    chosen = _most_telling(rows, today)
    is_open = opening.is_open(chosen, today=today)
    out = any(row.published_on is not None for row in rows)
    return Listed(chosen.slug, chosen.kind, chosen.title, is_open, chosen.opens_on, chosen.closes_on, out)


def _most_telling(rows: Sequence[Any], today: date) -> Any:
    """The open wave, else the next, else the last; rows come newest first."""
    open_now = [r for r in rows if opening.is_open(r, today=today)]
    ahead = [r for r in rows if r.opens_on > today]
    return (open_now or ahead[-1:] or list(rows))[0]


def _why_not(session: Session, slug: str, today: date) -> Exception:
    survey = session.exec(choose(Survey).where(Survey.slug == slug)).first()
    if survey is None:
        return NoSuchSurvey(f"There is no survey '{slug}'.")
    waves = session.exec(choose(Wave).where(Wave.survey_id == survey.id)).all()
    ahead = [wave.opens_on for wave in waves if wave.opens_on > today]
    behind = [
        wave.closes_on for wave in waves if wave.closes_on is not None and opening.is_over(wave, today=today)
    ]
    return NotOpen(
        title=survey.title,
        opens_on=min(ahead, default=None),
        closed_on=max(behind, default=None),
        has_results=any(wave.published_on is not None for wave in waves),
    )
