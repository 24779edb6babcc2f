"""The receipt: six words lead a family to what happened to what it said. Never kept by a cache, never indexed."""

from flask import Response, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coproduce.accounts.access import anyone
from coproduce.core import clock, codes
from coproduce.voice.receipts import find
from coproduce.web.session import session
from coproduce.yousaid import received
from coproduce.yousaid.views import shown, words
from coproduce.yousaid.views.public import bp

PRIVATE = {"X-Robots-Tag": "noindex, nofollow", "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
LONGEST_CODE = 120


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
def receipt(code: str) -> ResponseReturnValue:
    """What happened to each theme of this receipt."""
    found = find(session, secret=current_app.config["SETTINGS"].secret_key, code=code[:LONGEST_CODE])
    if found is None:
        typed = code[:LONGEST_CODE].replace("-", " ")
        return _private(render_template("yousaid/receipt_form.html", typed=typed, problem="unknown")), 404
    story = received.story_of(session, receipt=found)
    since = words.day(story.since) if story.since else ""
    themes = [
        {
            "name": words.theme_name(thread.theme),
            "is_read": thread.is_read,
            "replies": [shown.thread_of(reply, today=clock.today()) for reply in thread.replies],
        }
        for thread in story.threads
    ]
    return _private(render_template("yousaid/receipt.html", since=since, themes=themes))


def _private(page: str) -> Response:
    answer = make_response(page)
    answer.headers.update(PRIVATE)
    return answer
