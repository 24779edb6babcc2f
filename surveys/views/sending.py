"""Send a sheet: store it once, let the browser keep its receipt, and go to the thank-you page."""

from dataclasses import dataclass

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from coproduce.core import clock
from coproduce.web import locale
from coproduce.web.session import session
from surveys.models import Channel, Stratum, SurveyKind, WhoAnswered
from surveys.respond import Origin, respond
from surveys.running import Asked
from surveys.sheet import Sheet
from surveys.views import kept, place
from surveys.views.blueprint import secret


@dataclass(frozen=True, slots=True)
class Form:
    """What a form brings beside its answers. `code` is that of a draft's receipt, or nothing."""

    nonce: str
    code: str
    channel: Channel
    hurried: bool | None = None
    who: WhoAnswered | None = None


def send(asked: Asked, sheet: Sheet, form: Form) -> ResponseReturnValue:
    """Store a sheet that has no faults and is not empty."""
    slug = asked.definition.slug
    origin = Origin(
        language=asked.definition.language(locale.current().code),
        channel=form.channel,
        stratum=Stratum.OPEN,
        day=clock.today(),
        who=form.who,
        hurried=form.hurried,
    )
    # The session begins with its first statement, when the words are read: on SQLite it takes the write lock then.
    given = respond(
        session, asked=asked, sheet=sheet, origin=origin, nonce=form.nonce, secret=secret(), code=form.code
    )
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
