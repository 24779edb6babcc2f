"""Forms for signing in."""

from flask_babel import lazy_gettext as _
from wtforms import EmailField, PasswordField
from wtforms.validators import InputRequired, Length

from coproduce.web.forms import Form


class SignInForm(Form):
    """E-mail address and password."""

    email = EmailField(
        _("Email address"), validators=[InputRequired(_("Enter your email address.")), Length(max=254)]
    )
    password = PasswordField(_("Password"), validators=[InputRequired(_("Enter your password.")), Length(max=200)])
