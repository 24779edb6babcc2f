"""The receipt: six words lead a family to what happened to what it said. Never kept by a cache, never indexed."""

from flask import Response, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coproduce.accounts.access import anyone
from coproduce.core import clock, codes
from coproduce.voice.receipts import find
from coproduce.web import limits, panels
from coproduce.web.session import session
from coproduce.yousaid import published, received
from coproduce.yousaid.views import shown, words
from coproduce.yousaid.views.public import bp

PRIVATE = {"X-Robots-Tag": "noindex, nofollow", "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
LONGEST_CODE = 120
NEWEST_SHOWN = 2
"""So many replies to others stand where a receipt has no theme of its own."""


@bp.get("/receipt")
@anyone
def receipt_form() -> ResponseReturnValue:
    """Type the code. No cookie is needed for it, so that nothing joins the reader and the code."""
    typed = request.args.get("code", "")[:LONGEST_CODE]
    code = codes.tidy(typed)
    if code:
        return redirect(url_for(".receipt", code=code), 303)
    return _private(render_template("yousaid/receipt_form.html", typed=typed, problem=""))


@bp.get("/receipt/<code>")
@anyone
@limits.guesses
def receipt(code: str) -> ResponseReturnValue:
    """What happened to each theme of this receipt."""
    found = find(session, secret=current_app.config["SETTINGS"].secret_key, code=code[:LONGEST_CODE])
    if found is None:
        typed = code[:LONGEST_CODE].replace("-", " ")
        return _private(render_template("yousaid/receipt_form.html", typed=typed, problem="unknown")), 404
    story = received.story_of(session, receipt=found)
    newest = () if story.threads else published.newest(session).replies[:NEWEST_SHOWN]
    page = render_template(
        "yousaid/receipt.html",
        month=words.month(story.since) if story.since else "",
        themes=[_theme(thread) for thread in story.threads],
        newest=[shown.thread_of(reply, today=clock.today()) for reply in newest],
        panels=panels.gather("yousaid.receipt", code=code),
    )
    return _private(page)


def _theme(thread: received.ThemeThread) -> dict[str, object]:
    today = clock.today()
    return {
        "name": words.theme_name(thread.theme),
        "is_read": thread.is_read,
        "is_answered": thread.is_answered,
        "answers": [(shown.thread_of(answer.reply, today=today), answer.is_earlier) for answer in thread.answers],
    }


def _private(page: str) -> Response:
    answer = make_response(page)
    answer.headers.update(PRIVATE)
    return answer
