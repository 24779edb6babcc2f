"""The pages on which an administrator makes links for inspectors and takes them back."""

from dataclasses import dataclass
from datetime import datetime

import flask
from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date, gettext
from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import InputRequired, Length, Regexp

from coproduce.accounts import looking
from coproduce.accounts.access import only
from coproduce.accounts.looking import State, Used, state_of
from coproduce.accounts.models import Role
from coproduce.accounts.passwords import no_password
from coproduce.accounts.views import who
from coproduce.accounts.views.people import by
from coproduce.core import clock
from coproduce.core.clock import LOCAL
from coproduce.web.forms import Form, field_views
from coproduce.web.session import session

bp = Blueprint("look_links", __name__, url_prefix="/manage/people/links", template_folder="../templates")
UNPROCESSABLE = 422
USUAL_DAYS = 14
UP_TO_NINETY = r"\s*([1-9]|[1-8][0-9]|90)\s*$"
NEW = "new_look_link"


class LinkForm(Form):
    """Whom a link is for, and for how long."""

    label = StringField(
        _("What is it for?"),
        description=_("Such as: SEND inspection, November. No names of people."),
        validators=[
            InputRequired(_("Say what the link is for.")),
            Length(max=120, message=_("Use 120 letters or fewer.")),
        ],
        filters=[lambda words: " ".join((words or "").split())],
    )
    days = StringField(
        _("For how many days?"),
        description=_("90 at most. You can take it back at any time."),
        default=str(USUAL_DAYS),
        validators=[
            InputRequired(_("Enter a number of days, such as 14.")),
            Regexp(UP_TO_NINETY, message=_("Enter a number from 1 to 90.")),
        ],
    )


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link, in words."""

    link_id: int
    label: str
    made: str
    state: str
    used: str
    is_open: bool


@bp.get("")
@only(Role.ADMIN)
def everything() -> ResponseReturnValue:
    """All links, and once the address of a new one."""
    new = flask.session.pop(NEW, "")
    lines = [_line(used, clock.now()) for used in looking.everything(session)]
    taken_back = "taken_back" in request.args
    return render_template("accounts/look_links.html", lines=lines, new=new, taken_back=taken_back)


@bp.get("/new")
@only(Role.ADMIN)
def new() -> ResponseReturnValue:
    """The form."""
    return _form(LinkForm())


@bp.post("/new")
@only(Role.ADMIN)
def make() -> ResponseReturnValue:
    """Make a link, and show it once: its token is kept nowhere else."""
    form = LinkForm(request.form)
    if not form.validate():
        return _form(form), UNPROCESSABLE
    _link, token = looking.make(
        session,
        label=form.label.data or "",
        days=int(form.days.data or ""),
        unusable_hash=no_password(),
        by=by(),
        now=clock.now(),
    )
    flask.session[NEW] = who.settings().base_url + url_for("look.look", token=token)
    return redirect(url_for(".everything"), 303)


@bp.post("/<int:link_id>/withdraw")
@only(Role.ADMIN)
def withdraw(link_id: int) -> ResponseReturnValue:
    """Take a link back."""
    try:
        looking.withdraw(session, link_id=link_id, by=by(), now=clock.now())
    except looking.NoSuchLink:
        abort(404)
    return redirect(url_for(".everything", taken_back=1), 303)


def _form(form: LinkForm) -> str:
    return render_template("accounts/look_link_new.html", fields={view.name: view for view in field_views(form)})


def _line(used: Used, now: datetime) -> LinkLine:
    link, state = used.link, state_of(used.link, now=now)
    return LinkLine(
        link_id=link.id or 0,
        label=link.label,
        made=_day(link.made_at),
        state=_state(used, state),
        used=_used(used),
        is_open=state is State.OPEN,
    )


def _state(used: Used, state: State) -> str:
    if state is State.WITHDRAWN:
        return gettext("Taken back on %(day)s.", day=_day(used.link.withdrawn_at or used.link.made_at))
    if state is State.EXPIRED:
        return gettext("Ended on %(day)s.", day=_day(used.link.expires_at))
    return gettext("Good until %(day)s.", day=_day(used.link.expires_at))


def _used(used: Used) -> str:
    if used.link.first_used_at is None or used.last_used_at is None:
        return gettext("Not used yet.")
    return gettext(
        "First on %(first)s, last on %(last)s.", first=_day(used.link.first_used_at), last=_day(used.last_used_at)
    )


def _day(at: datetime) -> str:
    return str(format_date(at.astimezone(LOCAL).date(), "d MMMM y"))
