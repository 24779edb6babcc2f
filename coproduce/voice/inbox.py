"""What officers' pages and the measures may know of comments: counts, and redacted words.

The original words are never among it. People's newest corrections go before the machine; hidden comments are out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, extract, func, or_, select
from sqlmodel import Session

from coproduce.voice import current
from coproduce.voice.current import COMMENTS, READ_NOW, READINGS, THEMES, THEMES_NOW, Judged, Scope
from coproduce.voice.models import Audience, Correction, Stance, State
from coproduce.voice.taxonomy import UnknownTheme, taxonomy

_SHOWN = (
    *(COMMENTS.c[name] for name in ("id", "redacted", "said_on", "source", "language", "may_quote")),
    *(READINGS.c[name] for name in ("state", "confidence", "needs_human")),
)


class NoSuchComment(LookupError):
    """There is no such comment, or it waits for the safeguarding lead."""


class NothingCorrected(ValueError):
    """A correction says neither a state nor themes."""


@dataclass(frozen=True, slots=True)
class ThemeTally:
    """How many comments raise a theme, in all and by stance. `name` is by language, "en" always there."""

    code: str
    name: Mapping[str, str]
    total: int
    stances: Mapping[Stance, int]


@dataclass(frozen=True, slots=True)
class StateCounts:
    """How many comments are in each state. Every state has its count; `total` is their sum."""

    counts: Mapping[State, int]

    @property
    def not_analysed(self) -> int:
        """Those nobody and nothing could judge: not English, a young person's, or not read yet."""
        return self.counts[State.NOT_ANALYSED]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class CommentView:
    """A comment as an officer may see it. `said_on` is the first day of the month it was said in.

    `stance` is on the theme that was asked about. `corrected` says that a person has judged it.
    """

    id: UUID
    text: str
    said_on: date
    source: str
    language: str
    state: State
    confidence: float
    needs_human: bool
    stance: Stance
    may_quote: bool
    corrected: bool


@dataclass(frozen=True, slots=True)
class CommentPage:
    """One page of comments: `number` counts from 1, `total` is over all pages."""

    comments: Sequence[CommentView]
    number: int
    per_page: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, one at least."""
        return max(1, -(-self.total // self.per_page))


def theme_tallies(
    session: Session,
    *,
    wave: str | None = None,
    since: date | None = None,
    until: date | None = None,
    audience: Audience | None = None,
) -> list[ThemeTally]:
    """The themes that comments raise, the most frequent first. Both days are included."""
    counts = current.count_stances(session, scope=Scope(wave, since, until, audience))
    tallies = [
        ThemeTally(code, name_of(code), total=by_stance.total(), stances={s: by_stance[s] for s in Stance})
        for code, by_stance in counts.items()
    ]
    return sorted(tallies, key=lambda tally: (-tally.total, tally.code))


def state_counts(
    session: Session, *, wave: str | None = None, audience: Audience | None = Audience.PARENT
) -> StateCounts:
    """How many comments are in each state. Young people's words get no sentiment, so parents' are counted."""
    counts = current.count_states(session, scope=Scope(wave=wave, audience=audience))
    return StateCounts({state: counts[state] for state in State})


def waves(session: Session) -> list[str]:
    """The waves that comments were given in, the newest first."""
    found = select(COMMENTS.c.wave).where(~COMMENTS.c.hidden, COMMENTS.c.wave != "").distinct()
    return sorted(session.scalars(found), reverse=True)


def comments_about(
    session: Session, *, theme: str, wave: str | None = None, page: int = 1, per_page: int = 25
) -> CommentPage:
    """The comments that raise a theme, newest month first and in no order within it. Four statements.

    `page` counts from 1; one beyond the last is empty. Raises UnknownTheme.
    """
    taxonomy().get(theme)
    scope = Scope(wave=wave)
    people = current.judged(session, scope=scope)
    stands = and_(THEMES_NOW, THEMES.c.theme == theme)
    joined = COMMENTS.outerjoin(THEMES, stands).outerjoin(READINGS, READ_NOW)
    about = and_(*scope.conditions(), _is_about(theme, people))
    total = session.execute(select(func.count()).select_from(joined).where(about)).scalar_one()
    said_in = (extract("year", COMMENTS.c.said_on).desc(), extract("month", COMMENTS.c.said_on).desc())
    rows = session.execute(
        select(*_SHOWN, THEMES.c.stance)
        .select_from(joined)
        .where(about)
        .order_by(*said_in, COMMENTS.c.id)
        .limit(per_page)
        .offset((max(page, 1) - 1) * per_page)
    )
    views = [_view(row, theme, people.get(row.id)) for row in rows]
    return CommentPage(views, number=max(page, 1), per_page=per_page, total=total)


def correct(
    session: Session,
    *,
    comment_id: UUID,
    state: State | None,
    themes: Sequence[str] | None,
    by_role: str,
    now: datetime,
) -> Correction:
    """Keep what a person says of a comment; None leaves that part to the machine or to an earlier correction.

    No themes at all is an empty list. Raises NothingCorrected, UnknownTheme, NoSuchComment.
    """
    if state is None and themes is None:
        raise NothingCorrected("A correction says a state, themes, or both.")
    for code in themes or ():
        taxonomy().get(code)
    seen = select(COMMENTS.c.id).where(COMMENTS.c.id == comment_id, ~COMMENTS.c.hidden)
    if session.execute(seen).first() is None:
        raise NoSuchComment(str(comment_id))
    kept = None if themes is None else sorted(set(themes))
    made = Correction(comment_id=comment_id, state=state, themes=kept, by_role=by_role, made_at=now)
    session.add(made)
    session.flush()
    return made


def name_of(code: str) -> Mapping[str, str]:
    """A theme's name by language; of a theme that the taxonomy no longer has, its code."""
    try:
        return taxonomy().get(code).name
    except UnknownTheme:
        return {"en": code}


def _is_about(theme: str, people: Mapping[UUID, Judged]) -> ColumnElement[bool]:
    added = [key for key, said in people.items() if said.themes is not None and theme in said.themes]
    removed = [key for key, said in people.items() if said.themes is not None and theme not in said.themes]
    found = and_(THEMES.c.theme.is_not(None), COMMENTS.c.id.not_in(removed))
    return or_(found, COMMENTS.c.id.in_(added))


def _view(row: Row[Any], theme: str, said: Judged | None) -> CommentView:
    state = said.state if said and said.state else row.state
    stance = said.stances().get(theme) if said else row.stance
    return CommentView(
        id=row.id,
        text=row.redacted,
        said_on=row.said_on.replace(day=1),
        source=row.source,
        language=row.language,
        state=state or State.NOT_ANALYSED,
        confidence=row.confidence or 0.0,
        needs_human=bool(row.needs_human) and said is None,
        stance=stance or Stance.UNKNOWN,
        may_quote=row.may_quote,
        corrected=said is not None,
    )
