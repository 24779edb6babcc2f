"""Builders for comments as they stand in the database, without the analyser: plain defaults, one a call."""

from collections.abc import Mapping
from datetime import date

from sqlmodel import Session, select

from coproduce.voice.models import AnalysisRun, Audience, Comment, CommentTheme, Reading, Stance, State
from tests.factories import NOON


def run(session: Session, *, version: str = "test-1", current: bool = True) -> AnalysisRun:
    """A run of the analysis."""
    made = AnalysisRun(
        version=version, started_at=NOON, accepted_at=NOON if current else None, current=current, difference={}
    )
    session.add(made)
    session.flush()
    return made


def the_run(session: Session) -> AnalysisRun:
    """The current run, made where there is none."""
    found = session.exec(select(AnalysisRun).where(AnalysisRun.current)).first()
    return found or run(session)


def comment(
    session: Session,
    *,
    text: str = "We waited a long time for a reply.",
    redacted: str | None = None,
    themes: Mapping[str, Stance] = {"waiting_times": Stance.NEGATIVE},
    state: State | None = State.NEGATIVE,
    source: str = "parent-pulse",
    wave: str = "2026-11",
    said_on: date = date(2026, 11, 24),
    audience: Audience = Audience.PARENT,
    concern: bool = False,
    concern_kinds: tuple[str, ...] = (),
    may_quote: bool = False,
) -> Comment:
    """A comment with its reading in the current run; `state=None` leaves it unread."""
    made = Comment(
        source=source,
        wave=wave,
        said_on=said_on,
        audience=audience,
        original=text,
        redacted=text if redacted is None else redacted,
        text_hash="0" * 64,
        concern=concern,
        concern_kinds=list(concern_kinds),
        hidden=concern,
        may_quote=may_quote,
    )
    session.add(made)
    session.flush()
    if state is not None:
        read(session, made, the_run(session), state=state, themes=themes)
    return made


def read(
    session: Session, comment: Comment, by: AnalysisRun, *, state: State, themes: Mapping[str, Stance]
) -> None:
    """A run's reading of a comment."""
    assert by.id is not None
    session.add(
        Reading(
            comment_id=comment.id,
            run_id=by.id,
            text_hash=comment.text_hash,
            state=state,
            score=0.0,
            confidence=0.8,
            needs_human=False,
        )
    )
    session.add_all(
        CommentTheme(comment_id=comment.id, run_id=by.id, theme=code, stance=stance)
        for code, stance in themes.items()
    )
    session.flush()
