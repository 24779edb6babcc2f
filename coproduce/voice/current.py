"""What counts now of each comment: the current run's reading, with people's newest corrections before it.

Comments that are hidden because of a concern do not count. Nothing here reads the original words.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select, true
from sqlmodel import Session

from coproduce.voice.models import AnalysisRun, Audience, Comment, CommentTheme, Correction, Reading, Stance, State

COMMENTS = Comment.metadata.tables["comments"]
CORRECTIONS = Correction.metadata.tables["corrections"]
READINGS = Reading.metadata.tables["readings"]
RUNS = AnalysisRun.metadata.tables["analysis_runs"]
THEMES = CommentTheme.metadata.tables["comment_themes"]

CURRENT = select(RUNS.c.id).where(RUNS.c.current == true()).scalar_subquery()
READ_NOW = and_(READINGS.c.comment_id == COMMENTS.c.id, READINGS.c.run_id == CURRENT)
THEMES_NOW = and_(THEMES.c.comment_id == COMMENTS.c.id, THEMES.c.run_id == CURRENT)

STANCES = {
    State.NEGATIVE: Stance.NEGATIVE,
    State.MIXED: Stance.MIXED,
    State.NEUTRAL: Stance.NEUTRAL,
    State.POSITIVE: Stance.POSITIVE,
}


@dataclass(frozen=True, slots=True)
class Scope:
    """Which comments: of a wave, said from one day to another (both included), of parents or of young people."""

    wave: str | None = None
    since: date | None = None
    until: date | None = None
    audience: Audience | None = None

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """What a comment must meet; hidden ones never do."""
        yield ~COMMENTS.c.hidden
        if self.wave is not None:
            yield COMMENTS.c.wave == self.wave
        if self.since is not None:
            yield COMMENTS.c.said_on >= self.since
        if self.until is not None:
            yield COMMENTS.c.said_on <= self.until
        if self.audience is not None:
            yield COMMENTS.c.audience == self.audience


@dataclass(slots=True)
class Judged:
    """What people said of one comment: the newest state and the newest themes, None where nobody did."""

    state: State | None = None
    themes: frozenset[str] | None = None
    found: dict[str, Stance] = field(default_factory=dict)
    """The current run's themes of this comment."""

    def stances(self) -> Mapping[str, Stance]:
        """Each theme that counts, with its stance: a person's state goes before the machine's stance."""
        codes: Iterable[str] = self.found if self.themes is None else sorted(self.themes)
        return {code: self._stance(code) for code in codes}

    def _stance(self, code: str) -> Stance:
        if self.state is not None:
            return STANCES.get(self.state, Stance.UNKNOWN)
        return self.found.get(code, Stance.UNKNOWN)


def judged(session: Session, *, scope: Scope) -> dict[UUID, Judged]:
    """The comments that people corrected, each with its newest corrections. Two statements."""
    mine = (
        select(CORRECTIONS.c.comment_id, CORRECTIONS.c.state, CORRECTIONS.c.themes)
        .join(COMMENTS, COMMENTS.c.id == CORRECTIONS.c.comment_id)
        .where(*scope.conditions())
        .order_by(CORRECTIONS.c.id)
    )
    corrected: dict[UUID, Judged] = {}
    for row in session.execute(mine):
        said = corrected.setdefault(row.comment_id, Judged())
        said.state = row.state or said.state
        said.themes = said.themes if row.themes is None else frozenset(row.themes)
    if corrected:
        _add_found_themes(session, corrected, scope)
    return corrected


def _add_found_themes(session: Session, corrected: dict[UUID, Judged], scope: Scope) -> None:
    for row in session.execute(
        _themes_of(scope).add_columns(COMMENTS.c.id).where(COMMENTS.c.id.in_(select(CORRECTIONS.c.comment_id)))
    ):
        if row.id in corrected:
            corrected[row.id].found[row.theme] = row.stance


def _themes_of(scope: Scope) -> Select[tuple[str, Stance]]:
    joined = COMMENTS.join(THEMES, THEMES_NOW)
    return select(THEMES.c.theme, THEMES.c.stance).select_from(joined).where(*scope.conditions())


def uncorrected() -> ColumnElement[bool]:
    """A comment that no person corrected."""
    return COMMENTS.c.id.not_in(select(CORRECTIONS.c.comment_id))


def count_stances(session: Session, *, scope: Scope) -> dict[str, Counter[Stance]]:
    """How many comments raise each theme, by stance. Three statements, whatever the number of comments."""
    counts: dict[str, Counter[Stance]] = {}
    grouped = _themes_of(scope).add_columns(func.count()).where(uncorrected())
    for theme, stance, count in session.execute(grouped.group_by(THEMES.c.theme, THEMES.c.stance)):
        counts.setdefault(theme, Counter())[stance] += count
    for said in judged(session, scope=scope).values():
        for theme, stance in said.stances().items():
            counts.setdefault(theme, Counter())[stance] += 1
    return counts


def count_states(session: Session, *, scope: Scope) -> Counter[State]:
    """How many comments are in each state; a comment that the current run has not read is not analysed."""
    state = func.coalesce(READINGS.c.state, State.NOT_ANALYSED.value)
    newest = (
        select(CORRECTIONS.c.comment_id, func.max(CORRECTIONS.c.id).label("id"))
        .where(CORRECTIONS.c.state.is_not(None))
        .group_by(CORRECTIONS.c.comment_id)
        .subquery()
    )
    person = CORRECTIONS.alias()
    joined = (
        COMMENTS.outerjoin(READINGS, READ_NOW)
        .outerjoin(newest, newest.c.comment_id == COMMENTS.c.id)
        .outerjoin(person, person.c.id == newest.c.id)
    )
    wins = func.coalesce(person.c.state, state).label("state")
    counted = select(wins, func.count()).select_from(joined).where(*scope.conditions()).group_by(wins)
    return Counter({State(found): count for found, count in session.execute(counted)})
