"""Pages for families: what is open, the answer page, the thank-you."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import TooManyRequests

from coproduce.accounts.access import anyone
from coproduce.core import clock, codes
from coproduce.web import errors, limits, locale, panels, qr
from coproduce.web.robots import Verdict
from coproduce.web.session import session
from surveys.definition import Layout
from surveys.models import Channel
from surveys.questions.base import Fault
from surveys.running import Asked, Listed, NotOpen, listed
from surveys.sheet import read_sheet
from surveys.views import (
    answer_page,
    controls,
    drafting,
    kept,
    kiosk_pages,
    left,
    meanwhile,
    place,
    sending,
    sentences,
    steps,
)
from surveys.views.blueprint import UNPROCESSABLE, asked_now, bp, check_slug, not_open, secret, settings
from surveys.views.light import compressed

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
    """The questions; or, in a browser that has a draft of them, on from there."""
    if kiosk_pages.slug_held() == slug:
        return redirect(url_for(".kiosk", slug=slug), 303)
    if place.of(slug, secret=secret()) is not None:
        return redirect(url_for(".go_on", slug=slug, lang=request.args.get("lang")), 303)
    try:
        now_asked = asked_now(slug)
    except NotOpen as closed:
        return not_open(closed)
    if now_asked.definition.layout is Layout.ONE_A_SCREEN:
        return steps.begin_page(now_asked)
    page, body = answer_page.empty_page(now_asked)
    return compressed(
        render_template(
            "surveys/answer.html", page=page, body=body, errors=[], notice="", shown=controls.stamp(), draft=""
        )
    )


@bp.post("/s/<slug>")
@anyone
def answer_post(slug: str) -> ResponseReturnValue:
    """Store the answers, keep them for later, or show the page again with everything typed."""
    switched = locale.switched(request.form)
    try:
        now_asked = asked_now(slug, version=request.form.get("version", ""))
    except NotOpen as closed:
        return not_open(closed, unsent=meanwhile.unsent(slug), kept=False), UNPROCESSABLE
    if switched:
        return as_typed(now_asked)
    if do := request.form.get(controls.DO):
        kept_page = drafting.keep_page(now_asked, easy=do == "easy")
        return kept_page or (as_typed(now_asked, notice=sentences.too_much()), UNPROCESSABLE)
    sheet = read_sheet(now_asked.definition, request.form.getlist)
    age = controls.age_of_page()
    found = controls.verdict(age)
    if sheet.faults or left.untold(sheet):
        return as_typed(now_asked, faults=sheet.faults), UNPROCESSABLE
    if sheet.is_empty:
        return as_typed(now_asked, notice=sentences.nothing_answered()), UNPROCESSABLE
    if found is not Verdict.FINE:
        return as_typed(now_asked, notice=sentences.from_a_robot(found), found=found), UNPROCESSABLE
    # The form's token names this form. Without one in the form (a token may also come as a header), every request
    # is a form of its own: two families must never share one.
    code, token = drafting.of_page(slug)
    form = sending.Form(
        nonce=request.form.get("csrf_token") or codes.new_nonce(),
        code=code,
        token=token,
        channel=Channel.OPEN,
        hurried=controls.hurried(age),
    )
    return sending.send(now_asked, sheet, form)


@bp.get("/s/<slug>/thank-you")
@anyone
def thanks(slug: str) -> ResponseReturnValue:
    """The receipt, once more on every reload while this browser is open; what changed; where to get help."""
    check_slug(slug)
    last = kept.last(secret=secret())
    last = last if last and last.slug == slug else None
    code, themes = (last.code, last.themes) if last else ("", ())
    kiosk_url = url_for(".kiosk", slug=slug)
    if last is None and kiosk_pages.slug_held() == slug:
        return redirect(kiosk_url, 303)
    is_kiosk = bool(last and last.kiosk)
    receipt_url = f"/receipt/{code}"
    return render_template(
        "surveys/thanks.html",
        code=code.replace("-", " "),
        qr=qr.svg(settings().base_url + receipt_url, title=_("A QR code of your receipt")) if code else "",
        receipt_url=receipt_url,
        again=bool(last and last.again),
        for_children=bool(last and last.for_children),
        panels=[] if is_kiosk else panels.gather("surveys.thanks", survey_slug=slug, themes=themes),
        kiosk=is_kiosk,
        idle_s=kiosk_pages.RECEIPT_S,
        idle_url=kiosk_url,
        **({"away": kiosk_url} if is_kiosk else {}),
    )


@bp.errorhandler(CSRFError)
def token_does_not_fit(error: CSRFError) -> ResponseReturnValue:
    """A form whose token is old or lost: nothing is stored, and the page comes again with everything typed."""
    if request.endpoint in ("surveys.step_post", "surveys.send"):
        return steps.lost()
    if request.endpoint != "surveys.answer_post":
        return errors.page(error.code or 400)
    return _once_more(sentences.lost_token()), UNPROCESSABLE


@bp.errorhandler(TooManyRequests)
def too_many_from_one_network(error: TooManyRequests) -> ResponseReturnValue:
    """Too many answers from one address: nothing is stored, and the page comes again with everything typed."""
    if request.endpoint != "surveys.answer_post":
        return limits.too_many(error)
    return _once_more(sentences.too_many()), 429, {"Retry-After": str(limits.WAIT_S)}


def _once_more(notice: str) -> str:
    locale.switched(request.form)
    try:
        now_asked = asked_now(str((request.view_args or {})["slug"]), version=request.form.get("version", ""))
    except NotOpen as closed:
        return not_open(closed)
    sheet = read_sheet(now_asked.definition, request.form.getlist)
    return as_typed(now_asked, faults=sheet.faults, notice=notice)


def as_typed(
    now_asked: Asked,
    *,
    faults: Mapping[str, Fault] = NO_FAULTS,
    notice: str = "",
    found: Verdict = Verdict.FINE,
) -> str:
    """The page with everything typed, and what to mend."""
    draft = "yes" if request.form.get(controls.DRAFT) else ""
    _, token = drafting.of_page(now_asked.definition.slug)
    return filled(
        now_asked,
        request.form.getlist,
        faults=faults,
        notice=notice,
        found=found,
        draft=draft,
        invited=bool(token),
    )


def filled(
    now_asked: Asked,
    values: Callable[[str], Sequence[str]],
    *,
    faults: Mapping[str, Fault] = NO_FAULTS,
    notice: str = "",
    found: Verdict = Verdict.FINE,
    draft: str = "",
    invited: bool = False,
) -> str:
    """The page with these values; `draft` says that they are those of this browser's draft.

    `invited`: the draft was begun through a link that was sent to one family.
    """
    body, errors = answer_page.filled_body(now_asked, values=values, faults=faults, invited=invited)
    page = answer_page.page(now_asked)
    return render_template(
        "surveys/answer.html",
        page=page,
        body=body,
        errors=errors,
        notice=notice,
        shown=controls.stamp(found),
        draft=draft,
        invited=invited,
    )


def _line(one: Listed) -> dict[str, str]:
    title, url = one.title.in_(locale.current().code), url_for(".answer", slug=one.slug)
    results = url_for(".results", slug=one.slug) if one.has_results else ""
    return {"title": title, "url": url, "until": str(_until(one)), "results": results}


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
