"""Telling the lead that a concern waits: at once, without its words, and again to the next when nobody opens it.

What is due stands in the concern itself (`tell_at`), so a job that runs late, twice or in two places tells once.
A message says how many wait and where to sign in. It names no comment, no survey and no child.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update
from sqlmodel import Session

from coproduce.core.clock import LOCAL
from coproduce.outbox import compose
from coproduce.safeguarding import concerns, steps
from coproduce.safeguarding.concerns import CONCERNS
from coproduce.safeguarding.hours import Rules
from coproduce.safeguarding.models import Step
from coproduce.safeguarding.rota import FIRST, Rota, Told, rota_on

TEMPLATE = "safeguarding/waiting"
_DUE = ("comment_id", "told_level", "round", "opened_at")


@dataclass(slots=True)
class _Letter:
    """What one person is told in this run: the concerns by how they stand, and a mark of which they are."""

    new: int = 0
    unopened: int = 0
    undecided: int = 0
    marks: list[str] = field(default_factory=list)

    def add(self, row: Row[Any], level: int) -> None:
        """Count one concern in."""
        self.marks.append(f"{row.comment_id}/{row.round}/{level}")
        if row.opened_at is not None:
            self.undecided += 1
        elif level == FIRST:
            self.new += 1
        else:
            self.unopened += 1


def tell(session: Session, *, rules: Rules, link: str, now: datetime) -> str:
    """The job: raise what is new, and tell whoever is due to be told; says what it did."""
    raised = concerns.raise_new(session, working=rules.working, now=now)
    letters: dict[Told, _Letter] = {}
    due = _due(session, now)
    rota = rota_on(session, day=rules.working.next_moment(now).astimezone(LOCAL).date()) if due else None
    for row in due:
        if rota is not None:
            _note(session, row, rota, letters, rules=rules, now=now)
    sent = sum(_queue(session, told, letter, link=link, now=now) for told, letter in letters.items())
    return f"New concerns: {raised}. Messages to leads: {sent}."


def _due(session: Session, now: datetime) -> list[Row[Any]]:
    columns = (CONCERNS.c[name] for name in _DUE)
    undecided = select(*columns).where(CONCERNS.c.outcome.is_(None), CONCERNS.c.tell_at <= now)
    return list(session.execute(undecided.order_by(CONCERNS.c.comment_id).with_for_update(skip_locked=True)).all())


def _note(
    session: Session, row: Row[Any], rota: Rota, letters: dict[Told, _Letter], *, rules: Rules, now: datetime
) -> None:
    """Write down who is told of this concern, and when somebody is to be told next."""
    level = row.told_level + 1
    opened = row.opened_at is not None
    for told in rota.undecided() if opened else rota.unopened(level):
        written = steps.add(
            session,
            comment_id=row.comment_id,
            step=Step.TOLD,
            by=steps.BY_JOB,
            told=told.key,
            level=level,
            round=row.round,
            now=now,
        )
        if written:
            letters.setdefault(told, _Letter()).add(row, level)
    again = _end_of_next_day(rules, now) if opened else rules.working.after(now, rules.patience)
    this = update(CONCERNS).where(CONCERNS.c.comment_id == row.comment_id)
    session.execute(this.values(told_level=level, tell_at=again))


def _end_of_next_day(rules: Rules, now: datetime) -> datetime:
    """The end of a working day that is not the one which ends now."""
    local = now.astimezone(LOCAL)
    return rules.working.end_of_day(datetime.combine(local.date(), rules.working.closes, tzinfo=LOCAL))


def _queue(session: Session, told: Told, letter: _Letter, *, link: str, now: datetime) -> int:
    facts: dict[str, str | int] = {
        "new": letter.new,
        "unopened": letter.unopened,
        "undecided": letter.undecided,
        "link": link if told.signs_in else "",
    }
    mark = hashlib.sha256("\n".join([told.key, *sorted(letter.marks)]).encode()).hexdigest()[:32]
    return sum(
        compose.queue(
            session,
            to=contact,
            template=TEMPLATE,
            facts=facts,
            language=told.language,
            reference=f"safeguarding/{mark}/{contact.channel}",
            now=now,
            urgent=True,
        )
        for contact in told.contacts
    )
