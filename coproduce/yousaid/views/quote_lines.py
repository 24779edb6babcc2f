"""The families' own words of a reply, for those who work on it: how they stand, and what to do."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext
from sqlmodel import Session

from coproduce.yousaid import second_reading
from coproduce.yousaid.models import Quote, Reply, ReplyState, Verdict
from coproduce.yousaid.track import OPEN, WRITERS, By
from coproduce.yousaid.views import shown


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """One quote: its words, how it stands, and the addresses of what this reader may do with it, or nothing."""

    id: int
    words: shown.QuoteView
    told: str
    because: str
    read_url: str
    withdraw_url: str


def of(session: Session, reply: Reply, *, by: By) -> list[QuoteLine]:
    """The quotes of a reply whose words this reader may see: nobody else's eyes, nothing that is hidden now."""
    if by.role not in WRITERS:
        return []
    return [_line(session, reply, quote, by) for quote in reply.quotes if not quote.comment.hidden]


def _line(session: Session, reply: Reply, quote: Quote, by: By) -> QuoteLine:
    def address(step: str) -> str:
        return url_for(f"yousaid_manage.{step}", reply_id=reply.id, quote_id=quote.id)

    may_read = reply.state in OPEN and second_reading.may_read(session, quote, by=by)
    may_withdraw = quote.verdict is not Verdict.WITHDRAWN and reply.state is not ReplyState.WITHDRAWN
    return QuoteLine(
        id=quote.id or 0,
        words=shown.quote_view(quote),
        told=_told(quote),
        because=quote.because,
        read_url=address("read_quote") if may_read else "",
        withdraw_url=address("withdraw_quote") if may_withdraw else "",
    )


def _told(quote: Quote) -> str:
    proposer, reader = quote.proposed_title, quote.read_title
    if quote.verdict is Verdict.WITHDRAWN:
        return gettext("The writer’s permission was taken back. Nobody sees these words any more.")
    if quote.verdict is Verdict.ACCEPTED:
        return gettext("Proposed by %(proposer)s, and read by %(reader)s.", proposer=proposer, reader=reader)
    if quote.verdict is Verdict.REFUSED:
        return gettext("Proposed by %(proposer)s, and left out by %(reader)s.", proposer=proposer, reader=reader)
    return gettext("Proposed by %(proposer)s. Waits for a second reader.", proposer=proposer)
