"""Choosing a password of one's own: one field, and what is wrong with a poor choice in words."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import PasswordField
from wtforms.validators import InputRequired

from coproduce.accounts.passwords import LONGEST, SHORTEST, PasswordFault, password_faults
from coproduce.web.forms import FieldView, Form, field_views


class NewPasswordForm(Form):
    """A new password."""

    password = PasswordField(
        _("Your new password"),
        description=_(
            "12 letters or more. Three words that do not belong together are easy to remember and hard to guess."
        ),
        validators=[InputRequired(_("Choose a password."))],
    )

    def chosen(self, *, email: str, area: str) -> str:
        """The password, or nothing and an error beside the field."""
        if not self.validate():
            return ""
        password = self.password.data or ""
        faults = password_faults(password, email=email, area=area)
        self.password.errors = [_in_words(fault) for fault in faults]
        return "" if faults else password

    def view(self) -> FieldView:
        """The field as a template shows it; what was typed is never sent back."""
        self.password.data = ""
        (field,) = field_views(self)
        return field


def _in_words(fault: PasswordFault) -> str:
    return {
        PasswordFault.TOO_SHORT: gettext("Make it %(count)s letters or longer.", count=SHORTEST),
        PasswordFault.TOO_LONG: gettext("Make it %(count)s letters or shorter.", count=LONGEST),
        PasswordFault.COMMON: gettext(
            "Too many people use a password like this. Take three words that do not belong together."
        ),
        PasswordFault.NAMED_AFTER_US: gettext(
            "Your address, this area and this site are too easy to guess. Take three other words."
        ),
    }[fault]
