"""The forms on which a consultation is prepared, decided and answered; texts in each language of its questions."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Field, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired

from coproduce.core.languages import BY_CODE, OFFERED
from coproduce.core.types import Status, Text, Wording
from coproduce.web.days import DayField
from coproduce.web.forms import AtMost, FieldView, Form, field_views
from surveys.consultations.models import Rung

LONGEST, SHORT = 5_000, 200
RUNGS: Mapping[Rung, Any] = {
    Rung.INFORM: _("Inform: families are told"),
    Rung.CONSULT: _("Consult: families are asked"),
    Rung.ENGAGE: _("Engage: families talk it over with us"),
    Rung.CO_DESIGN: _("Co-design: families help to shape it"),
    Rung.CO_PRODUCE: _("Co-produce: families decide with us"),
}
CONDITIONS: Mapping[str, Any] = {
    "families_began": _("Families helped to say what the problem is"),
    "decided_together": _("The decision is shared with families"),
    "signed_together": _("The Forum signs it off with us"),
}
TEXTS: Mapping[str, Any] = {
    "proposed": _("What is proposed?"),
    "easy": _("What is proposed, in Easy Read?"),
    "consulted": _("Whom does it consult?"),
    "space": _("Space: what makes it safe, and how is it said that nobody has to take part?"),
    "voice": _("Voice: how can somebody take part who does not write?"),
    "title": _("What is the option, in a few words?"),
    "reasons": _("What speaks for it, and what against it?"),
    "changed": _("What changed?"),
    "unchanged": _("What did not change, and why?"),
    "decision": _("What was decided?"),
    "feedback": _("What came of it, in easy words?"),
    "why": _("Why are they shown before what came of it is told?"),
}


class TextsForm(Form):
    """A form with a box for each text in each language."""

    texts: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en",)

    def wording(self, name: str, before: Wording | None = None) -> Wording | None:
        """What was written; nothing without English. A translation that did not change keeps its standing."""
        said = {code: str(self[f"{name}_{code}"].data or "").strip() for code in self.languages}
        if not said["en"]:
            return None
        there = before.texts if before else {}
        return Wording(
            {
                code: there[code]
                if code in there and there[code].text == text
                else Text(text, Status.CHECKED if code == "en" else Status.DRAFT)
                for code, text in said.items()
                if text
            }
        )

    def needs(self) -> bool:
        """Whether each text is there in English; says so where it is not."""
        for name in self.texts:
            if not str(self[f"{name}_en"].data or "").strip():
                self[f"{name}_en"].errors = [gettext("Write this in English at least.")]
        return not self.errors


class OptionForm(TextsForm):
    """An option with its reasons."""

    is_nothing = SelectField(_("Is this the option to do nothing?"), default="")


class PaperForm(Form):
    """A file or an address."""

    paper_title = StringField(
        _("What is the paper called?"), [InputRequired(_("Enter the paper's name.")), AtMost(SHORT)]
    )
    paper_language = SelectField(_("Which language is it in?"))
    of_decision = SelectField(_("Is it the paper of the decision?"), default="")
    address = StringField(
        _("Its address, where it is on the internet"),
        [AtMost(500)],
        description=_("It begins with https://. Leave it empty if you choose a file."),
    )


class DecisionForm(TextsForm):
    """What was decided, when and by whom."""

    decided_on = DayField(_("When was it decided?"), [InputRequired(_("Enter the day of the decision."))])
    body = StringField(_("Who decided it?"), [InputRequired(_("Name the board or the committee.")), AtMost(SHORT)])


class EarlyForm(TextsForm):
    """Why results are shown before what came of it is told, and who decided so."""

    early_body = StringField(
        _("Who decided to show the results before that? Give the board or the role."),
        [InputRequired(_("Name the board or the role.")), AtMost(SHORT)],
    )


def form_for(
    kind: type[TextsForm], texts: Sequence[str], languages: Sequence[str], typed: Any = None, **data: Any
) -> Any:
    """The form with a box for each of these texts in each of these languages."""
    boxes: dict[str, Any] = {
        f"{name}_{code}": TextAreaField(_label(name, code), [AtMost(LONGEST)])
        for name in texts
        for code in languages
    }
    made = type(kind.__name__, (kind,), {**boxes, "texts": tuple(texts), "languages": tuple(languages)})
    written = {
        f"{name}_{code}": data[name].texts[code].text
        for name in texts
        for code in languages
        if isinstance(data.get(name), Wording) and code in data[name].texts
    }
    return with_choices(made(typed, data={**data, **written}))


def paper_form(typed: Any = None) -> PaperForm:
    """The form for a paper, as it was typed."""
    form = PaperForm(typed)
    with_choices(form)
    return form


def with_choices(form: Any) -> Any:
    """The form with the options of its lists, in the reader's language."""
    no_or_yes = [("", gettext("No")), ("yes", gettext("Yes"))]
    lists = {
        "rung": [("", gettext("Not said")), *((rung.value, str(said)) for rung, said in RUNGS.items())],
        "conditions": [(name, str(said)) for name, said in CONDITIONS.items()],
        "is_nothing": no_or_yes,
        "of_decision": no_or_yes,
        "paper_language": [(each.code, each.own_name) for each in OFFERED],
    }
    for name, choices in lists.items():
        if name in form:
            form[name].choices = choices
    return form


def rows(form: Form, *, within: str = "") -> list[tuple[str, FieldView]]:
    """Each field with how it is drawn; texts first, in the order of their names. `within`: see FieldView."""
    views = {view.name: replace(view, within=within) for view in field_views(form)}
    found = [(_drawn(form[name]), view) for name, view in views.items()]
    texts = [row for row in found if row[0] == "text"]
    order = list(getattr(form, "texts", ()))
    texts.sort(key=lambda row: order.index(row[1].name.rsplit("_", 1)[0]))
    return texts + [row for row in found if row[0] != "text"]


def _drawn(field: Field) -> str:
    kinds = {TextAreaField: "text", DayField: "day", SelectMultipleField: "ticks", SelectField: "select"}
    return next((name for kind, name in kinds.items() if isinstance(field, kind)), "line")


def _label(name: str, code: str) -> str:
    named = BY_CODE.get(code)
    if code == "en" or named is None:
        return str(TEXTS[name])
    return gettext("%(question)s In %(language)s", question=str(TEXTS[name]), language=named.own_name)
