"""The page that an invitation leads to. Opening it changes nothing: mail scanners open every link."""

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue

from coproduce.accounts import invitations
from coproduce.accounts.access import anyone
from coproduce.accounts.invitations import Closed, MayAlreadySignIn, NoSuchInvitation, State
from coproduce.accounts.passwords import hashed
from coproduce.accounts.views import entering
from coproduce.accounts.views.new_password import NewPasswordForm
from coproduce.accounts.views.role_words import MAY, NAMES
from coproduce.core import clock
from coproduce.web.session import reading, session

bp = Blueprint("invited", __name__, url_prefix="/invitations", template_folder="../templates")
NOT_FOUND, GONE, UNPROCESSABLE = 404, 410, 422


@bp.get("/<token>")
@anyone
def invitation(token: str) -> ResponseReturnValue:
    """What the invitation is for, and the form for a password."""
    return _page(token, NewPasswordForm())


@bp.post("/<token>")
@anyone
def accept(token: str) -> ResponseReturnValue:
    """Take the invitation up, and be signed in."""
    form, settings = NewPasswordForm(request.form), current_app.config["SETTINGS"]
    try:
        # Apart from the request's transaction: a slow hash must not hold SQLite's one write lock.
        with reading() as reader:
            found = invitations.look_at(reader, token=token, now=clock.now())
        password = form.chosen(email=found.email, area=settings.area_name)
        if not password:
            return _page(token, form)
        kept = hashed(password, cheap=settings.cheap_passwords)
        person = invitations.accept(session, token=token, password_hash=kept, now=clock.now())
    except NoSuchInvitation:
        return _closed(None)
    except Closed as closed:
        return _closed(closed.state)
    except MayAlreadySignIn:
        return _closed(State.ACCEPTED)
    return entering.proceed(person, now=clock.now(), then=entering.next_address())


def _page(token: str, form: NewPasswordForm) -> ResponseReturnValue:
    try:
        with reading() as reader:
            found = invitations.look_at(reader, token=token, now=clock.now())
    except NoSuchInvitation:
        return _closed(None)
    except Closed as closed:
        return _closed(closed.state)
    page = render_template(
        "accounts/invitation.html",
        email=found.email,
        title=found.title,
        role=NAMES[found.role],
        may=MAY[found.role],
        field=form.view(),
    )
    return page, UNPROCESSABLE if form.password.errors else 200


def _closed(state: State | None) -> ResponseReturnValue:
    return render_template("accounts/invitation_closed.html", state=state), GONE if state else NOT_FOUND
