"""A kiosk: a device in a hall that takes one survey's answers, and forgets each person before the next."""

from dataclasses import replace

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from coproduce.accounts.access import anyone
from coproduce.core import clock
from coproduce.web import limits, locale
from coproduce.web.session import session
from surveys.kiosk import passes
from surveys.running import NotOpen
from surveys.views import answer_page, drafting, kiosk_pages
from surveys.views.blueprint import UNPROCESSABLE, asked_now, bp, check_slug, not_open, private, secret

LONGEST_CODE = 120
LONGEST_NUMBER = 3
NOT_FOUND = 404
DRAFT_DAYS = 1
"""A kiosk shows no words, so what somebody leaves half done is of no use to anybody."""


@bp.get("/s/<slug>/kiosk")
@anyone
def kiosk(slug: str) -> ResponseReturnValue:
    """The kiosk's first page: whoever was here before is forgotten. Any other device is asked for a code."""
    try:
        asked = asked_now(slug)
    except NotOpen as closed:
        return not_open(closed)
    if kiosk_pages.held(slug) is None:
        kiosk_pages.give_up(slug)
        return _ask(slug)
    kiosk_pages.clear()
    chosen = request.args.get("lang")
    if not chosen:
        locale.begin_anew()
    begin = url_for(".kiosk", slug=slug)
    return render_template(
        "surveys/kiosk_begin.html",
        page=answer_page.page(asked),
        offers_easy=asked.definition.easy_read,
        kiosk=True,
        away=begin,
        idle_s=kiosk_pages.IDLE_S,
        idle_url=begin if chosen else "",  # somebody chose a language, and may be gone
    )


@bp.post("/s/<slug>/kiosk")
@anyone
@limits.guesses
def become_kiosk(slug: str) -> ResponseReturnValue:
    """Begin with a volunteer's code, once; nobody stays signed in on a kiosk."""
    try:
        asked = asked_now(slug)
    except NotOpen as closed:
        return not_open(closed), UNPROCESSABLE
    if current_user.is_authenticated:
        return _ask(slug), UNPROCESSABLE
    code = request.form.get("code", "")[:LONGEST_CODE]
    try:
        found = passes.begin(session, survey_id=asked.survey_id, code=code, secret=secret(), now=clock.now())
    except passes.NoSuchKiosk:
        return _ask(slug, problem=True), NOT_FOUND
    kiosk_pages.hold(found, slug)
    return redirect(url_for(".kiosk", slug=slug), 303)


@bp.post("/s/<slug>/kiosk/start")
@anyone
def start_at_kiosk(slug: str) -> ResponseReturnValue:
    """Somebody begins: one question a screen, so that little is lost when the kiosk thinks that they left."""
    try:
        asked = asked_now(slug)
    except NotOpen as closed:
        return not_open(closed), UNPROCESSABLE
    if kiosk_pages.held(slug) is None:
        return redirect(url_for(".kiosk", slug=slug), 303)
    is_easy = asked.definition.easy_read and request.form.get("easy") == "1"
    content = replace(drafting.new(asked), one_by_one=True, easy=is_easy, kiosk=True)
    drafting.begin(content, days=DRAFT_DAYS)
    return redirect(url_for(".step", slug=slug, number=1), 303)


@bp.get("/s/<slug>/kiosk/still-there")
@anyone
def still_there(slug: str) -> ResponseReturnValue:
    """Whether somebody is there; where nobody says so, the kiosk begins anew."""
    check_slug(slug)
    if drafting.opened(slug) is None:
        return redirect(url_for(".kiosk", slug=slug), 303)
    at = request.args.get("at", "")
    is_step = at.isdecimal() and len(at) <= LONGEST_NUMBER
    on = url_for(".step", slug=slug, number=int(at)) if is_step else url_for(".check", slug=slug)
    begin = url_for(".kiosk", slug=slug)
    seconds = kiosk_pages.STILL_THERE_S
    return private(
        "surveys/still_there.html", on=on, begin=begin, kiosk=True, away=begin, idle_s=seconds, idle_url=begin
    )


def _ask(slug: str, *, problem: bool = False) -> str:
    return render_template(
        "surveys/kiosk_code.html", slug=slug, problem=problem, signed_in=current_user.is_authenticated
    )
