"""The pages on which an administrator invites people, sends an invitation again and takes it back."""

from collections.abc import Callable

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from coproduce.accounts import invitations
from coproduce.accounts.access import only
from coproduce.accounts.models import Role
from coproduce.accounts.views.people import by
from coproduce.accounts.views.people_forms import InviteForm, invite_form, views_by_name
from coproduce.accounts.views.people_page import invitation_line, said
from coproduce.core import clock
from coproduce.web import locale
from coproduce.web.session import session

bp = Blueprint("inviting", __name__, url_prefix="/manage/people", template_folder="../templates")
UNPROCESSABLE, CONFLICT = 422, 409


@bp.get("/invite")
@only(Role.ADMIN)
def new() -> ResponseReturnValue:
    """The form."""
    return _form(invite_form(language=locale.current().code))


@bp.post("/invite")
@only(Role.ADMIN)
def invite() -> ResponseReturnValue:
    """Invite somebody, or say why not."""
    form = invite_form(language=locale.current().code, sent=request.form)
    if not form.validate():
        return _form(form), UNPROCESSABLE
    try:
        invitations.invite(session, **form.values(), base_url=_base_url(), by=by(), now=clock.now())
    except invitations.MayAlreadySignIn:
        form.refuse(gettext("Somebody with this address is in the list of people already."))
    except invitations.AlreadyInvited:
        form.refuse(gettext("This address is invited already. You can send the invitation again from the list."))
    else:
        return redirect(url_for("people.everybody", done="invited"), 303)
    return _form(form), UNPROCESSABLE


@bp.get("/invitations/<int:invitation_id>")
@only(Role.ADMIN)
def one(invitation_id: int) -> ResponseReturnValue:
    """One invitation."""
    return _show(invitation_id, done=request.args.get("done", ""))


@bp.post("/invitations/<int:invitation_id>/again")
@only(Role.ADMIN)
def send_again(invitation_id: int) -> ResponseReturnValue:
    """Send a new link, and make the old one dead."""

    def act() -> None:
        invitations.send_again(
            session, invitation_id=invitation_id, base_url=_base_url(), by=by(), now=clock.now()
        )

    return _act(invitation_id, act, "invited_again")


@bp.post("/invitations/<int:invitation_id>/withdraw")
@only(Role.ADMIN)
def withdraw(invitation_id: int) -> ResponseReturnValue:
    """Take an invitation back."""

    def act() -> None:
        invitations.withdraw(session, invitation_id=invitation_id, by=by(), now=clock.now())

    return _act(invitation_id, act, "withdrawn")


def _act(invitation_id: int, act: Callable[[], None], done: str) -> ResponseReturnValue:
    try:
        act()
    except invitations.NoSuchInvitation:
        abort(404)
    except invitations.Closed:
        return _show(invitation_id), CONFLICT
    return redirect(url_for(".one", invitation_id=invitation_id, done=done), 303)


def _form(form: InviteForm) -> str:
    return render_template("accounts/invite.html", fields=views_by_name(form))


def _show(invitation_id: int, *, done: str = "") -> str:
    try:
        found = invitations.find(session, invitation_id=invitation_id)
    except invitations.NoSuchInvitation:
        abort(404)
    line = invitation_line(found, now=clock.now())
    return render_template("accounts/invitation_sent.html", invitation=line, done=said(done))


def _base_url() -> str:
    return str(current_app.config["SETTINGS"].base_url)
