"""A tablet without signal: begun by a volunteer, it collects for a day and sends when it can, each answer once."""

import json
from dataclasses import replace
from pathlib import Path

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_datetime
from flask_login import current_user

from coproduce.accounts.access import anyone, only
from coproduce.accounts.models import Role
from coproduce.accounts.views import who
from coproduce.core import audit, clock, codes, sealing
from coproduce.core.languages import BY_CODE
from coproduce.web import headers, locale
from coproduce.web.forms import csrf
from coproduce.web.session import session
from surveys.design import NoSuchSurvey
from surveys.offline import boxes, passes
from surveys.offline.passes import NoPass, Pass
from surveys.offline.views.rules import rules
from surveys.running import Asked, NotOpen, newest
from surveys.views import answer_page
from surveys.views.blueprint import asked_now, check_slug, not_open, secret, settings

bp = Blueprint("survey_tablet", __name__, template_folder="../../templates")

STARTERS = (Role.FORUM, Role.OFFICER)
COOKIE = "tablet"
WORKER = Path(headers.__file__).parent / "static" / "tablet-worker.js"
UNPROCESSABLE, GONE, TOO_LARGE = 422, 410, 413


@bp.get("/s/<slug>/tablet")
@anyone
def tablet(slug: str) -> ResponseReturnValue:
    """Where a volunteer begins; whatever still waits on this tablet is sent from here too."""
    try:
        asked = asked_now(slug)
    except NotOpen as closed:
        return not_open(closed)
    may_start = current_user.is_authenticated and current_user.role in STARTERS
    page = render_template(
        "surveys/tablet_start.html", kiosk=not may_start, may_start=may_start, **_facts(asked, _own_pass(slug))
    )
    return _answer(page)


@bp.post("/s/<slug>/tablet")
@only(*STARTERS)
def start(slug: str) -> ResponseReturnValue:
    """Give this tablet a pass for the day, and sign the volunteer out of it."""
    try:
        asked = asked_now(slug)
    except NotOpen as closed:
        return not_open(closed), UNPROCESSABLE
    now = clock.now()
    until = int((now + passes.LASTS).timestamp())
    leave = Pass(slug, asked.number, asked.wave_id, asked.wave, clock.today().isoformat(), until)
    by, role = current_user.email, current_user.role.value
    audit.record(session, act="surveys.tablet_started", by=by, role=role, about=f"survey:{slug}", now=now)
    who.leave(now=now)
    answer = redirect(url_for(".collect", slug=slug, lang=locale.current().code), 303)
    answer.set_cookie(
        COOKIE,
        passes.give(leave, secret=secret()),
        max_age=int(passes.LASTS.total_seconds()),
        path=url_for(".tablet", slug=slug),
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
    )
    return answer


@bp.get("/s/<slug>/tablet/collect")
@anyone
def collect(slug: str) -> ResponseReturnValue:
    """The questions as the tablet keeps them: nothing typed, nobody signed in, with the key to seal by."""
    text = _own_pass(slug)
    if not text or current_user.is_authenticated:
        return redirect(url_for(".tablet", slug=slug), 303)
    leave = passes.read(text, secret=secret(), now=clock.now())
    asked = _asked(leave)
    offers_easy = asked.definition.easy_read
    easy = offers_easy and request.args.get("easy") == "1"
    page, body = answer_page.empty_page(_in_easy_read(asked) if easy else asked)
    language = asked.definition.language(locale.current().code)
    facts = _facts(asked, text) | {
        "rules": json.dumps(rules(asked.definition)),
        "words": " ".join(codes.word_list()),
        "until": format_datetime(leave.ends_at, "EEEE H:mm"),
        "ends": leave.until,
        "language_of_answers": language,
        "pages": " ".join(_page_of(slug, code, words) for code in BY_CODE for words in {False, offers_easy}),
        "tongues": [(BY_CODE[code], _page_of(slug, code, easy)) for code in BY_CODE],
        "easy": easy,
        "other_words": _page_of(slug, locale.current().code, not easy) if offers_easy else "",
    }
    shown = {"page": page, "body": body, "kiosk": True, "away": url_for(".collect", slug=slug)}
    return _answer(render_template("surveys/tablet_collect.html", **shown, **facts))


@bp.get("/s/<slug>/tablet/worker.js")
@anyone
def worker(slug: str) -> ResponseReturnValue:
    """The script that answers for the server where there is no signal; its address never changes."""
    check_slug(slug)
    answer = _answer(WORKER.read_text("utf-8"))
    answer.mimetype = "text/javascript"
    answer.headers["Service-Worker-Allowed"] = url_for(".tablet", slug=slug)
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@bp.post("/s/<slug>/tablet/send")
@anyone
def send(slug: str) -> ResponseReturnValue:
    """Take one box. 200 says that it is stored, now or before, and the tablet may forget it."""
    check_slug(slug)
    if (request.content_length or 0) > boxes.LARGEST_BOX:
        return {"stored": False}, TOO_LARGE
    text, box = _sent()
    try:
        leave = passes.read(text, secret=secret(), now=clock.now())
        if leave.slug != slug:
            raise NoPass("This tablet collects for another survey.")
        boxed = boxes.unpack(box, secret=secret())
        asked = _asked(leave)
        boxes.store(session, asked=asked, leave=leave, boxed=boxed, secret=secret())
    except NoPass:
        return {"stored": False}, GONE
    except boxes.NotABox:
        return {"stored": False}, UNPROCESSABLE
    return {"stored": True}


# A tablet sends long after its page was shown, without a session: the pass in what it sends is its proof.
csrf.exempt(send)


def _sent() -> tuple[str, str]:
    """The pass and the box; nothing where what came is no JSON, or is nested deeper than anybody's."""
    try:
        sent = request.get_json(silent=True)
    except RecursionError:
        sent = None
    if not isinstance(sent, dict):
        return "", ""
    return str(sent.get("pass", "")), str(sent.get("box", ""))


def _page_of(slug: str, language: str, easy: bool) -> str:
    """The address of the questions in a language, in their own words or in Easy Read."""
    return url_for(".collect", slug=slug, lang=language, easy="1" if easy else None)


def _in_easy_read(asked: Asked) -> Asked:
    """The same in easier words; pages are kept by the digest, so these have one of their own."""
    return replace(asked, definition=asked.definition.in_easy_read(), digest=f"{asked.digest}/easy")


def _asked(leave: Pass) -> Asked:
    """The version and the wave of a pass, open or closed by now."""
    try:
        found = newest(session, slug=leave.slug, number=leave.version)
    except NoSuchSurvey:
        abort(404)
    return replace(found, wave_id=leave.wave_id, wave=leave.wave)


def _own_pass(slug: str) -> str:
    """The pass that this browser brings, while it may collect by it."""
    text = request.cookies.get(COOKIE, "")
    now = clock.now()
    try:
        leave = passes.read(text, secret=secret(), now=now)
    except NoPass:
        return ""
    return text if leave.slug == slug and now < leave.ends_at else ""


def _facts(asked: Asked, text: str) -> dict[str, object]:
    slug = asked.definition.slug
    return {
        "slug": slug,
        "title": asked.definition.title.in_(locale.current().code),
        "pass_text": text,
        "key": sealing.public_key(secret(), boxes.PURPOSE),
        "send": url_for(".send", slug=slug),
        "worker": url_for(".worker", slug=slug),
        "scope": url_for(".tablet", slug=slug),
    }


def _answer(body: str) -> Response:
    """A page or script that may speak to this server from a script, which no other page of ours may."""
    answer = make_response(body)
    https = settings().base_url.startswith("https:")
    answer.headers["Content-Security-Policy"] = f"{headers.policy(https=https)}; connect-src 'self'"
    return answer
