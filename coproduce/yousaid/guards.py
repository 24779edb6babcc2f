"""What a reply must hold before anybody signs it. Pure rules; pages give each code its sentence."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from urllib.parse import urlsplit
from uuid import UUID

from coproduce.plan.hollow import hollow_words
from coproduce.yousaid.models import Outcome, Reply
from coproduce.yousaid.quoting import is_faithful

LEAST_GROUP_FOR_QUOTES = 10
"""A quotation never comes from a group under ten: its writer could be guessed."""


@dataclass(frozen=True, slots=True)
class Content:
    """What somebody writes in a reply. `quotes` holds the words to show, by the comment they come from."""

    theme: str
    outcome: Outcome
    you_said: str
    we_did: str = ""
    wave: str = ""
    period: str = ""
    reason: str = ""
    decided_by: str = ""
    evidence: str = ""
    evidence_url: str = ""
    done_on: date | None = None
    next_on: date | None = None
    action_ids: tuple[int, ...] = ()
    quotes: Mapping[UUID, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Heard:
    """The comments that a reply answers: how many, and the days of the first and the last."""

    comments: int
    first_on: date | None = None
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend: the field, what is wrong with it, and the words that it is about."""

    field: str
    code: str
    found: tuple[str, ...] = ()


def faults(content: Content, *, heard: Heard, quotable: Mapping[UUID, str], today: date) -> tuple[Fault, ...]:
    """What is still wrong, in the order of the form; empty when the reply may be signed today.

    `quotable`: the redacted words that may be quoted, by comment (`quoting.quotable`).
    """
    return (
        *_said(content, heard),
        *_RULES[content.outcome](content, today),
        *_address(content.evidence_url),
        *_quotes(content, heard, quotable),
    )


def content_of(reply: Reply) -> Content:
    """What a stored reply says."""
    return Content(
        theme=reply.theme,
        outcome=reply.outcome,
        you_said=reply.you_said,
        we_did=reply.we_did,
        wave=reply.wave,
        period=reply.period,
        reason=reply.reason,
        decided_by=reply.decided_by,
        evidence=reply.evidence,
        evidence_url=reply.evidence_url,
        done_on=reply.done_on,
        next_on=reply.next_on,
        action_ids=tuple(action.id for action in reply.actions if action.id is not None),
        quotes={quote.comment_id: quote.text for quote in reply.quotes},
    )


def heard_of(reply: Reply) -> Heard:
    """What a stored reply counted."""
    return Heard(reply.comments_counted, reply.heard_on, reply.counted_until)


def _said(content: Content, heard: Heard) -> Iterator[Fault]:
    if not content.you_said:
        yield Fault("you_said", "you_said_missing")
    if heard.comments == 0:
        yield Fault("wave", "nobody_said_it")


def _done(content: Content, today: date) -> Iterator[Fault]:
    if not content.we_did:
        yield Fault("we_did", "we_did_missing")
    if found := hollow_words(content.we_did):
        yield Fault("we_did", "hollow", found)
    if content.done_on is None:
        yield Fault("done_on", "done_on_missing")
    elif content.done_on > today:
        yield Fault("done_on", "done_on_in_future")
    if not content.evidence:
        yield Fault("evidence", "evidence_missing")


def _doing(content: Content, today: date) -> Iterator[Fault]:
    if not content.we_did:
        yield Fault("we_did", "doing_missing")
    if content.next_on is None:
        yield Fault("next_on", "next_on_missing")
    elif content.next_on <= today:
        yield Fault("next_on", "next_on_passed")


def _cannot(content: Content, _today: date) -> Iterator[Fault]:
    if not content.reason:
        yield Fault("reason", "cannot_reason_missing")
    if not content.decided_by:
        yield Fault("decided_by", "decided_by_missing")


def _disagree(content: Content, _today: date) -> Iterator[Fault]:
    if not content.reason:
        yield Fault("reason", "disagree_reason_missing")


_RULES: Mapping[Outcome, Callable[[Content, date], Iterator[Fault]]] = {
    Outcome.DONE: _done,
    Outcome.DOING: _doing,
    Outcome.CANNOT: _cannot,
    Outcome.DISAGREE: _disagree,
}


def _address(address: str) -> Iterator[Fault]:
    if not address:
        return
    try:
        parts = urlsplit(address)
        is_safe = parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        is_safe = False
    if not is_safe or any(sign.isspace() for sign in address):
        yield Fault("evidence_url", "address_not_https")


def _quotes(content: Content, heard: Heard, quotable: Mapping[UUID, str]) -> Iterator[Fault]:
    if content.quotes and heard.comments < LEAST_GROUP_FOR_QUOTES:
        yield Fault("quotes", "group_too_small_to_quote")
    for comment_id, words in content.quotes.items():
        if comment_id not in quotable:
            yield Fault("quotes", "not_permitted_to_quote")
        elif not is_faithful(words, original=quotable[comment_id]):
            yield Fault("quotes", "quote_changed", (words,))
