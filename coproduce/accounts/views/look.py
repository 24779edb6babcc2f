"""The page that a link for inspectors leads to. Opening it changes nothing: mail scanners open every link."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_login import current_user

from coproduce.accounts import looking
from coproduce.accounts.access import anyone
from coproduce.accounts.looking import Closed, NoSuchLink, State
from coproduce.accounts.models import How
from coproduce.accounts.views import who
from coproduce.core import clock
from coproduce.core.clock import LOCAL
from coproduce.web.session import session

bp = Blueprint("look", __name__, url_prefix="/look", template_folder="../templates")
NOT_FOUND, GONE = 404, 410


@bp.get("/<token>")
@anyone
def look(token: str) -> ResponseReturnValue:
    """What the link is for, and the button."""
    try:
        link = looking.look_at(session, token=token, now=clock.now())
    except NoSuchLink:
        return _closed(None)
    except Closed as closed:
        return _closed(closed.state)
    return render_template(
        "accounts/look.html",
        label=link.label,
        until=format_date(link.expires_at.astimezone(LOCAL).date(), "EEEE d MMMM y"),
        already=current_user.is_authenticated and not current_user.has_account,
    )


@bp.post("/<token>")
@anyone
def enter(token: str) -> ResponseReturnValue:
    """Look around from now on, until the link ends."""
    now = clock.now()
    try:
        person, until = looking.use(session, token=token, now=now)
    except NoSuchLink:
        return _closed(None)
    except Closed as closed:
        return _closed(closed.state)
    who.enter(person, How.INSPECTOR_LINK, now=now, expires_at=until)
    return redirect(url_for("yousaid_manage.home"), 303)


def _closed(state: State | None) -> ResponseReturnValue:
    return render_template("accounts/look_closed.html", state=state), GONE if state else NOT_FOUND
