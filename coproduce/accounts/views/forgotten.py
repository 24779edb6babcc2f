"""The pages for a forgotten password. They answer the same whether or not an address is known."""

import math

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _
from wtforms import EmailField
from wtforms.validators import InputRequired, Length, Regexp

from coproduce.accounts import resets, throttle
from coproduce.accounts.access import anyone
from coproduce.accounts.passwords import hashed
from coproduce.accounts.resets import NoSuchReset, TooManyAsk
from coproduce.accounts.views import known_browser, tries
from coproduce.accounts.views.new_password import NewPasswordForm
from coproduce.accounts.views.people_forms import AN_ADDRESS
from coproduce.core import clock
from coproduce.web import locale
from coproduce.web.forms import Form, field_views
from coproduce.web.session import reading, session

bp = Blueprint("forgotten", __name__, template_folder="../templates")
GONE, UNPROCESSABLE, TOO_MANY = 410, 422, 429


class ForgottenForm(Form):
    """The address to send a link to."""

    email = EmailField(
        _("Email address"),
        validators=[
            InputRequired(_("Enter your email address.")),
            Length(max=254, message=_("An email address has 254 letters at most.")),
            Regexp(AN_ADDRESS, message=_("Enter a whole email address, such as officer@example.org.")),
        ],
    )


@bp.get("/forgotten-password")
@anyone
def forgotten() -> ResponseReturnValue:
    """The form."""
    return render_template("accounts/forgotten.html", fields=list(field_views(ForgottenForm())))


@bp.post("/forgotten-password")
@anyone
def ask() -> ResponseReturnValue:
    """Keep what was typed, and say what happens if it is somebody's."""
    form, secret = ForgottenForm(request.form), current_app.config["SETTINGS"].secret_key
    if not form.validate():
        return render_template("accounts/forgotten.html", fields=list(field_views(form))), UNPROCESSABLE
    try:
        language = locale.current().code
        network = throttle.network_of(request.remote_addr)
        email = form.email.data or ""
        resets.ask(session, email=email, network=network, language=language, secret=secret, now=clock.now())
    except TooManyAsk as error:
        session.rollback()
        form.email.errors = [tries.in_words(error.wait)]
        page = render_template("accounts/forgotten.html", fields=list(field_views(form)))
        return page, TOO_MANY, {"Retry-After": str(math.ceil(error.wait.total_seconds()))}
    return redirect(url_for(".asked"), 303)


@bp.get("/forgotten-password/asked")
@anyone
def asked() -> ResponseReturnValue:
    """The same words for everybody."""
    return render_template("accounts/forgotten_asked.html")


@bp.get("/reset-password")
@anyone
def done() -> ResponseReturnValue:
    """That the new password is kept."""
    return render_template("accounts/reset_done.html")


@bp.get("/reset-password/<token>")
@anyone
def reset(token: str) -> ResponseReturnValue:
    """The form for a new password. Opening it changes nothing: mail scanners open every link."""
    return _page(token, NewPasswordForm())


@bp.post("/reset-password/<token>")
@anyone
def set_password(token: str) -> ResponseReturnValue:
    """Keep the new password."""
    form, settings = NewPasswordForm(request.form), current_app.config["SETTINGS"]
    try:
        # Apart from the request's transaction: a slow hash must not hold SQLite's one write lock.
        with reading() as reader:
            email = resets.look_at(reader, token=token, now=clock.now()).email
        password = form.chosen(email=email, area=settings.area_name)
        if not password:
            return _page(token, form)
        kept = hashed(password, cheap=settings.cheap_passwords)
        resets.set_password(session, token=token, password_hash=kept, now=clock.now())
    except NoSuchReset:
        return _closed()
    known_browser.remember(email)  # whoever reads the mailbox is not kept out by strangers who guess
    return redirect(url_for(".done"), 303)


def _page(token: str, form: NewPasswordForm) -> ResponseReturnValue:
    try:
        with reading() as reader:
            email = resets.look_at(reader, token=token, now=clock.now()).email
    except NoSuchReset:
        return _closed()
    page = render_template("accounts/reset.html", email=email, field=form.view())
    return page, UNPROCESSABLE if form.password.errors else 200


def _closed() -> ResponseReturnValue:
    return render_template("accounts/reset_closed.html"), GONE
