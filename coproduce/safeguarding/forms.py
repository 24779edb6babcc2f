"""The lead's decision on a concern."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from coproduce.safeguarding.models import ConcernOutcome
from coproduce.web.forms import Form

OUTCOMES = {
    ConcernOutcome.REFERRED: _("I have referred it: the comment stays hidden"),
    ConcernOutcome.ADVICE: _("I have given or taken advice: the comment may be read by officers"),
    ConcernOutcome.NO_ACTION: _("I take no action: the comment may be read by officers"),
}
LONGEST_REASON = 2_000


class DecisionForm(Form):
    """What was decided, and why."""

    outcome = RadioField(
        _("What have you decided?"),
        validators=[InputRequired(_("Choose what you have decided."))],
    )
    reason = TextAreaField(
        _("Why?"),
        description=_("Say what you did and when, and whom you told. Officers do not see this."),
        validators=[
            InputRequired(_("Write down why you decided so.")),
            Length(max=LONGEST_REASON, message=_("Use 2,000 characters at most.")),
        ],
    )


def decision_form(sent: Any = None) -> DecisionForm:
    """The form with its choices, and with what was sent, if anything was."""
    form = DecisionForm(sent)
    form.outcome.choices = [(outcome.value, words) for outcome, words in OUTCOMES.items()]
    return form
