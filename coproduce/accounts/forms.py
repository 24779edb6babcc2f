"""Forms for signing in."""

from flask_babel import lazy_gettext as _
from wtforms import EmailField, PasswordField, StringField
from wtforms.validators import InputRequired

from coproduce.web.forms import AtMost, Form


class SignInForm(Form):
    """E-mail address and password."""

    email = EmailField(_("Email address"), validators=[InputRequired(_("Enter your email address.")), AtMost(254)])
    password = PasswordField(_("Password"), validators=[InputRequired(_("Enter your password.")), AtMost(200)])


class CodeForm(Form):
    """The code that the phone shows."""

    code = StringField(
        _("Code from your app"),
        description=_("6 digits. The app shows new ones every 30 seconds."),
        validators=[InputRequired(_("Enter the 6 digits that your app shows.")), AtMost(40)],
    )


class RecoveryForm(Form):
    """One of the ten codes."""

    code = StringField(
        _("Recovery code"),
        description=_("16 letters in four groups. Each code works once."),
        validators=[InputRequired(_("Enter one of your recovery codes.")), AtMost(80)],
    )
