"""Sample replies in every state: published with each outcome, waiting for the Forum, draft, withdrawn."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from sqlmodel import Session

from coproduce.plan import finding
from coproduce.voice import inbox
from coproduce.voice.inbox import CommentView
from coproduce.yousaid import guards, second_reading, track
from coproduce.yousaid.errors import NotReady
from coproduce.yousaid.guards import Content
from coproduce.yousaid.models import Outcome, Verdict
from coproduce.yousaid.track import By

FULL_WAY, SIGNED, DRAFT, WITHDRAWN = "published", "signed", "draft", "withdrawn"


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample reply. `days` is how long ago it was done, or how far ahead the next date is; `quotes` are words by
    which to find the comments that it quotes."""

    theme: str
    outcome: Outcome
    you_said: str
    we_did: str = ""
    reason: str = ""
    decided_by: str = ""
    evidence: str = ""
    days: int = 0
    actions: tuple[str, ...] = ()
    reaches: str = FULL_WAY
    forum_note: str = ""
    quotes: tuple[str, ...] = ()


@cache
def samples() -> Sequence[Sample]:
    """All sample replies, in the order in which they are written."""
    raw = tomllib.loads((files("coproduce.demo") / "data" / "replies.toml").read_text("utf-8"))
    return tuple(_sample(entry) for entry in raw["reply"])


def _sample(entry: Mapping[str, Any]) -> Sample:
    lists = {name: tuple(entry.get(name, ())) for name in ("actions", "quotes")}
    return Sample(**{**entry, **lists, "outcome": Outcome(entry["outcome"])})


def tell(session: Session, *, officer: By, forum: By, now: datetime, today: date) -> int:
    """Write the sample replies and take each as far as it goes; how many there are.

    With very few families a theme may have no comments: its reply is left out, since nobody said it.
    """
    written = 0
    for sample in samples():
        try:
            _tell_one(session, sample, officer, forum, now, today)
        except NotReady:
            continue
        written += 1
    return written


def _tell_one(session: Session, sample: Sample, officer: By, forum: By, now: datetime, today: date) -> None:
    content = _content(session, sample, today)
    reply = track.write(session, content=content, by=officer, now=now, today=today)
    number = reply.id or 0
    if sample.reaches == DRAFT:
        return
    for quote in reply.quotes if sample.reaches not in (DRAFT, SIGNED) else ():
        second_reading.read(
            session,
            reply_id=number,
            quote_id=quote.id or 0,
            version=reply.version,
            verdict=Verdict.ACCEPTED,
            because="",
            by=forum,
            now=now,
        )
    track.sign(session, reply_id=number, version=reply.version, by=officer, now=now, today=today)
    if sample.reaches == SIGNED:
        return
    if sample.forum_note:
        track.add_note(session, reply_id=number, version=reply.version, note=sample.forum_note, by=forum, now=now)
    else:
        track.co_sign(session, reply_id=number, version=reply.version, by=forum, now=now, today=today)
    track.publish(session, reply_id=number, version=reply.version, by=officer, now=now, today=today)
    if sample.reaches == WITHDRAWN:
        because = "It said nothing that a family can check."
        track.withdraw(
            session, reply_id=number, version=reply.version, because=because, by=officer, now=now, today=today
        )


def _content(session: Session, sample: Sample, today: date) -> Content:
    is_done = sample.outcome is Outcome.DONE
    page = inbox.comments_about(session, theme=sample.theme, per_page=500)
    enough = page.total >= guards.LEAST_GROUP_FOR_QUOTES
    chosen = [_find(page.comments, words) for words in sample.quotes] if enough else []
    return Content(
        theme=sample.theme,
        outcome=sample.outcome,
        you_said=sample.you_said,
        we_did=sample.we_did,
        reason=sample.reason,
        decided_by=sample.decided_by,
        evidence=sample.evidence,
        done_on=today - timedelta(days=sample.days) if is_done else None,
        next_on=today + timedelta(days=sample.days) if sample.outcome is Outcome.DOING else None,
        action_ids=tuple(finding.find_action(session, code=code).id or 0 for code in sample.actions),
        quotes={comment.id: comment.text for comment in chosen if comment},
    )


def _find(comments: Sequence[CommentView], words: str) -> CommentView | None:
    """The first comment with these words whose writer permits to quote it."""
    return next((comment for comment in comments if comment.may_quote and words in comment.text), None)
