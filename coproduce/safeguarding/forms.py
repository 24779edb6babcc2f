"""The lead's decision on a concern, and why one is taken back."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from coproduce.safeguarding.models import ConcernOutcome
from coproduce.web.forms import Form

OUTCOMES = {
    ConcernOutcome.CHILDREN_SERVICES: _("I have referred it to children’s services (MASH): it stays hidden"),
    ConcernOutcome.POLICE: _("I have told the police: it stays hidden"),
    ConcernOutcome.KNOWN: _("It is known already, and somebody acts on it: it stays hidden"),
    ConcernOutcome.ADVICE: _("I have given or taken advice: officers may read it, without names"),
    ConcernOutcome.NO_CONCERN: _("There is no concern: officers may read it, without names"),
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


class ReopenForm(Form):
    """Why a decision is taken back."""

    again = TextAreaField(
        _("Why do you open it again?"),
        description=_("The comment is hidden from everybody else at once. The decision before stays on record."),
        validators=[
            InputRequired(_("Write down why you open it again.")),
            Length(max=LONGEST_REASON, message=_("Use 2,000 characters at most.")),
        ],
    )
