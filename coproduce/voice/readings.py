"""Writes down what the analyser says of comments: readings and their themes, for one version, only ever added.

A reading belongs to the run of the version that made it. While a new version waits to be accepted, comments that
arrive are read by it and join its run; versions are never mixed in one run.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, bindparam, exists, insert, select, true
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from coproduce.core.inserts import insert_unless_there
from coproduce.voice.analyser import Analysis
from coproduce.voice.models import AnalysisRun, CommentTheme, Reading, Stance, State

RUNS = AnalysisRun.metadata.tables["analysis_runs"]
READINGS = Reading.metadata.tables["readings"]
THEMES = CommentTheme.metadata.tables["comment_themes"]

# Built once: making and hashing a statement costs more than running it.
RUN_ID = select(RUNS.c.id).where(RUNS.c.version == bindparam("of_version")).scalar_subquery()
ADD_READINGS = insert(READINGS).values(run_id=RUN_ID)
ADD_THEMES = insert(THEMES).values(run_id=RUN_ID)

MADE_HERE = "analysis_run_made_here"

# Which versions are known to have a run, by database. Only the knowledge is kept, never the id: a database that is
# restored under a running server may give the version another id.
_known: WeakKeyDictionary[Engine, set[str]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Finding:
    """What the analyser says of one comment."""

    comment_id: UUID
    analysis: Analysis


def write(session: Session, *, findings: Sequence[Finding], now: datetime) -> None:
    """Add the readings and themes to the run of their version, in two statements; all are of one version."""
    if not findings:
        return
    version = findings[0].analysis.version
    ensure_run(session, version=version, now=now)
    themes = [row for finding in findings for row in _theme_rows(finding)]
    connection = session.connection()
    try:
        connection.execute(ADD_READINGS, [_reading_row(finding) for finding in findings])
        if themes:
            connection.execute(ADD_THEMES, themes)
    except IntegrityError:
        forget_runs(_engine(session))
        raise


def ensure_run(session: Session, *, version: str, now: datetime) -> None:
    """Make this version's run where there is none; the first run of all is the current one.

    Any number of processes may do so at once: the database lets one win, and the others find its run.
    """
    known = _known.setdefault(_engine(session), set())
    if version in known:
        return
    if not _has_run(session, version):
        _make_run(session, version, now)
        # Until this transaction has committed, only this session may count on the run.
        session.info[MADE_HERE] = True
    elif not session.info.get(MADE_HERE):
        known.add(version)


def forget_runs(engine: Engine) -> None:
    """Look again which versions have a run, when a database was emptied or replaced under us."""
    _known.pop(engine, None)


def _make_run(session: Session, version: str, now: datetime) -> None:
    _insert_run(session, version, now, current=not _has_current(session))
    if not _has_run(session, version):
        # Another process made the first run, of another version, a moment ago: ours waits beside it.
        _insert_run(session, version, now, current=False)


def _insert_run(session: Session, version: str, now: datetime, *, current: bool) -> None:
    values = {
        "version": version,
        "started_at": now,
        "accepted_at": now if current else None,
        "accepted_by": "",
        "current": current,
        "difference": {},
    }
    insert_unless_there(session, RUNS, values)


def _has_run(session: Session, version: str) -> bool:
    return bool(session.scalar(select(exists().where(RUNS.c.version == version))))


def _has_current(session: Session) -> bool:
    return bool(session.scalar(select(exists().where(RUNS.c.current == true()))))


def _engine(session: Session) -> Engine:
    bind = session.get_bind()
    return bind.engine if isinstance(bind, Connection) else bind


def _reading_row(finding: Finding) -> dict[str, Any]:
    analysis = finding.analysis
    return {
        "of_version": analysis.version,
        "comment_id": finding.comment_id,
        "text_hash": analysis.text_hash,
        "state": State(analysis.state),
        "score": analysis.score,
        "confidence": analysis.confidence,
        "needs_human": analysis.needs_human,
        "reasons": list(analysis.reasons),
        "spans": [asdict(span) for span in analysis.spans],
    }


def _theme_rows(finding: Finding) -> list[dict[str, Any]]:
    return [
        {
            "of_version": finding.analysis.version,
            "comment_id": finding.comment_id,
            "theme": hit.code,
            "stance": Stance(hit.stance),
        }
        for hit in finding.analysis.themes
    ]
