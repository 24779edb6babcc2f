"""A reply as finished values for a template: its thread from what was said to whether it helped."""

from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext

from coproduce.core import languages
from coproduce.plan.models import Action
from coproduce.plan.views.shown import action_url
from coproduce.yousaid.models import Outcome, Quote, Reply, ReplyState, Verdict
from coproduce.yousaid.views import words


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A family's own words, in their language; `written_in` names it where it is not the one around it."""

    text: str
    language: str
    direction: str
    written_in: str = ""


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class ThreadView:
    """One reply. What the area wrote stands in paragraphs and is English; the rest is in the reader's language.

    `written_in` says so on pages in other languages.
    """

    url: str
    theme: str
    written_in: str
    said_meta: str
    said: tuple[str, ...]
    quotes: tuple[QuoteView, ...]
    kind: str
    shape: str
    answer_meta: str
    answer: tuple[str, ...]
    instead: tuple[str, ...]
    decided_by: str
    evidence: tuple[str, ...]
    evidence_url: str
    actions: tuple[LinkView, ...]
    helped_title: str
    helped: str
    late: str
    published: str
    signed: str
    note: tuple[str, ...]
    withdrawn: str
    withdrawn_because: tuple[str, ...]


def thread_of(reply: Reply, *, today: date) -> ThreadView:
    """The thread of a reply. Quotes whose comment has been hidden since are left out."""
    is_reasoned = reply.outcome in (Outcome.CANNOT, Outcome.DISAGREE)
    stands_in_note = reply.forum_note if reply.forum_noted_at else ""
    return ThreadView(
        url=url_for("yousaid.reply", reply_id=reply.id),
        theme=words.theme_name(reply.theme),
        written_in=words.written_in(languages.ENGLISH.code),
        said_meta=said_meta(reply),
        said=words.paragraphs(reply.you_said),
        quotes=quotes_of(reply),
        kind=words.KINDS[reply.outcome],
        shape=words.SHAPES[reply.outcome],
        answer_meta=_answer_meta(reply),
        answer=words.paragraphs(reply.reason if is_reasoned else reply.we_did),
        instead=words.paragraphs(reply.we_did) if is_reasoned else (),
        decided_by=reply.decided_by if is_reasoned else "",
        evidence=words.paragraphs(reply.evidence),
        evidence_url=reply.evidence_url,
        actions=tuple(_action(action) for action in reply.actions),
        helped_title=gettext("What does it mean for you?") if is_reasoned else "",
        helped=_helped(reply),
        late=_late(reply, today),
        published=words.day(reply.published_on) if reply.published_on else "",
        signed=_signed(reply),
        note=words.paragraphs(stands_in_note),
        withdrawn=_withdrawn(reply),
        withdrawn_because=words.paragraphs(reply.withdrawn_because),
    )


def said_meta(reply: Reply) -> str:
    """How many comments a reply answers, and when they were said.

    In the reply's own words, or in months where those are not in the page's language.
    """
    said = words.comments_in_public(reply.comments_counted)
    own = "" if words.written_in(languages.ENGLISH.code) else reply.period
    when = own or words.span(reply.heard_on, reply.counted_until)
    return gettext("%(comments)s, %(period)s", comments=said, period=when)


def quotes_of(reply: Reply) -> tuple[QuoteView, ...]:
    """The quotes that a second reader let stand and that may still be shown."""
    shown = [
        quote
        for quote in reply.quotes
        if quote.verdict is Verdict.ACCEPTED and quote.comment.may_quote and not quote.comment.hidden
    ]
    return tuple(quote_view(quote) for quote in shown)


def quote_view(quote: Quote) -> QuoteView:
    """A quote's words in their language."""
    text, code = quote.text, quote.comment.language
    known = languages.offered(code)
    named = "" if code == languages.ENGLISH.code else words.written_in(code)
    return QuoteView(text, known.tag if known else code, known.direction if known else "auto", named)


def _answer_meta(reply: Reply) -> str:
    if reply.outcome is Outcome.DONE and reply.done_on:
        return gettext("on %(date)s", date=words.day(reply.done_on))
    if reply.outcome is Outcome.DOING and reply.next_on:
        return gettext("next news by %(date)s", date=words.day(reply.next_on))
    return ""


def _action(action: Action) -> LinkView:
    return LinkView(action.name, action_url(action, action.plan))


def _helped(reply: Reply) -> str:
    if reply.outcome is Outcome.DONE:
        return gettext("We keep asking. Say in the next survey whether this made a difference to you.")
    if reply.outcome is Outcome.DOING:
        return gettext("When it is done, we ask families whether it helped.")
    return gettext("This is not the end. Say in the next survey how this leaves your family.")


def _late(reply: Reply, today: date) -> str:
    if reply.state is ReplyState.PUBLISHED and reply.outcome is Outcome.DOING and reply.next_on:
        waits = (today - reply.next_on).days
        if waits > 0:
            return gettext("This news is late by %(days)s.", days=words.days(waits))
    return ""


def _signed(reply: Reply) -> str:
    if not reply.officer_signed_at:
        return ""
    officer = reply.officer_title or gettext("an officer")
    if reply.forum_signed_at:
        return gettext("Signed by %(officer)s and by the Parent Carer Forum.", officer=officer)
    if reply.forum_noted_at:
        return gettext("Signed by %(officer)s. The Parent Carer Forum did not sign.", officer=officer)
    return gettext("Signed by %(officer)s. The Parent Carer Forum has not signed yet.", officer=officer)


def _withdrawn(reply: Reply) -> str:
    if reply.state is ReplyState.WITHDRAWN and reply.withdrawn_on:
        return gettext("This reply was withdrawn on %(date)s.", date=words.day(reply.withdrawn_on))
    return ""
