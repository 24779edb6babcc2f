"""The way of a reply to the public: written, signed by an officer, answered by the Forum, published, withdrawn.

Every step names the version that its person has read: whoever comes second is told (`ChangedMeanwhile`). Nobody
publishes alone, and the database holds that too (`two_signatures`, `two_people`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import update
from sqlmodel import Session, col, select

from coproduce.accounts.models import Role
from coproduce.core import audit
from coproduce.core.blank import is_blank
from coproduce.plan.models import Action
from coproduce.yousaid import guards, heard, quoting
from coproduce.yousaid.errors import (
    ChangedMeanwhile,
    NoSuchReply,
    NotBothSigned,
    NotNow,
    NotReady,
    NotTheirs,
    NoWords,
    OfficerFirst,
    QuotesWait,
    SamePersonTwice,
    TooLong,
)
from coproduce.yousaid.guards import Content, Heard
from coproduce.yousaid.models import Quote, Reply, ReplyState, ReplyStep, Step

OPEN = (ReplyState.DRAFT, ReplyState.SIGNED)
WRITERS = (Role.OFFICER, Role.FORUM)
LONGEST_NOTE = 4_000
"""Of the Forum's note, and of the reason why a reply is withdrawn."""


@dataclass(frozen=True, slots=True)
class By:
    """Who takes a step. `title` is what the public may read ("Head of SEND"), never a name; `email` is for the
    audit alone."""

    person_id: int
    role: Role
    title: str
    email: str = "command"


def find(session: Session, *, reply_id: int) -> Reply:
    """The reply. Raises NoSuchReply."""
    reply = session.get(Reply, reply_id)
    if reply is None:
        raise NoSuchReply(str(reply_id))
    return reply


def write(session: Session, *, content: Content, by: By, now: datetime, today: date) -> Reply:
    """A new draft, on the comments there are now. Raises NotTheirs or NotReady."""
    _allow(by, WRITERS)
    quoting.hold(session, comment_ids=list(content.quotes))
    counted = heard.count(session, theme=content.theme, wave=content.wave)
    _check(session, content, counted, today)
    reply = Reply(
        theme=content.theme,
        heard_on=counted.first_on or today,
        counted_until=counted.last_on or today,
        you_said=content.you_said,
        outcome=content.outcome,
        we_did=content.we_did,
        written_by=by.title,
    )
    _fill(reply, content, counted)
    session.add(reply)
    session.flush()
    _link(session, reply, content, by, now)
    _note_step(session, reply, Step.WRITTEN, by, now)
    return reply


def rewrite(
    session: Session, *, reply_id: int, version: int, content: Content, by: By, now: datetime, today: date
) -> bool:
    """Change the text, and say whether signatures were taken back by it.

    What was signed is not what stands there now, so both signatures go; a note's words stay, and the Forum says
    again whether they stand. Raises NotTheirs, ChangedMeanwhile, NotNow or NotReady.
    """
    _allow(by, WRITERS)
    before = session.exec(select(Quote.comment_id).where(Quote.reply_id == reply_id)).all()
    quoting.hold(session, comment_ids={*before, *content.quotes})
    reply = claim(session, reply_id, version, OPEN)
    counted = heard.count(session, theme=reply.theme, wave=content.wave)
    _check(session, content, counted, today)
    had_signatures = any((reply.officer_signed_at, reply.forum_signed_at, reply.forum_noted_at))
    _fill(reply, content, counted)
    reply.state = ReplyState.DRAFT
    reply.officer_signed_at = reply.forum_signed_at = reply.forum_noted_at = None
    reply.officer_id = reply.forum_id = None
    reply.officer_title = ""
    session.flush()
    _link(session, reply, content, by, now)
    _note_step(session, reply, Step.SIGNATURES_TAKEN_BACK if had_signatures else Step.CHANGED, by, now)
    return had_signatures


def sign(session: Session, *, reply_id: int, version: int, by: By, now: datetime, today: date) -> Reply:
    """An officer's signature. Raises NotTheirs, ChangedMeanwhile, NotNow or NotReady."""
    _allow(by, (Role.OFFICER,))
    reply = claim(session, reply_id, version, (ReplyState.DRAFT,))
    _check_stored(session, reply, today)
    if reply.forum_id == by.person_id:
        raise SamePersonTwice
    reply.state = ReplyState.SIGNED
    reply.officer_signed_at, reply.officer_id, reply.officer_title = now, by.person_id, by.title
    return _done(session, reply, Step.SIGNED, by, now)


def co_sign(session: Session, *, reply_id: int, version: int, by: By, now: datetime, today: date) -> Reply:
    """The Forum's signature; a note of its own goes with it. Raises the errors of `sign`, and OfficerFirst."""
    reply = _forum_turn(session, reply_id, version, by)
    if reply.state is ReplyState.SIGNED:
        _check_stored(session, reply, today)
    reply.forum_signed_at, reply.forum_id = now, by.person_id
    reply.forum_note, reply.forum_noted_at = "", None
    return _done(session, reply, Step.CO_SIGNED, by, now)


def add_note(session: Session, *, reply_id: int, version: int, note: str, by: By, now: datetime) -> Reply:
    """The Forum's note of disagreement, instead of its signature; on a published reply too.

    Only the Forum's own next word replaces it. Raises NoWords, TooLong and the errors of `co_sign`.
    """
    note = written(note, most=LONGEST_NOTE)
    reply = _forum_turn(session, reply_id, version, by)
    reply.forum_note, reply.forum_noted_at, reply.forum_id = note, now, by.person_id
    reply.forum_signed_at = None
    return _done(session, reply, Step.NOTED, by, now)


def publish(session: Session, *, reply_id: int, version: int, by: By, now: datetime, today: date) -> Reply:
    """Show it to everybody. Raises NotTheirs, ChangedMeanwhile, NotNow, NotBothSigned, QuotesWait or NotReady."""
    _allow(by, WRITERS)
    reply = claim(session, reply_id, version, OPEN)
    if not is_ready(reply):
        raise NotBothSigned
    if any(quote.verdict is None for quote in reply.quotes):
        raise QuotesWait
    _check_stored(session, reply, today)
    reply.state, reply.published_on = ReplyState.PUBLISHED, today
    return _done(session, reply, Step.PUBLISHED, by, now)


def withdraw(
    session: Session, *, reply_id: int, version: int, because: str, by: By, now: datetime, today: date
) -> Reply:
    """Take it back, with a reason. A published one keeps its address, which then shows the reason and any note.

    Raises NoWords, TooLong, NotTheirs, ChangedMeanwhile or NotNow.
    """
    _allow(by, (Role.OFFICER,))
    because = written(because, most=LONGEST_NOTE)
    reply = claim(session, reply_id, version, (*OPEN, ReplyState.PUBLISHED))
    reply.withdrawn_because, reply.withdrawn_on = because, today
    reply.state = ReplyState.WITHDRAWN
    return _done(session, reply, Step.WITHDRAWN, by, now)


def is_ready(reply: Reply) -> bool:
    """Whether both have had their word: an officer signed, and the Forum signed or left its note."""
    return bool(reply.officer_signed_at and (reply.forum_signed_at or reply.forum_noted_at))


def written(words: str, *, most: int) -> str:
    """A note or a reason as it is kept: a line's end is one sign, as browsers count. Raises NoWords or TooLong."""
    kept = words.replace("\r\n", "\n").strip()
    if is_blank(kept):
        raise NoWords
    if len(kept) > most:
        raise TooLong(most)
    return kept


def _allow(by: By, roles: Sequence[Role]) -> None:
    if by.role not in roles:
        raise NotTheirs


def claim(session: Session, reply_id: int, version: int, states: Sequence[ReplyState]) -> Reply:
    """The reply as its reader saw it, with the next version taken: of two at once, one gets it."""
    taken = session.exec(
        update(Reply)
        .where(col(Reply.id) == reply_id, col(Reply.version) == version)
        .values(version=version + 1)
        .execution_options(synchronize_session=False)
    )
    if taken.rowcount == 0:
        find(session, reply_id=reply_id)
        raise ChangedMeanwhile
    reply = session.get(Reply, reply_id, populate_existing=True)
    if reply is None:
        raise NoSuchReply(str(reply_id))
    if reply.state not in states:
        raise NotNow
    return reply


def _forum_turn(session: Session, reply_id: int, version: int, by: By) -> Reply:
    _allow(by, (Role.FORUM,))
    reply = claim(session, reply_id, version, (*OPEN, ReplyState.PUBLISHED))
    if reply.officer_signed_at is None:
        raise OfficerFirst
    if reply.officer_id == by.person_id:
        raise SamePersonTwice
    return reply


def _check(session: Session, content: Content, counted: Heard, today: date) -> None:
    allowed = quoting.quotable(session, comment_ids=list(content.quotes))
    if found := guards.faults(content, heard=counted, quotable=allowed, today=today):
        raise NotReady(found)


def _check_stored(session: Session, reply: Reply, today: date) -> None:
    _check(session, guards.content_of(reply), guards.heard_of(reply), today)


def _fill(reply: Reply, content: Content, counted: Heard) -> None:
    reply.wave, reply.period = content.wave, content.period
    reply.comments_counted = counted.comments
    reply.heard_on = counted.first_on or reply.heard_on
    reply.counted_until = counted.last_on or reply.counted_until
    reply.outcome, reply.you_said, reply.we_did = content.outcome, content.you_said, content.we_did
    reply.reason, reply.decided_by = content.reason, content.decided_by
    reply.evidence, reply.evidence_url = content.evidence, content.evidence_url
    reply.done_on, reply.next_on = content.done_on, content.next_on


def _link(session: Session, reply: Reply, content: Content, by: By, now: datetime) -> None:
    """The actions and the quotes of a stored reply."""
    reply_id = _id(reply)
    reply.actions = list(session.exec(select(Action).where(col(Action.id).in_(content.action_ids))))
    kept = {quote.comment_id: quote for quote in reply.quotes}
    for comment_id in kept.keys() - content.quotes.keys():
        session.delete(kept[comment_id])
    for comment_id, words in content.quotes.items():
        quote = kept.get(comment_id) or Quote(reply_id=reply_id, comment_id=comment_id, text="")
        if quote.text != words:
            # Somebody proposes these words: what was read of others does not count for them.
            quote.text, quote.verdict, quote.because = words, None, ""
            quote.proposed_id, quote.proposed_title, quote.proposed_at = by.person_id, by.title, now
            quote.read_id, quote.read_title, quote.read_at = None, "", None
        session.add(quote)
    session.flush()
    session.expire(reply, ["quotes"])


def _done(session: Session, reply: Reply, step: Step, by: By, now: datetime) -> Reply:
    session.add(reply)
    session.flush()
    _note_step(session, reply, step, by, now)
    return reply


def _note_step(session: Session, reply: Reply, step: Step, by: By, now: datetime) -> None:
    session.add(ReplyStep(reply_id=_id(reply), step=step, at=now, by_title=by.title))
    about = f"reply:{_id(reply)}"
    audit.record(session, act=f"replies.{step.value}", by=by.email, role=by.role.value, about=about, now=now)
    session.flush()
    session.expire(reply, ["steps"])


def _id(reply: Reply) -> int:
    if reply.id is None:
        raise NoSuchReply("This reply is not stored yet.")
    return reply.id
