"""The list of words that the lead keeps: cues beside those of the program, and sentences that must be flagged.

What a cue would do is counted before it is taken: one that flags many comments would hide them all from everybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select, true, update
from sqlmodel import Session, col
from sqlmodel import select as choose

from coproduce.core import audit, db
from coproduce.safeguarding.concerns import COMMENTS, LEAD
from coproduce.safeguarding.models import ScreenCase
from coproduce.voice import added_cues, screening
from coproduce.voice.added_cues import CUES, Added, BadCue, ScreenCue

MOST_FLAGGED = 0.05
"""A cue that alone would flag more than this share of the comments is no cue."""
TRIED_ON = 2_000
LEAST_TO_JUDGE = 20
BATCH = 500


class FlagsTooMany(ValueError):
    """So many of so many comments would be flagged by this cue alone."""

    def __init__(self, found: int, tried: int) -> None:
        super().__init__(f"{found} of {tried}")
        self.found, self.tried = found, tried


class AlreadyThere(ValueError):
    """The list has this cue."""


class NotThere(LookupError):
    """The list has no such cue, or it was withdrawn before."""


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A sentence that should be flagged, and whether it is by the list as it is now."""

    id: int
    text: str
    added_by: str
    added_at: datetime
    is_caught: bool


def add(session: Session, *, cue: str, kind: str, by: str, now: datetime) -> ScreenCue:
    """Add a cue. It holds from the next comment on, and the job looks through those that are here.

    Raises BadCue, AlreadyThere, FlagsTooMany.
    """
    tidy = added_cues.tidy_cue(cue)
    added_cues.check(tidy)
    if kind not in screening.kinds():
        raise BadCue("kind")
    there = select(CUES.c.id).where(CUES.c.cue == tidy, CUES.c.withdrawn_at.is_(None))
    if session.execute(there).first():
        raise AlreadyThere(tidy)
    _try(session, added_cues.of([(tidy, kind)]))
    made = ScreenCue(cue=tidy, kind=kind, added_by=by, added_at=now)
    session.add(made)
    session.flush()
    audit.record(
        session, act="words.added", by=by, role=LEAD, about=f"cue:{made.id}", facts={"cue": tidy}, now=now
    )
    return made


def withdraw(session: Session, *, cue_id: int, by: str, now: datetime) -> None:
    """Take a cue off the list; what it flagged stays with the lead. Raises NotThere."""
    this = update(CUES).where(CUES.c.id == cue_id, CUES.c.withdrawn_at.is_(None))
    if not session.connection().execute(this.values(withdrawn_at=now, withdrawn_by=by)).rowcount:
        raise NotThere(cue_id)
    audit.record(session, act="words.withdrawn", by=by, role=LEAD, about=f"cue:{cue_id}", now=now)


def cues(session: Session) -> Sequence[ScreenCue]:
    """The cues that hold, the newest first."""
    holding = choose(ScreenCue).where(col(ScreenCue.withdrawn_at).is_(None))
    return session.exec(holding.order_by(col(ScreenCue.id).desc())).all()


def add_case(session: Session, *, text: str, by: str, now: datetime) -> CaseResult:
    """Keep a sentence that should be flagged."""
    made = ScreenCase(text=" ".join(text.split()), added_by=by, added_at=now)
    session.add(made)
    session.flush()
    audit.record(session, act="words.case_added", by=by, role=LEAD, about=f"case:{made.id}", now=now)
    return _result(made, added_cues.load(session))


def remove_case(session: Session, *, case_id: int, by: str, now: datetime) -> None:
    """Take a sentence away. Raises NotThere."""
    case = session.get(ScreenCase, case_id)
    if case is None:
        raise NotThere(case_id)
    session.delete(case)
    session.flush()
    audit.record(session, act="words.case_removed", by=by, role=LEAD, about=f"case:{case_id}", now=now)


def cases(session: Session) -> list[CaseResult]:
    """The sentences, each checked against the list as it is now; those that are missed first."""
    added = added_cues.load(session)
    kept = session.exec(choose(ScreenCase).order_by(col(ScreenCase.id))).all()
    return sorted((_result(case, added) for case in kept), key=lambda result: result.is_caught)


def look_back(engine: Engine, now: datetime) -> str:  # noqa: ARG001 - a job is told the time
    """The job: look through the comments that were here before a cue was, and hide those in which it is.

    The words are read outside any transaction that writes, so that no family waits.
    """
    with db.reading(engine) as session:
        query = select(CUES.c.id, CUES.c.cue, CUES.c.kind).where(
            ~CUES.c.looked_back, CUES.c.withdrawn_at.is_(None)
        )
        fresh = session.execute(query).all()
        if not fresh:
            return "No new words."
        found = _found(session, added_cues.of([(row.cue, row.kind) for row in fresh]))
    with db.transaction(engine) as session:
        for comment_id, kinds in found.items():
            this = update(COMMENTS).where(COMMENTS.c.id == comment_id, ~COMMENTS.c.concern)
            session.execute(this.values(concern=True, hidden=True, concern_kinds=sorted(kinds)))
        session.execute(update(CUES).where(CUES.c.id.in_([row.id for row in fresh])).values(looked_back=true()))
    return f"New words: {len(fresh)}. Comments found by them: {len(found)}."


def _found(session: Session, added: Added) -> dict[object, frozenset[str]]:
    query = select(COMMENTS.c.id, COMMENTS.c.original).where(~COMMENTS.c.concern)
    rows = session.execute(query.execution_options(yield_per=BATCH))
    matched = ((row.id, added.kinds_in(row.original)) for row in rows)
    return {comment_id: kinds for comment_id, kinds in matched if kinds}


def _try(session: Session, added: Added) -> None:
    query = select(COMMENTS.c.original).order_by(COMMENTS.c.said_on.desc(), COMMENTS.c.id).limit(TRIED_ON)
    tried = [bool(added.kinds_in(text)) for text in session.scalars(query)]
    if len(tried) >= LEAST_TO_JUDGE and sum(tried) > MOST_FLAGGED * len(tried):
        raise FlagsTooMany(sum(tried), len(tried))


def _result(case: ScreenCase, added: Added) -> CaseResult:
    caught = screening.screen(case.text).concern or bool(added.kinds_in(case.text))
    return CaseResult(case.id or 0, case.text, case.added_by, case.added_at, caught)
