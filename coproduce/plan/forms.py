"""Officers' forms about actions; what is wrong is said beside the field."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional

from coproduce.plan.keeping import Refusal, Refused
from coproduce.plan.models import Action, Progress
from coproduce.web.days import EXAMPLE, DayField
from coproduce.web.forms import AtMost, FieldView, Form, field_views

STATES = (Progress.NOT_STARTED, Progress.UNDER_WAY, Progress.DONE, Progress.STUCK)
VERSION = "version"
MOST_DIGITS = 10

REFUSED = {
    Refusal.NO_WORDS: _("Write a few words."),
    Refusal.TO_COME: _("This day is still to come. Give today or an earlier day."),
    Refusal.DONE_WITHOUT_PROOF: _("Say what shows that it is done: what happened, where and when."),
}


def sentence(refused: Refused) -> str:
    """What to do about a refusal."""
    if refused.reason is not Refusal.DONE_BUT_PROMISED:
        return str(REFUSED[refused.reason])
    return gettext(
        "%(found)s promises and does not say what was done. Say what has happened. If it has not happened yet, "
        "choose “Under way”.",
        found=", ".join(f"“{words}”" for words in refused.found),
    )


class VersionedForm(Form):
    """A form about an action as its reader saw it: `version` goes with it."""

    version = HiddenField()

    @property
    def seen_version(self) -> int:
        """The version that was seen; one that never was, when the field was tampered with."""
        seen = str(self.version.data or "")
        return int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < MOST_DIGITS else 0

    def views(self) -> list[FieldView]:
        """Its visible fields as finished values."""
        return [view for view in field_views(self) if not view.name.endswith(VERSION)]

    def refuse(self, refused: Refused) -> None:
        """Show why the rules refused it, beside the field that can mend it."""
        names = ("noted_on", "reached_on") if refused.reason is Refusal.TO_COME else ("text", "title")
        field = next(self[name] for name in names if name in self)
        field.errors = (*field.errors, sentence(refused))


class ActionForm(VersionedForm):
    """What the plan says of an action."""

    title = TextAreaField(_("What is promised"), [InputRequired(_("Write what is promised.")), AtMost(1_000)])
    lead_role = StringField(
        _("Who leads it, by role"),
        [AtMost(120)],
        description=_("A role such as Head of SEND, never a name. Leave it empty when it is not stated."),
    )
    due_on = DayField(
        _("When it is due"),
        [Optional()],
        description=_("For example 15 10 2026. Leave it empty when it is not stated."),
    )
    category = StringField(_("Kind of work"), [AtMost(60)])

    def values(self) -> dict[str, Any]:
        """As the rules take them."""
        return {
            "title": self.title.data or "",
            "lead_role": self.lead_role.data or "",
            "due_on": self.due_on.data,
            "category": self.category.data or "",
        }


class NoteForm(VersionedForm):
    """A note of progress."""

    progress = RadioField(_("How far has it come?"), [InputRequired(_("Choose how far it has come."))])
    noted_on = DayField(_("On which day was that so?"), [InputRequired(_("Write the day."))], description=EXAMPLE)
    text = TextAreaField(
        _("What happened, and what shows it?"),
        [InputRequired(_("Write what happened.")), AtMost(5_000)],
        description=_("Everybody can read this. Leave out names, and anything by which a family could be known."),
    )

    def values(self) -> dict[str, Any]:
        """As the rules take them."""
        return {
            "progress": Progress(self.progress.data),
            "noted_on": self.noted_on.data,
            "text": self.text.data or "",
        }


class MilestoneForm(VersionedForm):
    """A date of an action."""

    title = StringField(
        _("What will have happened?"), [InputRequired(_("Write what will have happened.")), AtMost(1_000)]
    )
    due_on = DayField(_("By which day?"), [InputRequired(_("Write the day."))], description=EXAMPLE)

    def values(self) -> dict[str, Any]:
        """As the rules take them."""
        return {"title": self.title.data or "", "due_on": self.due_on.data}


class ReachedForm(VersionedForm):
    """That a date was reached."""

    reached_on = DayField(_("Reached on"), [InputRequired(_("Write the day."))], description=EXAMPLE)

    def values(self) -> dict[str, Any]:
        """As the rules take them."""
        return {"reached_on": self.reached_on.data}


def action_form(action: Action, sent: Any = None) -> ActionForm:
    """The form about the action's own words, filled with what was sent, else with what is there."""
    there = {
        "title": action.title,
        "lead_role": action.lead_role or "",
        "due_on": action.due_on,
        "category": action.category,
    }
    return ActionForm(sent, prefix="action", data=_fresh(action, sent, there))


def note_form(action: Action, choices: Iterable[tuple[str, str]], *, today: date, sent: Any = None) -> NoteForm:
    """The form for a note, of today unless its writer says otherwise."""
    form = NoteForm(sent, prefix="note", data=_fresh(action, sent, {"noted_on": today}))
    form.progress.choices = list(choices)
    return form


def milestone_form(action: Action, sent: Any = None) -> MilestoneForm:
    """The form for a new date."""
    return MilestoneForm(sent, prefix="date", data=_fresh(action, sent, {}))


def reached_form(action: Action, milestone_id: int, *, today: date, sent: Any = None) -> ReachedForm:
    """The form that marks a date as reached."""
    there = {"reached_on": today}
    return ReachedForm(sent, prefix=f"reached{milestone_id}", data=_fresh(action, sent, there))


def _fresh(action: Action, sent: Any, there: dict[str, Any]) -> dict[str, Any]:
    # Nothing is filled in for a form that was sent: a version that is missing must not pass for the newest.
    return {} if sent is not None else {VERSION: str(action.version), **there}
