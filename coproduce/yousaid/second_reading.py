"""A family's own words are read by two people before everybody reads them: who proposes, and a second reader.

The second reader is somebody else, of the other body (the Forum for an officer's proposal, an officer for the
Forum's) as long as anybody of it signs in; the database refuses the same person twice. Words changed since are
read again. A permission that is taken back counts at once, wherever the words stand.
"""

from datetime import datetime

from sqlmodel import Session, col, select

from coproduce.accounts.models import Person, Role
from coproduce.core import audit
from coproduce.voice.models import Comment
from coproduce.yousaid import quoting
from coproduce.yousaid.errors import NoSuchQuote, NotNow, NotTheirs, OtherBody, SamePersonTwice
from coproduce.yousaid.models import Quote, Reply, Verdict
from coproduce.yousaid.track import OPEN, WRITERS, By, claim, written

OTHER = {Role.OFFICER: Role.FORUM, Role.FORUM: Role.OFFICER}
LONGEST_REASON = 500


def read(
    session: Session,
    *,
    reply_id: int,
    quote_id: int,
    version: int,
    verdict: Verdict,
    because: str,
    by: By,
    now: datetime,
) -> Quote:
    """The second reading: the words may stand, or are left out with a reason.

    Raises NotTheirs, SamePersonTwice, OtherBody, NoWords, TooLong, NoSuchQuote, ChangedMeanwhile or NotNow.
    """
    if by.role not in WRITERS or verdict is Verdict.WITHDRAWN:
        raise NotTheirs
    because = written(because, most=LONGEST_REASON) if verdict is Verdict.REFUSED else ""
    quoting.hold(session, comment_ids=[_find(session, reply_id, quote_id).comment_id])
    claim(session, reply_id, version, OPEN)
    quote = _find(session, reply_id, quote_id)
    if quote.verdict is not None:
        raise NotNow
    _check_reader(session, quote, by)
    quote.verdict, quote.because = verdict, because
    quote.read_id, quote.read_title, quote.read_at = by.person_id, by.title, now
    return _kept(session, quote, by, now)


def withdraw(session: Session, *, reply_id: int, quote_id: int, because: str, by: By, now: datetime) -> Quote:
    """The writer's permission is taken back: the words go from every page, and are not offered again.

    One person is enough to take words away. Raises NotTheirs, NoWords, TooLong or NoSuchQuote.
    """
    if by.role not in WRITERS:
        raise NotTheirs
    because = written(because, most=LONGEST_REASON)
    comment = session.get(Comment, _find(session, reply_id, quote_id).comment_id, with_for_update=True)
    quote = _find(session, reply_id, quote_id)
    if comment is None:
        raise NoSuchQuote(str(quote_id))
    comment.may_quote = False
    session.add(comment)
    for other in session.exec(select(Quote).where(col(Quote.comment_id) == quote.comment_id)):
        other.verdict, other.because = Verdict.WITHDRAWN, because
        _kept(session, other, by, now)
    return quote


def may_read(session: Session, quote: Quote, *, by: By) -> bool:
    """Whether this person may be the second reader of a quote."""
    if by.role not in WRITERS or quote.verdict is not None:
        return False
    try:
        _check_reader(session, quote, by)
    except (SamePersonTwice, OtherBody):
        return False
    return True


def to_read(session: Session, *, by: By) -> list[Reply]:
    """The replies on their way with words that wait for this person as their second reader, oldest first."""
    unread = select(Reply, Quote).join(Quote).where(col(Quote.verdict).is_(None), col(Reply.state).in_(OPEN))
    pairs = session.exec(unread.order_by(col(Reply.id), col(Quote.id))).all()
    return list({reply.id: reply for reply, quote in pairs if may_read(session, quote, by=by)}.values())


def _check_reader(session: Session, quote: Quote, by: By) -> None:
    if quote.proposed_id == by.person_id:
        raise SamePersonTwice
    proposer = session.get(Person, quote.proposed_id) if quote.proposed_id else None
    other = OTHER.get(proposer.role) if proposer else None
    if other and by.role is not other and _signs_in(session, other):
        raise OtherBody


def _signs_in(session: Session, role: Role) -> bool:
    return session.exec(select(Person.id).where(Person.role == role, col(Person.active))).first() is not None


def _find(session: Session, reply_id: int, quote_id: int) -> Quote:
    found = session.get(Quote, quote_id, populate_existing=True)
    if found is None or found.reply_id != reply_id:
        raise NoSuchQuote(str(quote_id))
    return found


def _kept(session: Session, quote: Quote, by: By, now: datetime) -> Quote:
    session.add(quote)
    session.flush()
    person = session.get_one(Person, by.person_id)
    # The reason stands beside the quote; the audit keeps no words that may tell of a family.
    audit.record(
        session,
        act=f"quote.{quote.verdict}",
        by=person.email,
        role=by.role.value,
        about=f"quote:{quote.id}",
        facts={"reply": str(quote.reply_id)},
        now=now,
    )
    return quote
