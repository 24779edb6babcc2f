"""The forms on which is said what a consultation is about: its text, its days, its rung."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import SelectField, SelectMultipleField, StringField

from coproduce.web.days import DayField
from coproduce.web.forms import AtMost
from surveys.consultations.gates import co_produced
from surveys.consultations.models import Consultation, ConsultationKind, Rung
from surveys.consultations.views.forms import CONDITIONS, SHORT, TextsForm, form_for

FORMAL, YOUNG = ("proposed", "easy", "consulted"), ("proposed", "consulted", "space", "voice")


class DaysForm(TextsForm):
    """When it runs, who decides, and its rung."""

    opens_on = DayField(_("What is the first day to take part?"))
    closes_on = DayField(_("What is the last day to take part?"))
    rung = SelectField(_("How far do families decide?"))
    conditions = SelectMultipleField(_("What holds, if it is co-produced?"))
    co_lead = StringField(_("Who of the Forum leads it with you? Give the role."), [AtMost(SHORT)])

    def fits(self) -> bool:
        """Whether the days follow each other, and the rung is true."""
        first, last = (self[name].data if name in self else None for name in ("opens_on", "closes_on"))
        if last is not None and (first is None or last < first):
            self.closes_on.errors = [gettext("Enter a first day, and a last day that is not before it.")]
        all_met = len(self.conditions.data or ()) == len(CONDITIONS) and bool(str(self.co_lead.data or "").strip())
        if self.rung.data == Rung.CO_PRODUCE and not all_met:
            self.rung.errors = [gettext(co_produced().sentence)]
        return not self.errors

    def fill(self, told: Consultation) -> None:
        """Put what was typed into the consultation."""
        for name in self.texts:
            setattr(told, name, self.wording(name, getattr(told, name)))
        for name in ("opens_on", "closes_on", "decision_on", "read_by", "feedback_by"):
            if name in self:
                setattr(told, name, self[name].data)
        for name in ("decision_body", "reader", "co_lead"):
            if name in self:
                setattr(told, name, str(self[name].data or "").strip())
        told.rung = Rung(self.rung.data) if self.rung.data else None
        for name in CONDITIONS:
            setattr(told, name, name in (self.conditions.data or ()))


class ProposalForm(DaysForm):
    """All about a proposal."""

    decision_on = DayField(_("On which day is the decision taken?"))
    decision_body = StringField(_("Which board or committee decides?"), [AtMost(SHORT)])


class YoungForm(DaysForm):
    """All about a consultation with young people."""

    reader = StringField(_("Audience: who reads the answers? Give the role."), [AtMost(SHORT)])
    read_by = DayField(_("Audience: by which day?"))
    feedback_by = DayField(_("Influence: by which day do young people hear what came of it?"))


class ProposalToTheYoungForm(ProposalForm, YoungForm):
    """All about a proposal on which children and young people are asked: both gates hold."""


def about_form(
    told: Consultation, languages: Sequence[str], typed: Any = None, *, young: bool, has_days: bool
) -> Any:
    """All about it, as it is or as it was typed.

    `young`: children and young people are asked. `has_days`: its days are those of its waves, and changed there.
    """
    there = {name: getattr(told, name) for name in Consultation.model_fields if name != "kind"}
    there["rung"] = told.rung.value if told.rung else ""
    there["conditions"] = [name for name in CONDITIONS if getattr(told, name)]
    if told.kind is ConsultationKind.YOUNG:
        made = form_for(YoungForm, YOUNG, languages, typed, **there)
    elif young:
        made = form_for(ProposalToTheYoungForm, (*FORMAL, "space", "voice"), languages, typed, **there)
    else:
        made = form_for(ProposalForm, FORMAL, languages, typed, **there)
    if has_days:
        del made.opens_on, made.closes_on
    return made
