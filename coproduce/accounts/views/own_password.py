"""Changing one's own password."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from coproduce.accounts import sign_in
from coproduce.accounts.access import only
from coproduce.accounts.models import Role
from coproduce.accounts.passwords import hashed
from coproduce.accounts.views import own, tries, who
from coproduce.accounts.views.new_password import NewPasswordForm
from coproduce.core import clock
from coproduce.web.session import session

bp = Blueprint("own_password", __name__, url_prefix="/manage/account/password", template_folder="../templates")


class ChangeForm(NewPasswordForm, own.PasswordAgain):
    """The password of now, and the new one."""


@bp.get("")
@only(*Role)
def change() -> ResponseReturnValue:
    """The form."""
    own.refuse_without_password()
    return _page(ChangeForm())


@bp.post("")
@only(*Role)
def change_post() -> ResponseReturnValue:
    """Keep the new password, and end the sign-ins everywhere else."""
    own.refuse_without_password()
    form, now, settings = ChangeForm(request.form), clock.now(), who.settings()
    password = form.chosen(email=current_user.email, area=settings.area_name)
    try:
        if not password or not own.password_fits(form, now=now):
            return _page(form), 422
    except own.MustWait as must:
        return tries.wait_page(must.wait)
    # Before the request's transaction: a slow hash must not hold SQLite's one write lock.
    kept = hashed(password, cheap=settings.cheap_passwords)
    how, expires_at = current_user.how, current_user.expires_at
    person = sign_in.change_own_password(session, person_id=current_user.person_id, password_hash=kept, now=now)
    who.enter(person, how, now=now, expires_at=expires_at)
    return redirect(url_for("account.account", done="password"), 303)


def _page(form: ChangeForm) -> str:
    return render_template("accounts/own_password.html", fields=own.views_by_name(form), email=current_user.email)
