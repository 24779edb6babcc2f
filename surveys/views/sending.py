"""Send a sheet: store it once, let the browser keep its receipt, and go to the thank-you page."""

from dataclasses import dataclass

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from coproduce.core import clock
from coproduce.web import locale
from coproduce.web.session import session
from surveys import respond as responding
from surveys.models import Channel, Stratum, SurveyKind, WhoAnswered
from surveys.reach import links
from surveys.respond import Given, Origin
from surveys.running import Asked
from surveys.sheet import Sheet
from surveys.views import kept, linked, place
from surveys.views.blueprint import secret


@dataclass(frozen=True, slots=True)
class Form:
    """What a form brings beside its answers. `code` is that of a draft's receipt, or nothing.

    `token` is that of a link that works once: the answer then belongs to the sample.
    """

    nonce: str
    code: str
    channel: Channel
    hurried: bool | None = None
    who: WhoAnswered | None = None
    token: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it came by the open link, which anybody may use as often as they like."""
        return self.channel is Channel.OPEN and not self.token


def send(asked: Asked, sheet: Sheet, form: Form) -> ResponseReturnValue:
    """Store a sheet that has no faults and is not empty."""
    if not form.token:
        return _thanks(asked, form, _stored(asked, sheet, form))
    _, link = linked.found(asked.definition.slug, form.token, version=str(asked.number))
    if link is None:
        before = responding.already(
            session, asked=asked, sheet=sheet, nonce=form.nonce, secret=secret(), code=form.code
        )
        return _thanks(asked, form, before) if before else linked.gone(asked.definition.slug)
    asked = linked.through(asked, link)
    given = _stored(asked, sheet, form)
    # Stored first and struck off last: reading the words takes long, and nothing is held meanwhile. Where the link
    # was used at this very moment, the answer's transaction is rolled back with the page that says so.
    if not given.repeated and not links.strike(session, link):
        return linked.gone(asked.definition.slug)
    linked.keep_traces(link, given)
    return _thanks(asked, form, given)


def _stored(asked: Asked, sheet: Sheet, form: Form) -> Given:
    origin = Origin(
        language=asked.definition.language(locale.current().code),
        channel=Channel.INVITED if form.token else form.channel,
        stratum=Stratum.SAMPLE if form.token else Stratum.OPEN,
        day=clock.today(),
        who=form.who,
        hurried=form.hurried,
        again=kept.has_sent(asked.definition.slug, secret=secret()) if form.is_open else None,
    )
    # The session begins with its first statement, when the words are read: on SQLite it takes the write lock then.
    return responding.respond(
        session, asked=asked, sheet=sheet, origin=origin, nonce=form.nonce, secret=secret(), code=form.code
    )


def _thanks(asked: Asked, form: Form, given: Given) -> ResponseReturnValue:
    slug = asked.definition.slug
    last = kept.Kept(
        slug,
        given.code,
        tuple(given.themes),
        again=given.repeated and bool(form.code),
        for_children=asked.definition.kind is SurveyKind.CONSULTATION,
        kiosk=form.channel is Channel.KIOSK,
    )
    kept.keep(last, secret=secret())
    place.forget(slug)
    return redirect(url_for("surveys.thanks", slug=slug), 303)
