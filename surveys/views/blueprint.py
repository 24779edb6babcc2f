"""The blueprint of families' pages about surveys, and what all of its views ask."""

import re
from collections.abc import Sequence
from datetime import date

from flask import Blueprint, Response, abort, current_app, make_response, render_template, request, url_for
from flask_babel import format_date

from coproduce.config import Settings
from coproduce.core import clock
from coproduce.web import locale
from coproduce.web.session import reading
from surveys.design import NoSuchSurvey
from surveys.running import Asked, NotOpen, asked
from surveys.views import answer_page

bp = Blueprint("surveys", __name__, template_folder="../templates")

SLUG = re.compile(r"[a-z0-9-]{1,60}")
VERSION = re.compile(r"[0-9]{1,6}")
PRIVATE = {"X-Robots-Tag": "noindex, nofollow", "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
"""For pages that show a code of words, or lie behind one."""
UNPROCESSABLE = 422


def settings() -> Settings:
    """The application's settings."""
    found: Settings = current_app.config["SETTINGS"]
    return found


def secret() -> str:
    """The application's key."""
    return settings().secret_key


def check_slug(slug: str) -> None:
    """404 for what no survey's address can be."""
    if not SLUG.fullmatch(slug):
        abort(404)


def asked_now(slug: str, *, version: str = "") -> Asked:
    """What is asked under this slug now, in this version or the newest; 404 if there is none. Raises NotOpen."""
    check_slug(slug)
    number = int(version) if VERSION.fullmatch(version) else None
    with reading() as reader:
        try:
            return asked(reader, slug=slug, today=clock.today(), number=number)
        except NoSuchSurvey:
            abort(404)


def not_open(closed: NotOpen, *, unsent: Sequence[tuple[str, str]] = (), kept: bool = True) -> str:
    """The page of a survey that takes no answers today; `unsent` are questions and answers that were not sent.

    They were `kept` for later, or just typed.
    """
    language = locale.current().code if closed.title.complete_in(locale.current().code) else "en"
    return render_template(
        "surveys/not_open.html",
        title=closed.title.in_(language),
        tongue=answer_page.tongue(language),
        opens=day(closed.opens_on),
        closed=day(closed.closed_on),
        results=url_for("surveys.results", slug=(request.view_args or {})["slug"]) if closed.has_results else "",
        unsent=unsent,
        kept=kept,
    )


def day(found: date | None) -> str:
    """A day in words, or nothing."""
    return str(format_date(found, "EEEE d MMMM y")) if found else ""


def private(template: str, **facts: object) -> Response:
    """A page that shows a code of words, or lies behind one: no cache keeps it, no search finds it."""
    answer = make_response(render_template(template, **facts))
    answer.headers.update(PRIVATE)
    return answer
