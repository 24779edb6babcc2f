"""The survey behind a link that was sent to one family: it works once, and looking at it changes nothing.

The answer is stored without the link, and the link is struck off, in one transaction. Only where the words that
were given may mean that a child is at risk does the safeguarding lead get a way to whom the link was sent.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import TooManyRequests

from coproduce.accounts.access import anyone
from coproduce.core import clock, codes
from coproduce.safeguarding import tracing
from coproduce.web import limits, locale
from coproduce.web.robots import Verdict
from coproduce.web.session import reading, session
from surveys import respond as responding
from surveys.design import NoSuchSurvey
from surveys.models import Channel, Stratum
from surveys.questions.base import Fault
from surveys.reach import links, lists
from surveys.reach.links import Link
from surveys.respond import Given, Origin
from surveys.running import Asked, NotOpen, asked
from surveys.sheet import Sheet, read_sheet
from surveys.views import answer_page, controls, kept, left, sentences
from surveys.views.blueprint import PRIVATE, UNPROCESSABLE, VERSION, secret

bp = Blueprint("survey_links", __name__, template_folder="../templates")

GONE = 410
NO_FAULTS: Mapping[str, Fault] = MappingProxyType({})


@bp.get("/s/<slug>/t/<token>")
@anyone
def answer(slug: str, token: str) -> ResponseReturnValue:
    """The questions, as often as somebody or something opens the link."""
    now_asked, link = _found(slug, token)
    if now_asked is None or link is None:
        return _gone(slug)
    page, body = answer_page.empty_page(now_asked, invited=True)
    shown = {"page": page, "body": body, "errors": [], "notice": "", "shown": controls.stamp()}
    return render_template("surveys/answer.html", **shown, **_links(slug, token)), 200, PRIVATE


@bp.post("/s/<slug>/t/<token>")
@anyone
def answer_post(slug: str, token: str) -> ResponseReturnValue:
    """Store the answers and strike the link off, or show the page again with everything typed."""
    switched = locale.switched(request.form)
    now_asked, link = _found(slug, token, version=request.form.get("version", ""))
    if now_asked is None:
        return _gone(slug)
    sheet = read_sheet(now_asked.definition, request.form.getlist)
    if link is None:
        return _sent_again(now_asked, sheet) or _gone(slug)
    if switched:
        return _as_typed(now_asked, token)
    if sheet.faults or left.untold(sheet):
        return _as_typed(now_asked, token, faults=sheet.faults, status=UNPROCESSABLE)
    if sheet.is_empty:
        return _as_typed(now_asked, token, notice=sentences.nothing_answered(), status=UNPROCESSABLE)
    if (verdict := controls.verdict()) is not Verdict.FINE:
        notice = sentences.from_a_robot(verdict)
        return _as_typed(now_asked, token, notice=notice, found=verdict, status=UNPROCESSABLE)
    given = _respond(now_asked, sheet)
    # Stored first and struck off last: reading the words takes long, and nothing is held meanwhile. Where the link
    # was used at this very moment, the answer's transaction is rolled back with the page that says so.
    if not given.repeated and not links.strike(session, link):
        return _gone(slug)
    _keep_traces(link, given)
    return _thanks(slug, given)


@bp.get("/s/<slug>/t/<token>/stop")
@anyone
def stop(slug: str, token: str) -> ResponseReturnValue:
    """A page with a button: no more letters, mails or texts like this one."""
    _, link = _found(slug, token)
    if link is None:
        return _gone(slug)
    return render_template("surveys/invited_stop.html", done=False, **_links(slug, token)), 200, PRIVATE


@bp.post("/s/<slug>/t/<token>/stop")
@anyone
def stop_post(slug: str, token: str) -> ResponseReturnValue:
    """Ask this family no more, by any way that we know of. Its link goes on working."""
    _, link = _found(slug, token)
    if link is None:
        return _gone(slug)
    contact = links.contact_of(session, link, secret=secret())
    if contact is not None:
        lists.stop(session, contact, secret=secret(), now=clock.now())
    return render_template("surveys/invited_stop.html", done=True, **_links(slug, token)), 200, PRIVATE


@bp.errorhandler(CSRFError)
def token_does_not_fit(_error: CSRFError) -> ResponseReturnValue:
    """A form whose token is old or lost: nothing is stored, and the page comes again with everything typed."""
    return _once_more(sentences.lost_token(), UNPROCESSABLE)


@bp.errorhandler(TooManyRequests)
def too_many_from_one_network(_error: TooManyRequests) -> ResponseReturnValue:
    """Too many answers from one address: nothing is stored, and the page comes again with everything typed."""
    page, status, headers = _once_more(sentences.too_many(), 429)
    return page, status, {**headers, "Retry-After": str(limits.WAIT_S)}


def _once_more(notice: str, status: int) -> tuple[str, int, Mapping[str, str]]:
    locale.switched(request.form)
    slug, token = (str((request.view_args or {})[name]) for name in ("slug", "token"))
    now_asked, link = _found(slug, token, version=request.form.get("version", ""))
    if now_asked is None or link is None:
        return _gone(slug)
    return _as_typed(now_asked, token, notice=notice, status=status)


def _found(slug: str, token: str, *, version: str = "") -> tuple[Asked | None, Link | None]:
    """What is asked now under this slug, and the link if it still works; nothing is asked where it is closed."""
    number = int(version) if VERSION.fullmatch(version) else None
    today = clock.today()
    with reading() as reader:
        link = links.find(reader, token)
        if link is not None and (link.slug != slug or not link.is_open(today)):
            link = None
        try:
            now_asked = asked(reader, slug=slug, today=today, number=number)
        except NotOpen:
            return None, None
        except NoSuchSurvey:
            abort(404)
    if link is None:
        return now_asked, None
    return replace(now_asked, wave_id=link.wave_id, wave=link.wave, closes_on=link.closes_on), link


def _respond(now_asked: Asked, sheet: Sheet) -> Given:
    origin = Origin(
        language=now_asked.definition.language(locale.current().code),
        channel=Channel.INVITED,
        stratum=Stratum.SAMPLE,
        day=clock.today(),
        hurried=controls.hurried(controls.age_of_page()),
    )
    return responding.respond(
        session, asked=now_asked, sheet=sheet, origin=origin, nonce=_nonce(), secret=secret()
    )


def _sent_again(now_asked: Asked, sheet: Sheet) -> ResponseReturnValue | None:
    """The thank-you of an answer that was sent twice, its link used by now; None where this is another answer."""
    if sheet.faults or sheet.is_empty:
        return None
    found = responding.already(session, asked=now_asked, sheet=sheet, nonce=_nonce(), secret=secret())
    return _thanks(now_asked.definition.slug, found) if found else None


def _keep_traces(link: Link, given: Given) -> None:
    if not given.concerns:
        return
    contact = links.contact_of(session, link, secret=secret())
    for comment_id in given.concerns if contact else ():
        if contact is not None:
            tracing.keep(session, comment_id, contact, clock.now(), secret=secret())


def _thanks(slug: str, given: Given) -> ResponseReturnValue:
    kept.keep(kept.Kept(slug, given.code, tuple(given.themes)), secret=secret())
    return redirect(url_for("surveys.thanks", slug=slug), 303)


def _as_typed(
    now_asked: Asked,
    token: str,
    *,
    faults: Mapping[str, Fault] = NO_FAULTS,
    notice: str = "",
    found: Verdict = Verdict.FINE,
    status: int = 200,
) -> tuple[str, int, Mapping[str, str]]:
    """The page with everything typed, and what to mend."""
    body, errors = answer_page.filled_body(now_asked, values=request.form.getlist, faults=faults, invited=True)
    shown = {
        "page": answer_page.page(now_asked),
        "body": body,
        "errors": errors,
        "notice": notice,
        "shown": controls.stamp(found),
    }
    page = render_template("surveys/answer.html", **shown, **_links(now_asked.definition.slug, token))
    return page, status, PRIVATE


def _gone(slug: str) -> tuple[str, int, Mapping[str, str]]:
    """The link was used, is not whole, never was, or its survey is closed: which one is not said."""
    try:
        with reading() as reader:
            asked(reader, slug=slug, today=clock.today())
        is_open = True
    except (NotOpen, NoSuchSurvey):
        is_open = False
    return render_template("surveys/invited_gone.html", slug=slug, is_open=is_open), GONE, PRIVATE


def _links(slug: str, token: str) -> Mapping[str, object]:
    return {
        "invited": True,
        "action": url_for("survey_links.answer", slug=slug, token=token),
        "stop_url": url_for("survey_links.stop", slug=slug, token=token),
    }


def _nonce() -> str:
    """What names this form: a retry has the same, and without one every request is a form of its own."""
    return request.form.get("csrf_token") or codes.new_nonce()
