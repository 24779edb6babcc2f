"""Each night, what is older than its rule allows is erased, and how many rows went is written down.

A night begins at two o'clock. The job comes by every hour and looks whether tonight's purge is on record, so a
worker that was down makes up for it. Each rule runs by itself: one that fails leaves no half of its work, is on
record with its error's name, and keeps no other from running.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlmodel import Session, col, select

from coproduce.core import audit
from coproduce.core.clock import LOCAL
from coproduce.rights import periods
from coproduce.rights.models import PurgeRun
from coproduce.web.retention import Reach, RetentionRule

NIGHT_BEGINS = time(2)
DONE = "Tonight's purge is done already."

log = logging.getLogger("coproduce.retention")


@dataclass(frozen=True, slots=True)
class Line:
    """One rule for one part: how many rows went, or would go; `failed` is an error's name."""

    rule: RetentionRule
    part: str
    days: int
    rows: int
    failed: str = ""


def nightly(session: Session, rules: Sequence[RetentionRule], *, now: datetime) -> str:
    """The job: purge, unless tonight's purge is on record."""
    if not is_due(session, now=now):
        return DONE
    lines = purge(session, rules, by="job", now=now)
    failed = sum(bool(line.failed) for line in lines)
    return f"Rows erased: {sum(line.rows for line in lines)}. Rules that failed: {failed}."


def is_due(session: Session, *, now: datetime) -> bool:
    """Whether no purge has run since this night began."""
    last = _last(session)
    return last is None or last < night_of(now)


def night_of(now: datetime) -> datetime:
    """When the night that we are in, or have just had, began."""
    local = now.astimezone(LOCAL)
    begins = datetime.combine(local.date(), NIGHT_BEGINS, tzinfo=LOCAL)
    return begins if begins <= local else begins - timedelta(days=1)


def foresee(session: Session, rules: Sequence[RetentionRule], *, now: datetime) -> list[Line]:
    """What a purge would erase now. Nothing changes."""
    return [
        Line(rule, reach.part, days, rule.count(session, reach)) for rule, reach, days in _all(session, rules, now)
    ]


def purge(session: Session, rules: Sequence[RetentionRule], *, by: str, now: datetime) -> list[Line]:
    """Erase what is too old, in the caller's transaction, and keep the record of it."""
    lines = [_purge_one(session, rule, reach, days) for rule, reach, days in _all(session, rules, now)]
    session.add_all(
        PurgeRun(rule=line.rule.key, part=line.part, at=now, removed=line.rows, failed=line.failed)
        for line in lines
    )
    facts = {f"{line.rule.key} {line.part}".strip(): str(line.rows) for line in lines if line.rows}
    audit.record(session, act="retention.purged", by=by, facts=facts, now=now)
    session.flush()
    return lines


def last_runs(session: Session) -> dict[str, list[PurgeRun]]:
    """What each rule did in the last run, by its key."""
    newest = _last(session)
    if newest is None:
        return {}
    runs: dict[str, list[PurgeRun]] = {}
    for run in session.exec(select(PurgeRun).where(PurgeRun.at == newest).order_by(col(PurgeRun.id))):
        runs.setdefault(run.rule, []).append(run)
    return runs


def _last(session: Session) -> datetime | None:
    return session.exec(select(PurgeRun.at).order_by(col(PurgeRun.at).desc()).limit(1)).first()


def _all(
    session: Session, rules: Sequence[RetentionRule], now: datetime
) -> Iterator[tuple[RetentionRule, Reach, int]]:
    settings = periods.settings_of(session)
    for rule in rules:
        for reach in periods.reaches(rule, settings, now=now):
            yield rule, reach, periods.days_of(rule, settings, reach.part)


def _purge_one(session: Session, rule: RetentionRule, reach: Reach, days: int) -> Line:
    try:
        with session.begin_nested():
            return Line(rule, reach.part, days, rule.purge(session, reach))
    except Exception as error:
        # The name of the error and not its words, which may quote what is stored.
        log.error("The rule '%s' failed (%s); what it keeps is kept.", rule.key, type(error).__name__)
        return Line(rule, reach.part, days, 0, failed=type(error).__name__)
