"""The survey behind a link that was sent to one family: it works once, and looking at it changes nothing.

The answer is stored without the link, and the link is struck off, in one transaction (`sending`). Whoever saves
and comes back later goes on with their six words; the link is in their draft, which nobody else can open.
"""

from collections.abc import Mapping
from types import MappingProxyType

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import TooManyRequests

from coproduce.accounts.access import anyone
from coproduce.core import clock, codes
from coproduce.web import limits, locale
from coproduce.web.robots import Verdict
from coproduce.web.session import session
from surveys.definition import Layout
from surveys.models import Channel
from surveys.questions.base import Fault
from surveys.reach import links, lists
from surveys.running import Asked
from surveys.sheet import read_sheet
from surveys.views import answer_page, controls, drafting, left, linked, meanwhile, sending, sentences, steps
from surveys.views.blueprint import PRIVATE, UNPROCESSABLE, secret

bp = Blueprint("survey_links", __name__, template_folder="../templates")

NO_FAULTS: Mapping[str, Fault] = MappingProxyType({})


@bp.get("/s/<slug>/t/<token>")
@anyone
def answer(slug: str, token: str) -> ResponseReturnValue:
    """The questions, as often as somebody or something opens the link; or on from this browser's draft."""
    now_asked, link = linked.found(slug, token)
    if now_asked is None or link is None:
        return linked.gone(slug)
    mine = drafting.opened(slug)
    if mine is not None and mine.content.token == token:
        return redirect(url_for("surveys.go_on", slug=slug, lang=request.args.get("lang")), 303)
    if now_asked.definition.layout is Layout.ONE_A_SCREEN:
        return steps.begin_page(now_asked, token=token), 200, PRIVATE
    page, body = answer_page.empty_page(now_asked, invited=True)
    shown = {"page": page, "body": body, "errors": [], "notice": "", "shown": controls.stamp()}
    return render_template("surveys/answer.html", **shown, **linked.facts(slug, token)), 200, PRIVATE


@bp.post("/s/<slug>/t/<token>")
@anyone
def answer_post(slug: str, token: str) -> ResponseReturnValue:
    """Store the answers and strike the link off, keep them for later, or show the page with everything typed."""
    switched = locale.switched(request.form)
    now_asked, link = linked.found(slug, token, version=request.form.get("version", ""))
    if now_asked is None:
        return linked.gone(slug, unsent=meanwhile.unsent(slug))
    if link is not None and switched:
        return _as_typed(now_asked, token)
    if link is not None and (do := request.form.get(controls.DO)):
        kept_page = drafting.keep_page(now_asked, easy=do == "easy", token=token)
        return kept_page or _as_typed(now_asked, token, notice=sentences.too_much(), status=UNPROCESSABLE)
    sheet = read_sheet(now_asked.definition, request.form.getlist)
    if sheet.faults or left.untold(sheet):
        return _as_typed(now_asked, token, faults=sheet.faults, status=UNPROCESSABLE)
    if sheet.is_empty:
        return _as_typed(now_asked, token, notice=sentences.nothing_answered(), status=UNPROCESSABLE)
    if (verdict := controls.verdict(controls.age_of_page())) is not Verdict.FINE:
        notice = sentences.from_a_robot(verdict)
        return _as_typed(now_asked, token, notice=notice, found=verdict, status=UNPROCESSABLE)
    form = sending.Form(
        nonce=request.form.get("csrf_token") or codes.new_nonce(),
        code="",
        channel=Channel.INVITED,
        hurried=controls.hurried(controls.age_of_page()),
        token=token,
    )
    return sending.send(now_asked, sheet, form)


@bp.post("/s/<slug>/t/<token>/start")
@anyone
def start(slug: str, token: str) -> ResponseReturnValue:
    """Begin a draft that knows the link, and go to its first screen."""
    now_asked, link = linked.found(slug, token, version=request.form.get("version", ""))
    if now_asked is None or link is None:
        return linked.gone(slug)
    return steps.begin(now_asked, token=token)


@bp.get("/s/<slug>/t/<token>/stop")
@anyone
def stop(slug: str, token: str) -> ResponseReturnValue:
    """A page with a button: no more letters, mails or texts like this one."""
    _, link = linked.found(slug, token)
    if link is None:
        return linked.gone(slug)
    return render_template("surveys/invited_stop.html", done=False, **linked.facts(slug, token)), 200, PRIVATE


@bp.post("/s/<slug>/t/<token>/stop")
@anyone
def stop_post(slug: str, token: str) -> ResponseReturnValue:
    """Ask this family no more, by any way that we know of. Its link goes on working."""
    _, link = linked.found(slug, token)
    if link is None:
        return linked.gone(slug)
    contact = links.contact_of(session, link, secret=secret())
    if contact is not None:
        lists.stop(session, contact, secret=secret(), now=clock.now())
    return render_template("surveys/invited_stop.html", done=True, **linked.facts(slug, token)), 200, PRIVATE


@bp.errorhandler(CSRFError)
def token_does_not_fit(_error: CSRFError) -> ResponseReturnValue:
    """A form whose token is old or lost: nothing is stored, and the page comes again with everything typed."""
    return _once_more(sentences.lost_token(), UNPROCESSABLE)


@bp.errorhandler(TooManyRequests)
def too_many_from_one_network(_error: TooManyRequests) -> ResponseReturnValue:
    """Too many answers from one address: nothing is stored, and the page comes again with everything typed."""
    page, status, headers = _once_more(sentences.too_many(), 429)
    return page, status, {**headers, "Retry-After": str(limits.WAIT_S)}


def _once_more(notice: str, status: int) -> linked.Page:
    locale.switched(request.form)
    slug, token = (str((request.view_args or {})[name]) for name in ("slug", "token"))
    now_asked, link = linked.found(slug, token, version=request.form.get("version", ""))
    if now_asked is None or link is None:
        return linked.gone(slug)
    if request.endpoint == "survey_links.start":
        return steps.begin_page(now_asked, notice=notice, token=token), status, PRIVATE
    return _as_typed(now_asked, token, notice=notice, status=status)


def _as_typed(
    now_asked: Asked,
    token: str,
    *,
    faults: Mapping[str, Fault] = NO_FAULTS,
    notice: str = "",
    found: Verdict = Verdict.FINE,
    status: int = 200,
) -> linked.Page:
    """The page with everything typed, and what to mend."""
    body, errors = answer_page.filled_body(now_asked, values=request.form.getlist, faults=faults, invited=True)
    shown = {
        "page": answer_page.page(now_asked),
        "body": body,
        "errors": errors,
        "notice": notice,
        "shown": controls.stamp(found),
    }
    page = render_template("surveys/answer.html", **shown, **linked.facts(now_asked.definition.slug, token))
    return page, status, PRIVATE
