"""What people fill in about their data and about how long things are kept."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import IntegerField, SelectField
from wtforms.validators import NumberRange, Optional

from coproduce.web.forms import Form
from coproduce.web.retention import RetentionRule


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
