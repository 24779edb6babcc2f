"""Pages for families: what is open, the answer page, the thank-you."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import TooManyRequests

from coproduce.accounts.access import anyone
from coproduce.config import Settings
from coproduce.core import clock, codes
from coproduce.web import errors, limits, locale, panels, qr
from coproduce.web.session import reading, session
from surveys.design import NoSuchSurvey
from surveys.models import Channel, Stratum
from surveys.questions.base import Fault
from surveys.respond import Origin, respond
from surveys.running import Asked, Listed, NotOpen, asked, listed
from surveys.sheet import read_sheet
from surveys.views import answer_page, kept, sentences
from surveys.views.light import compressed

bp = Blueprint("surveys", __name__, template_folder="../templates")

SLUG = re.compile(r"[a-z0-9-]{1,60}")
VERSION = re.compile(r"[0-9]{1,6}")
NO_FAULTS: Mapping[str, Fault] = MappingProxyType({})


@bp.get("/surveys")
@anyone
def surveys() -> ResponseReturnValue:
    """What is open now, and what is not."""
    shown = [(one.is_open, _line(one)) for one in listed(session, today=clock.today())]
    return render_template(
        "surveys/surveys.html",
        open=[line for is_open, line in shown if is_open],
        others=[line for is_open, line in shown if not is_open],
    )


@bp.get("/s/<slug>")
@anyone
def answer(slug: str) -> ResponseReturnValue:
    """The questions."""
    try:
        now_asked = _asked(slug)
    except NotOpen as closed:
        return _not_open(closed)
    page, body = answer_page.empty_page(now_asked)
    return compressed(render_template("surveys/answer.html", page=page, body=body, errors=[], notice=""))


@bp.post("/s/<slug>")
@anyone
def answer_post(slug: str) -> ResponseReturnValue:
    """Store the answers, or show the page again with everything typed: what to mend, or another language."""
    switched = locale.switched(request.form)
    try:
        now_asked = _asked(slug, version=request.form.get("version", ""))
    except NotOpen as closed:
        return _not_open(closed), 422
    if switched:
        return _as_typed(now_asked)
    sheet = read_sheet(now_asked.definition, request.form.getlist)
    if sheet.faults:
        return _as_typed(now_asked, faults=sheet.faults), 422
    if sheet.is_empty:
        return _as_typed(now_asked, notice=sentences.nothing_answered()), 422
    origin = Origin(
        language=now_asked.definition.language(locale.current().code),
        channel=Channel.OPEN,
        stratum=Stratum.OPEN,
        day=clock.today(),
    )
    # The form's token names this form. Without one in the form (a token may also come as a header), every request
    # is a form of its own: two families must never share one.
    nonce = request.form.get("csrf_token") or codes.new_nonce()
    # The session begins with its first statement, when the words are read: on SQLite it takes the write lock then.
    given = respond(
        session, asked=now_asked, sheet=sheet, origin=origin, nonce=nonce, secret=_settings().secret_key
    )
    kept.keep(kept.Kept(slug, given.code, tuple(given.themes)), secret=_settings().secret_key)
    return redirect(url_for(".thanks", slug=slug), 303)


@bp.get("/s/<slug>/thank-you")
@anyone
def thanks(slug: str) -> ResponseReturnValue:
    """The receipt, once more on every reload while this browser is open; what changed; where to get help."""
    _check_slug(slug)
    last = kept.last(secret=_settings().secret_key)
    code, themes = (last.code, last.themes) if last and last.slug == slug else ("", ())
    receipt_url = f"/receipt/{code}"
    return render_template(
        "surveys/thanks.html",
        code=code.replace("-", " "),
        qr=qr.svg(_settings().base_url + receipt_url, title=_("A QR code of your receipt")) if code else "",
        receipt_url=receipt_url,
        panels=panels.gather("surveys.thanks", survey_slug=slug, themes=themes),
    )


@bp.errorhandler(CSRFError)
def token_does_not_fit(error: CSRFError) -> ResponseReturnValue:
    """A form whose token is old or lost: nothing is stored, and the page comes again with everything typed."""
    if request.endpoint != "surveys.answer_post":
        return errors.page(error.code or 400)
    return _once_more(sentences.lost_token()), 422


@bp.errorhandler(TooManyRequests)
def too_many_from_one_network(_error: TooManyRequests) -> ResponseReturnValue:
    """Too many answers from one address: nothing is stored, and the page comes again with everything typed."""
    return _once_more(sentences.too_many()), 429, {"Retry-After": str(limits.WAIT_S)}


def _once_more(notice: str) -> str:
    locale.switched(request.form)
    try:
        now_asked = _asked(str((request.view_args or {})["slug"]), version=request.form.get("version", ""))
    except NotOpen as closed:
        return _not_open(closed)
    sheet = read_sheet(now_asked.definition, request.form.getlist)
    return _as_typed(now_asked, faults=sheet.faults, notice=notice)


def _asked(slug: str, *, version: str = "") -> Asked:
    """What is asked under this slug now; 404 when there is nothing. Raises NotOpen."""
    _check_slug(slug)
    number = int(version) if VERSION.fullmatch(version) else None
    with reading() as reader:
        try:
            return asked(reader, slug=slug, today=clock.today(), number=number)
        except NoSuchSurvey:
            abort(404)


def _as_typed(now_asked: Asked, *, faults: Mapping[str, Fault] = NO_FAULTS, notice: str = "") -> str:
    """The page with everything typed, and what to mend."""
    body, errors = answer_page.filled_body(now_asked, values=request.form.getlist, faults=faults)
    page = answer_page.page(now_asked)
    return render_template("surveys/answer.html", page=page, body=body, errors=errors, notice=notice)


def _not_open(closed: NotOpen) -> str:
    language = locale.current().code if closed.title.complete_in(locale.current().code) else "en"
    return render_template(
        "surveys/not_open.html",
        title=closed.title.in_(language),
        tongue=answer_page.tongue(language),
        opens=format_date(closed.opens_on, "EEEE d MMMM y") if closed.opens_on else "",
        closed=format_date(closed.closed_on, "EEEE d MMMM y") if closed.closed_on else "",
    )


def _line(one: Listed) -> dict[str, str]:
    title, url = one.title.in_(locale.current().code), url_for(".answer", slug=one.slug)
    return {"title": title, "url": url, "until": str(_until(one))}


def _until(one: Listed) -> Any:
    """When it closes, opens or closed, in a sentence."""
    if one.is_open and one.closes_on:
        return _("Open until %(day)s.", day=format_date(one.closes_on, "EEEE d MMMM"))
    if one.is_open:
        return _("Open now.")
    if one.opens_on > clock.today():
        return _("Opens on %(day)s.", day=format_date(one.opens_on, "EEEE d MMMM"))
    return (
        _("Closed on %(day)s.", day=format_date(one.closes_on, "EEEE d MMMM")) if one.closes_on else _("Closed.")
    )


def _check_slug(slug: str) -> None:
    if not SLUG.fullmatch(slug):
        abort(404)


def _settings() -> Settings:
    found: Settings = current_app.config["SETTINGS"]
    return found
