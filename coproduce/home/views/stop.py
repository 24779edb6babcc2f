"""Getting no more messages: a page with a button, and the one click of a mail program (RFC 8058).

A mail scanner that follows the link changes nothing. The token in the address is the right to stop messages to one
contact, and to nothing else, so the button needs no other proof.
"""

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from coproduce.accounts.access import anyone
from coproduce.core import clock
from coproduce.outbox import stopping
from coproduce.web.forms import csrf
from coproduce.web.session import session

bp = Blueprint("stopping", __name__, template_folder="../templates")


@bp.get(f"{stopping.PATH}<token>")
@anyone
def show(token: str) -> ResponseReturnValue:
    """How it stands for this contact, and the button to change it."""
    return _page(token, stopping.is_stopped(session, mark=_mark(token)))


@bp.post(f"{stopping.PATH}<token>")
@anyone
def stop(token: str) -> ResponseReturnValue:
    """Send no more of them. Mail programs follow no redirect, so this answers with the page."""
    stopping.stop(session, mark=_mark(token), now=clock.now())
    return _page(token, stopped=True)


csrf.exempt(stop)


@bp.post(f"{stopping.PATH}<token>/again")
@anyone
def again(token: str) -> ResponseReturnValue:
    """Send them again."""
    stopping.start_again(session, mark=_mark(token))
    return _page(token, stopped=False, changed=True)


def _mark(token: str) -> str:
    return stopping.mark_in(current_app.config["SETTINGS"].secret_key, token=token)


def _page(token: str, stopped: bool, *, changed: bool = False) -> ResponseReturnValue:
    return render_template("home/stop.html", token=token, stopped=stopped, changed=changed)


@bp.errorhandler(stopping.NotOurs)
def not_ours(_error: stopping.NotOurs) -> ResponseReturnValue:
    """The address was cut or mistyped."""
    return render_template("home/stop_unknown.html"), 404
