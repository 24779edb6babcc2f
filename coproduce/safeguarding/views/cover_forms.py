"""The forms of the rota: who covers, how they are told, who stands behind them, days off."""

import re
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import EmailField, RadioField, SelectField, StringField, ValidationError
from wtforms.validators import InputRequired, Length

from coproduce.core.contact import tidy_number
from coproduce.safeguarding.cover import LeadLine
from coproduce.web.days import EXAMPLE, DayField
from coproduce.web.forms import AtMost, Form

NUMBER = re.compile(r"\+[1-9]\d{7,14}")
PLACES = (("1", _("Told first")), ("2", _("Told next")), ("3", _("Told after that")))


def _number(_form: Any, field: Any) -> None:
    if field.data and not NUMBER.fullmatch(tidy_number(field.data)):
        raise ValidationError(_("Enter a whole mobile number, for example 07700 900 123."))


def _address(_form: Any, field: Any) -> None:
    if field.data and (field.data.count("@") != 1 or not all(part.strip() for part in field.data.split("@"))):
        raise ValidationError(_("Enter a whole email address, for example duty@example.org."))


class CoverForm(Form):
    """A lead covers from one day to another."""

    person = SelectField(_("Who covers?"), validators=[InputRequired(_("Choose who covers."))])
    starts = DayField(_("From which day?"), [InputRequired(_("Write the first day."))], description=EXAMPLE)
    ends = DayField(_("To which day? That day is included."), [InputRequired(_("Write the last day."))])
    place = RadioField(_("When are they told?"), default="1")

    def validate_ends(self, field: Any) -> None:
        """The last day is not before the first."""
        if self.starts.data and field.data and field.data < self.starts.data:
            raise ValidationError(_("The last day is before the first. Write them the other way round."))


class MobileForm(Form):
    """The number of one lead."""

    mobile = StringField(
        _("Mobile number"),
        validators=[Length(max=30, message=_("Use 30 characters at most.")), _number],
        description=_("Text messages go there too. Leave it empty for email alone."),
    )


class BeyondForm(Form):
    """Whom to tell when no lead opens a concern."""

    title = StringField(
        _("Which office or team is it?"),
        validators=[Length(max=120, message=_("Use 120 characters at most."))],
        description=_("For example: duty team of children’s services. No names."),
    )
    email = EmailField(_("Email address"), validators=[AtMost(254), _address])
    number = StringField(_("Mobile number"), validators=[AtMost(30), _number])


class DayOffForm(Form):
    """A day on which nobody works."""

    day = DayField(_("Which day is off?"), [InputRequired(_("Write the day."))], description=EXAMPLE)


def cover_form(leads: Sequence[LeadLine], sent: Any = None) -> CoverForm:
    """The form with the leads to choose from, and with what was sent, if anything was."""
    form = CoverForm(sent)
    form.place.choices = list(PLACES)
    form.person.choices = [(str(lead.person_id), lead.email) for lead in leads]
    return form
