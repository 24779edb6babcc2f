"""One's own second step: turning it on, another phone, turning it off, and new recovery codes."""

from datetime import datetime
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from coproduce.accounts import lost_phone, recovery, second_step, sessions
from coproduce.accounts.access import only
from coproduce.accounts.forms import CodeForm
from coproduce.accounts.models import How, Role, SecondStep, SignIn
from coproduce.accounts.second_step import MUST_HAVE
from coproduce.accounts.views import own, setting_up, tries, who
from coproduce.accounts.views.own import CodeAgain, PasswordAgain
from coproduce.core import clock, db
from coproduce.web.session import engine, session

bp = Blueprint("own_second_step", __name__, url_prefix="/manage/account", template_folder="../templates")
UNPROCESSABLE = 422


class SetUpForm(CodeForm, PasswordAgain):
    """The code that the phone shows, and the password."""


class AnotherPhoneForm(CodeForm, CodeAgain):
    """The code that the new phone shows, and that of the phone from before."""


@bp.get("/second-step")
@only(*Role)
def set_up() -> ResponseReturnValue:
    """What to put into the phone, and the form."""
    own.refuse_who_cannot_show_it()
    form = AnotherPhoneForm() if own.gives_code() else SetUpForm()
    return setting_up.page(_offered(), email=current_user.email, form=form, own_page=True)


@bp.post("/second-step")
@only(*Role)
def set_up_post() -> ResponseReturnValue:
    """Keep the second step in place of one from before, and show new recovery codes once."""
    own.refuse_who_cannot_show_it()
    form = AnotherPhoneForm(request.form) if own.gives_code() else SetUpForm(request.form)
    now, offered, person = clock.now(), _offered(), own.person()
    try:
        right = form.validate() and own.is_them(form, now=now)
    except own.MustWait as must:
        return tries.wait_page(must.wait)
    if not right or not setting_up.keep(form, person, offered=offered, now=now, replace=True):
        return setting_up.page(offered, email=person.email, form=form, own_page=True), UNPROCESSABLE
    codes = recovery.make(session, person=person, key=who.settings().secret_key, now=now)
    _end_others(now)
    who.enter(person, How.SECOND_STEP, now=now)
    then = url_for("account.account", done="second-step")
    return render_template("accounts/recovery_codes.html", codes=codes, then=then)


@bp.get("/second-step/off")
@only(*Role)
def turn_off() -> ResponseReturnValue:
    """The form."""
    _refuse_who_must_have_it()
    return _off_page(_again())


@bp.post("/second-step/off")
@only(*Role)
def turn_off_post() -> ResponseReturnValue:
    """Take it away."""
    _refuse_who_must_have_it()
    form, now = _again(), clock.now()
    how = How.PASSWORD if own.has_password() else How.OIDC
    try:
        if not form.validate() or not own.is_them(form, now=now):
            return _off_page(form), UNPROCESSABLE
    except own.MustWait as must:
        return tries.wait_page(must.wait)
    person = own.person()
    lost_phone.reset(session, person=person, by=person.email, role=person.role.value, now=now)
    who.enter(person, how, now=now)
    return redirect(url_for("account.account", done="second-step-off"), 303)


@bp.get("/recovery-codes")
@only(*Role)
def new_codes() -> ResponseReturnValue:
    """The form."""
    _refuse_without_second_step()
    return _codes_page(_again())


@bp.post("/recovery-codes")
@only(*Role)
def new_codes_post() -> ResponseReturnValue:
    """Make ten new codes and show them once."""
    _refuse_without_second_step()
    form, now = _again(), clock.now()
    try:
        if not form.validate() or not own.is_them(form, now=now):
            return _codes_page(form), UNPROCESSABLE
    except own.MustWait as must:
        return tries.wait_page(must.wait)
    codes = recovery.make_anew(session, person=own.person(), key=who.settings().secret_key, now=now)
    return render_template("accounts/recovery_codes.html", codes=codes, then=url_for("account.account"))


def _again() -> PasswordAgain | CodeAgain:
    """The password, or the code of the phone in use: empty, or as it was sent."""
    form = CodeAgain if own.gives_code() else PasswordAgain
    return form(request.form)


def _offered() -> str:
    """Another secret than the one in use, and the same each time this browser opens the page."""
    with db.reading(engine()) as reader:
        here = reader.get_one(SignIn, current_user.sign_in_id).token_hash
        before = reader.get(SecondStep, current_user.person_id)
    since = before.set_at.isoformat() if before else ""
    return second_step.offer(key=who.settings().secret_key, seed=f"{here}\x1f{since}")


def _end_others(now: datetime) -> None:
    sessions.end_all(
        session,
        person_id=current_user.person_id,
        by=current_user.email,
        role=current_user.role.value,
        now=now,
        but=current_user.sign_in_id,
    )


def _refuse_without_second_step() -> None:
    own.refuse_who_cannot_show_it()
    if not current_user.has_second_step:
        abort(404)


def _refuse_who_must_have_it() -> None:
    _refuse_without_second_step()
    if who.settings().sign_ins.second_step_required and current_user.role in MUST_HAVE:
        abort(403)


def _off_page(form: PasswordAgain | CodeAgain) -> str:
    return render_template("accounts/second_step_off.html", **_field_of(form))


def _codes_page(form: PasswordAgain | CodeAgain) -> str:
    return render_template("accounts/new_codes.html", **_field_of(form))


def _field_of(form: PasswordAgain | CodeAgain) -> dict[str, Any]:
    return {"field": own.views_by_name(form)["current"], "by_code": isinstance(form, CodeAgain)}
