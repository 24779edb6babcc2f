"""How long things are kept, as the administrator's pages show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import format_datetime
from flask_babel import gettext as _
from sqlmodel import Session

from coproduce.rights import periods, purging
from coproduce.rights.models import PurgeRun
from coproduce.rights.views.times import counted_from, how_long
from coproduce.web.retention import RetentionRule
from coproduce.web.running_text import moment


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of record: its words, its time, and what goes tonight. `part` names a survey or a role."""

    words: str
    part: str
    time: str
    tonight: int
    last: str
    url: str


@dataclass(frozen=True, slots=True)
class RetentionPage:
    """All kinds, and when they were purged last."""

    kept: Sequence[Kept]
    last_at: str
    failed: bool


@dataclass(frozen=True, slots=True)
class Held:
    """One time that holds for a rule: of what, how long, and who decided so ("" where nobody did)."""

    part: str
    time: str
    decided: str


def retention_page(session: Session, rules: Sequence[RetentionRule], *, now: datetime) -> RetentionPage:
    """The page of all rules."""
    runs = purging.last_runs(session)
    names = {rule.key: rule.parts(session) for rule in rules}
    flat = [run for each in runs.values() for run in each]
    return RetentionPage(
        kept=[
            Kept(
                words=line.rule.words(),
                part=names[line.rule.key].get(line.part, line.part),
                time=counted_from(line.rule, line.days),
                tonight=line.rows,
                last=_last(runs.get(line.rule.key, ()), line.part),
                url=url_for("rights_manage.one", key=line.rule.key),
            )
            for line in purging.foresee(session, rules, now=now)
        ],
        last_at=moment(flat[0].at, day="EEEE d MMMM y", time="H:mm") if flat else "",
        failed=any(run.failed for run in flat),
    )


def held(session: Session, rule: RetentionRule) -> list[Held]:
    """The times that hold for one rule."""
    settings, names = periods.settings_of(session), rule.parts(session)
    found = []
    for part in ("", *periods.own_parts(rule, settings)):
        decision = settings.get((rule.key, part))
        decided = ""
        if decision:
            day = format_datetime(decision.changed_at, "d MMMM y")
            decided = _("Decided by %(who)s on %(day)s", who=decision.changed_by, day=day)
        days = periods.days_of(rule, settings, part)
        found.append(Held(names.get(part, part), how_long(days), decided))
    return found


def _last(runs: Sequence[PurgeRun], part: str) -> str:
    for run in runs:
        if run.part == part:
            return _("failed") if run.failed else str(run.removed)
    return ""
