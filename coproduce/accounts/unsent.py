"""What somebody typed when their sign-in had ended: the page that refuses it keeps it, and can send it again.

It never sends by itself. Only a form of ours from this very browser is kept: its token is right, though nobody is
signed in any more. That token outlasts the next sign-in of this browser, so that the button works; a form that
another site sends has none, and is answered with the page to sign in as ever. A page cannot hold a file: it names
the one that was sent, so that it is chosen again.
"""

from typing import Any

import flask
from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from coproduce.web import forms, limits
from coproduce.web.session import READS

WAITS = "unsent"
FORBIDDEN = 403
LONG = 40
"""What is longer than this, or has lines, is shown as well: somebody wrote it."""


def page() -> ResponseReturnValue | None:
    """The page that keeps what was sent; nothing where there is nothing of ours to keep."""
    sent = [(name, value) for name, value in request.form.items(multi=True) if name != forms.TOKEN]
    if request.method in READS or not sent or not forms.token_is_right():
        return None
    if any(limits.SECRET.search(name) for name, _ in sent):
        return None  # a page must not repeat a password
    flask.session[WAITS] = True
    return render_template(
        "accounts/unsent.html",
        sent=sent,
        files=[file.filename for file in request.files.values() if file.filename],
        written=[value for _, value in sent if len(value) > LONG or "\n" in value],
        again=request.full_path.rstrip("?"),
        sign_in=url_for("accounts.sign_in"),
    ), FORBIDDEN


def kept_over_sign_in() -> dict[str, Any]:
    """What of the browser's session must outlast signing in, where a page waits to be sent again."""
    if WAITS not in flask.session:
        return {}
    return {name: flask.session[name] for name in (WAITS, forms.TOKEN) if name in flask.session}


def is_sent() -> None:
    """Whoever is signed in has sent something: nothing waits any more."""
    if WAITS in flask.session:
        del flask.session[WAITS]
