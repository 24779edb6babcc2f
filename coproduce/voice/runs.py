"""Analysis runs: all comments read by one version, compared with the current run, accepted before they count.

A run is made in batches with a transaction each, so that families' answers never wait long for it. One that is
interrupted stays unfinished beside the current run, and the next `reanalyse` goes on where it stopped.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Engine, exists, func, select, true, update
from sqlmodel import Session

from coproduce.core import db
from coproduce.voice import added_cues, readings
from coproduce.voice.analyser import analyse, analysis_version
from coproduce.voice.changes import Difference, compare
from coproduce.voice.models import Comment, Reading
from coproduce.voice.readings import RUNS, Finding
from coproduce.voice.redact import redact

BATCH = 500
COMMENTS = Comment.metadata.tables["comments"]
READINGS = Reading.metadata.tables["readings"]


class NotFinished(RuntimeError):
    """The run has not read every comment, so it cannot become the current one."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come."""

    read: int
    total: int


def ensure_current(session: Session, *, now: datetime) -> int:
    """The id of the current run; this version of the analyser makes it when it is the first."""
    readings.ensure_run(session, version=analysis_version(), now=now)
    current: int = session.execute(select(RUNS.c.id).where(RUNS.c.current == true())).scalar_one()
    return current


def reanalyse(
    engine: Engine, *, now: datetime, told: Callable[[Progress], None] = lambda _: None, batch_size: int = BATCH
) -> Difference:
    """Read every comment with this version of the analyser, and say what that changes. Nothing counts yet.

    Needs memory for one batch. `told` hears of each batch. Where the current run has this version already, only
    comments that it missed are read, and the difference is empty.
    """
    version = analysis_version()
    with db.transaction(engine) as session:
        ensure_current(session, now=now)
    with db.reading(engine) as session:
        total, missing = _count(session, version)
    done = total - missing
    for batch in _unread(engine, version, batch_size):
        findings = [_read(comment) for comment in batch]
        with db.transaction(engine) as session:
            same = _still_as_read(session, batch)
            there = [finding for finding in findings if finding.comment_id in same]
            _hide_new_concerns(session, there, batch)
            _mask_more(session, [words for words in batch if words.id in same])
            readings.write(session, findings=there, now=now)
        done += len(findings)
        told(Progress(done, max(total, done)))
    with db.transaction(engine) as session:
        difference = compare(session, version=version)
        kept = update(RUNS).where(RUNS.c.version == version).values(difference=difference.stored())
        session.execute(kept)
    return difference


def accept(session: Session, *, version: str, by: str, now: datetime) -> None:
    """Make this version's run the current one. Raises NotFinished, and then the current run stays.

    Corrections stay as they are: they belong to comments, not to a run.
    """
    _, missing = _count(session, version)
    if missing:
        raise NotFinished(f"{missing} comments have not been read by version {version}.")
    session.execute(update(RUNS).where(RUNS.c.current == true(), RUNS.c.version != version).values(current=False))
    becomes = update(RUNS).where(RUNS.c.version == version, RUNS.c.current != true())
    session.execute(becomes.values(current=True, accepted_at=now, accepted_by=by))


def _count(session: Session, version: str) -> tuple[int, int]:
    """All comments, and those that this version has not read."""
    unread = func.count().filter(~_has_reading(version))
    total, missing = session.execute(select(func.count(), unread).select_from(COMMENTS)).one()
    return total, missing


def _has_reading(version: str) -> ColumnElement[bool]:
    run_id = select(RUNS.c.id).where(RUNS.c.version == version).scalar_subquery()
    return exists().where(READINGS.c.comment_id == COMMENTS.c.id, READINGS.c.run_id == run_id)


@dataclass(frozen=True, slots=True)
class _Words:
    """What the analyser needs of a comment."""

    id: UUID
    original: str
    redacted: str
    question_kind: str
    page_language: str
    audience: str


def _unread(engine: Engine, version: str, size: int) -> Iterator[Sequence[_Words]]:
    columns = (
        COMMENTS.c[name] for name in ("id", "original", "redacted", "question_kind", "page_language", "audience")
    )
    unread = select(*columns).where(~_has_reading(version)).order_by(COMMENTS.c.id).limit(size)
    after: UUID | None = None
    while True:
        with db.reading(engine) as session:
            rows = session.execute(unread if after is None else unread.where(COMMENTS.c.id > after)).all()
        if not rows:
            return
        yield [_Words(*row) for row in rows]
        after = rows[-1].id


def _read(words: _Words) -> Finding:
    analysis = analyse(
        words.original,
        question_kind=words.question_kind,
        language=words.page_language or None,
        audience=words.audience,
        own_names=(),
    )
    return Finding(words.id, analysis)


def _still_as_read(session: Session, batch: Sequence[_Words]) -> set[UUID]:
    # A family may erase its words while we read them, and the purge may shorten them. What has changed is left to
    # the next run. The rows are held until the readings are written.
    words = {each.id: (each.original, each.redacted) for each in batch}
    columns = (COMMENTS.c.id, COMMENTS.c.original, COMMENTS.c.redacted)
    kept = select(*columns).where(COMMENTS.c.id.in_(list(words))).with_for_update(read=True)
    return {row.id for row in session.execute(kept) if (row.original, row.redacted) == words[row.id]}


def _hide_new_concerns(session: Session, findings: Sequence[Finding], batch: Sequence[_Words]) -> None:
    # Safety does not wait for an officer's acceptance. A flag is only ever added; the lead alone takes a comment
    # that was flagged before out of hiding.
    added = added_cues.load(session)
    originals = {words.id: words.original for words in batch}
    for finding in findings:
        kinds = added.kinds_in(originals[finding.comment_id]) | set(finding.analysis.concern_kinds)
        if finding.analysis.concern or kinds:
            fresh = update(COMMENTS).where(COMMENTS.c.id == finding.comment_id, ~COMMENTS.c.concern)
            session.execute(fresh.values(concern=True, hidden=True, concern_kinds=sorted(kinds)))


def _mask_more(session: Session, batch: Sequence[_Words]) -> None:
    # What is masked already is masked again, so that a new version can hide more and never show what was hidden.
    for words in batch:
        masked = redact(words.redacted).text
        if masked != words.redacted:
            session.execute(update(COMMENTS).where(COMMENTS.c.id == words.id).values(redacted=masked))
