"""What the pages of one's own account share: who may use them, and the password that each change asks for again.

A browser that was left open is not enough to change how somebody signs in.
"""

from datetime import datetime
from typing import Any

from flask import abort
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_login import current_user
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired

from coproduce.accounts import second_step
from coproduce.accounts.matching import is_joined
from coproduce.accounts.models import How, Person
from coproduce.accounts.passwords import LONGEST, fits, is_password
from coproduce.accounts.throttle import Try
from coproduce.accounts.views import tries, who
from coproduce.core import db
from coproduce.web.forms import AtMost, FieldView, Form, field_views
from coproduce.web.session import engine, session


class PasswordAgain(Form):
    """The password that somebody has now."""

    current = PasswordField(
        _("Your password"), validators=[InputRequired(_("Enter your password.")), AtMost(LONGEST)]
    )


class CodeAgain(Form):
    """The code that their phone shows now, from somebody who comes through their organisation."""

    current = StringField(
        _("Code from the phone that you use now"),
        description=_("6 digits. The app shows new ones every 30 seconds."),
        validators=[InputRequired(_("Enter the 6 digits that your app shows.")), AtMost(40)],
    )


class MustWait(Exception):
    """Too many wrong passwords: `wait` is how long nothing is looked at."""

    def __init__(self, tried: Try) -> None:
        super().__init__()
        self.wait = tried.wait


def refuse_guests() -> None:
    """Whoever came by a link that others may have too has no account of their own."""
    if not current_user.has_account:
        abort(403)


def person() -> Person:
    """Whoever is signed in, read apart from the page's own transaction."""
    with db.reading(engine()) as reader:
        return reader.get_one(Person, current_user.person_id)


def has_password() -> bool:
    """Whether they have a password of ours, and did not come through their organisation alone."""
    return current_user.how is not How.OIDC and is_password(person().password_hash)


def gives_code() -> bool:
    """Whether they show by their phone that it is them: who comes through their organisation knows no password."""
    if not current_user.has_second_step:
        return False
    with db.reading(engine()) as reader:
        joined = is_joined(reader, person_id=current_user.person_id)
    return joined or not has_password()


def refuse_without_password() -> None:
    """There is nothing to change where somebody signs in through their organisation alone."""
    refuse_guests()
    if not has_password():
        abort(404)


def refuse_who_cannot_show_it() -> None:
    """There is nothing to change where somebody has neither a password here nor a second step."""
    refuse_guests()
    if not (gives_code() or has_password()):
        abort(404)


def is_them(form: Any, *, now: datetime) -> bool:
    """Whether the password or the code is right, or what to do beside the field. Raises MustWait."""
    return _code_fits(form, now=now) if isinstance(form, CodeAgain) else password_fits(form, now=now)


def _code_fits(form: CodeAgain, *, now: datetime) -> bool:
    tried = tries.take(tries.CODE_AGAIN, email=current_user.email, now=now)
    if tried.wait:
        raise MustWait(tried)
    key, typed = who.settings().secret_key, form.current.data or ""
    if second_step.check(session, person_id=current_user.person_id, code=typed, key=key, now=now):
        tries.succeed(tried)
        return True
    session.rollback()
    tries.fail(tried, tries.CODE_AGAIN, email=current_user.email, now=now)
    form.current.errors = [gettext("That code does not fit, or it was used before. Wait for the next one.")]
    return False


def password_fits(form: Any, *, now: datetime) -> bool:
    """Whether the password typed again is right, or what to do beside the field. Raises MustWait.

    Counted apart from signing in: strangers cannot use these tries up.
    """
    tried = tries.take(tries.PASSWORD_AGAIN, email=current_user.email, now=now)
    if tried.wait:
        raise MustWait(tried)
    cheap = who.settings().cheap_passwords
    if fits(form.current.data or "", person().password_hash or None, cheap=cheap):
        tries.forgive(tried)
        return True
    tries.fail(tried, tries.PASSWORD_AGAIN, email=current_user.email, now=now)
    form.current.errors = [gettext("That is not your password.")]
    return False


def views_by_name(form: Form) -> dict[str, FieldView]:
    """The fields by their names. Nothing secret that was typed is sent back."""
    for field in form:
        field.data = ""
    return {view.name: view for view in field_views(form)}
