"""A survey by telephone: a script to read out, typed by the same numbers as paper; each call is stored at once."""

import re
from collections.abc import Mapping

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from coproduce.accounts.access import only
from coproduce.core import clock, codes
from coproduce.web import locale
from coproduce.web.session import session
from surveys import respond
from surveys.design import NoSuchSurvey
from surveys.models import Channel, Stratum
from surveys.paper import typed as typing
from surveys.paper.typed import Typed
from surveys.paper.views import lines
from surveys.paper.views.blueprint import TYPISTS, UNPROCESSABLE, bp, settings
from surveys.questions.base import Fault
from surveys.respond import Origin
from surveys.running import Asked, NotOpen, asked
from surveys.views.answer_page import tongue
from surveys.views.blueprint import PRIVATE, VERSION, check_slug, not_open

CALL = "step.call"
CALL_IS = re.compile(r"[A-Za-z0-9_-]{20,40}")


@bp.get("/manage/surveys/<slug>/telephone")
@only(*TYPISTS)
def telephone(slug: str) -> ResponseReturnValue:
    """The script of a call, with nothing typed."""
    try:
        return _page(_asked(slug), {}, {}, ""), 200, PRIVATE
    except NotOpen as closed:
        return not_open(closed)


@bp.post("/manage/surveys/<slug>/telephone")
@only(*TYPISTS)
def store_call(slug: str) -> ResponseReturnValue:
    """Store a call once, however often it is sent, and show the words to read out at its end."""
    switched = locale.switched(request.form)
    try:
        now_asked = _asked(slug, request.form.get("version", ""))
    except NotOpen as closed:
        return not_open(closed), UNPROCESSABLE
    typed = typing.taken(now_asked.definition, request.form.getlist)
    if switched:
        return _page(now_asked, typed, {}, ""), 200, PRIVATE
    sheet = typing.read(now_asked.definition, typed)
    if sheet.faults:
        return _page(now_asked, typed, sheet.faults, ""), UNPROCESSABLE, PRIVATE
    if sheet.is_empty:
        notice = _("Nothing is typed yet. Type one answer at least, then store the call.")
        return _page(now_asked, typed, {}, notice), UNPROCESSABLE, PRIVATE
    sample = request.form.get("stratum") == Stratum.SAMPLE
    origin = Origin(
        language=now_asked.definition.language(locale.current().code),
        channel=Channel.TELEPHONE,
        stratum=Stratum.SAMPLE if sample else Stratum.OPEN,
        day=clock.today(),
    )
    given = respond.respond(
        session, asked=now_asked, sheet=sheet, origin=origin, nonce=_call(), secret=settings().secret_key
    )
    # Not after a redirect: for that the volunteer's browser would have to keep the code beside the next call.
    page = render_template(
        "surveys/telephone_done.html",
        slug=slug,
        title=now_asked.definition.title.in_("en"),
        code=given.code.replace("-", " "),
        worrying=bool(given.concerns),
    )
    return page, 200, PRIVATE


def _page(now_asked: Asked, typed: Typed, faults: Mapping[str, Fault], notice: str) -> str:
    definition = now_asked.definition
    language = definition.language(locale.current().code)
    shown = lines.headings(definition, typed, language=language, faults=faults)
    return render_template(
        "surveys/telephone.html",
        slug=definition.slug,
        version=now_asked.number,
        title=definition.title.in_(language),
        purpose=definition.purpose.in_(language),
        readers=definition.readers.in_(language),
        minutes=definition.minutes,
        headings=shown,
        errors=lines.errors(shown),
        notice=notice,
        call=_call(),
        sample=request.form.get("stratum") == Stratum.SAMPLE,
        tongue=tongue(language),
    )


def _asked(slug: str, version: str = "") -> Asked:
    check_slug(slug)
    number = int(version) if VERSION.fullmatch(version) else None
    try:
        return asked(session, slug=slug, today=clock.today(), number=number)
    except NoSuchSurvey:
        abort(404)


def _call() -> str:
    """What names this call: a second press has the same."""
    sent = request.form.get(CALL, "")
    return sent if CALL_IS.fullmatch(sent) else codes.new_nonce()
