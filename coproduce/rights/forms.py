"""What people fill in about their data and about how long things are kept."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, NumberRange, Optional, Regexp

from coproduce.core.contact import Contact
from coproduce.web.forms import AtMost, Form
from coproduce.web.retention import RetentionRule

LONGEST_COMPLAINT = 5_000
EMAIL = r"^\s*[^@\s]+@[^@\s]+\.[^@\s]+\s*$"
MOBILE = r"^\s*\+?(?:[\s().-]*\d){10,15}\s*$"


class PeriodForm(Form):
    """For how many days one kind of record is kept."""

    part = SelectField(_("Of which?"))
    days = IntegerField(
        _("For how many days?"),
        description=_("Leave it empty to go back to the number that holds without a decision."),
        validators=[Optional()],
    )


def period_form(rule: RetentionRule, parts: Mapping[str, str], sent: Any = None) -> PeriodForm:
    """The form for a rule, with what was sent, if anything was; without a choice where the rule has no parts."""
    form = PeriodForm(sent)
    if parts:
        form.part.choices = [("", gettext("All that have no number of their own")), *parts.items()]
    else:
        del form.part
    needed = gettext("Enter a whole number from %(least)s to %(most)s.", least=rule.least, most=rule.most)
    form.days.validators = [*form.days.validators, NumberRange(rule.least, rule.most, needed)]
    return form


class ComplaintForm(Form):
    """A complaint about how data is used. Nobody has to say who they are."""

    words = TextAreaField(
        _("What went wrong?"),
        description=_("Say what happened, and what should be done. You need not say who you are."),
        validators=[
            DataRequired(_("Write down what went wrong.")),
            Length(max=LONGEST_COMPLAINT, message=_("Use 5,000 characters at most.")),
        ],
    )
    email = StringField(
        _("Your email address, if you want an answer by email"),
        validators=[Optional(), AtMost(254), Regexp(EMAIL, message=_("Enter a whole email address."))],
    )
    mobile = StringField(
        _("Or your mobile number, if you want a text message"),
        validators=[Optional(), AtMost(32), Regexp(MOBILE, message=_("Enter a whole telephone number."))],
    )

    def contact(self) -> Contact | None:
        """How to reach whoever complains, or None."""
        email, mobile = (self.email.data or "").strip(), (self.mobile.data or "").strip()
        return Contact(email=email, mobile=mobile) if email or mobile else None


class HandlingForm(Form):
    """What somebody does with a complaint."""

    words = TextAreaField(
        _("Your words"),
        description=_("An answer and a reason to close are shown to whoever complained. A note is not."),
        validators=[Length(max=LONGEST_COMPLAINT, message=_("Use 5,000 characters at most."))],
    )
