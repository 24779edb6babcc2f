"""Builders for "you said, we did": what families said, a plan's action, and replies on their way."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from coproduce.accounts.models import Role
from coproduce.plan.models import Action, Plan, PlanKind, PlanStatus, Priority
from coproduce.voice.models import AnalysisRun, Comment, CommentTheme, Reading, Stance, State
from coproduce.yousaid import second_reading, track
from coproduce.yousaid.guards import Content
from coproduce.yousaid.models import Outcome, Reply, Verdict
from coproduce.yousaid.track import By
from tests.factories import NOON, person

TODAY = NOON.date()
SPRING = date(2026, 4, 3)
WAVE = "parent-pulse:2026-04"
WORDS = "Nobody rings back about the plan."


def current_run(session: Session) -> AnalysisRun:
    """The analysis that counts."""
    found = session.exec(select(AnalysisRun).where(AnalysisRun.version == "test")).first()
    if found:
        return found
    run = AnalysisRun(version="test", started_at=NOON, accepted_at=NOON, accepted_by="test", current=True)
    session.add(run)
    session.flush()
    return run


def said(
    session: Session,
    *,
    text: str = WORDS,
    themes: Sequence[str] = ("communication",),
    on: date = SPRING,
    wave: str = WAVE,
    stance: Stance = Stance.NEGATIVE,
    may_quote: bool = False,
    hidden: bool = False,
    concern: bool = False,
    language: str = "en",
) -> UUID:
    """A family's comment, read by the current analysis."""
    run = current_run(session)
    comment = Comment(
        source="test",
        wave=wave,
        said_on=on,
        original=f"{text} I am Anna Example.",
        redacted=text,
        text_hash="0" * 64,
        may_quote=may_quote,
        hidden=hidden,
        concern=concern,
        language=language,
    )
    session.add(comment)
    session.flush()
    assert run.id is not None
    reading = Reading(
        comment_id=comment.id,
        run_id=run.id,
        text_hash="0" * 64,
        state=State.NEGATIVE,
        score=-0.4,
        confidence=0.8,
        needs_human=False,
    )
    found = [CommentTheme(comment_id=comment.id, run_id=run.id, theme=code, stance=stance) for code in themes]
    session.add_all([reading, *found])
    session.flush()
    return comment.id


def many_said(session: Session, count: int, *, themes: Sequence[str] = ("communication",)) -> list[UUID]:
    """So many comments that may be quoted."""
    return [said(session, themes=themes, may_quote=True) for _ in range(count)]


def action(session: Session, *, code: str = "3.1c", title: str = "Reply to families in five days") -> Action:
    """An action of the current plan."""
    plan = session.exec(select(Plan).where(Plan.status == PlanStatus.CURRENT)).first()
    if plan is None:
        plan = Plan(
            area="Dudley",
            title="The plan",
            kind=PlanKind.LOCAL,
            status=PlanStatus.CURRENT,
            checksum="0" * 64,
            imported_on=SPRING,
        )
        session.add(plan)
        session.flush()
        session.add(Priority(plan_id=plan.id or 0, number=1, title="Families are heard"))
        session.flush()
    priority = session.exec(select(Priority).where(Priority.plan_id == plan.id)).one()
    made = Action(
        plan_id=plan.id or 0,
        priority_id=priority.id or 0,
        position=1,
        code=code,
        printed_code=code,
        title=title,
    )
    session.add(made)
    session.flush()
    return made


def officer(session: Session, *, email: str = "officer-1@example.org") -> By:
    """An officer who signs in."""
    found = person(session, email=email, role=Role.OFFICER, title="Head of SEND")
    return By(found.id or 0, Role.OFFICER, "Head of SEND")


def forum(session: Session, *, email: str = "forum-1@example.org") -> By:
    """A Forum volunteer who signs in."""
    found = person(session, email=email, role=Role.FORUM, title="Parent Carer Forum")
    return By(found.id or 0, Role.FORUM, "Parent Carer Forum")


GOOD = Content(
    theme="communication",
    outcome=Outcome.DONE,
    you_said="Nobody rings back.",
    we_did="Each family has a named officer, who rings back in five working days.",
    evidence="A log of calls, read by the Forum each month.",
    done_on=date(2026, 6, 1),
    period="spring 2026",
)
"""A "done" that has all it needs."""


def content(**changes: Any) -> Content:
    """A good "done", with these changes."""
    return replace(GOOD, **changes)


def draft(session: Session, *, by: By | None = None, now: datetime = NOON, **changes: Any) -> Reply:
    """A reply that an officer wrote. There must be comments on its theme."""
    return track.write(session, content=content(**changes), by=by or officer(session), now=now, today=now.date())


def published(
    session: Session, *, by: By | None = None, forum_by: By | None = None, now: datetime = NOON, **changes: Any
) -> Reply:
    """A reply that both have signed and everybody may read."""
    one, other = by or officer(session), forum_by or forum(session)
    reply = draft(session, by=one, now=now, **changes)
    reply_id, today = reply.id or 0, now.date()
    read_quotes(session, reply, by=other, now=now)
    track.sign(session, reply_id=reply_id, version=reply.version, by=one, now=now, today=today)
    track.co_sign(session, reply_id=reply_id, version=reply.version, by=other, now=now, today=today)
    return track.publish(session, reply_id=reply_id, version=reply.version, by=one, now=now, today=today)


def read_quotes(session: Session, reply: Reply, *, by: By, now: datetime = NOON) -> None:
    """A second reader lets every quote of a reply stand."""
    for quote in reply.quotes:
        second_reading.read(
            session,
            reply_id=reply.id or 0,
            quote_id=quote.id or 0,
            version=session.get_one(Reply, reply.id, populate_existing=True).version,
            verdict=Verdict.ACCEPTED,
            because="",
            by=by,
            now=now,
        )
