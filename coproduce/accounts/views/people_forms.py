"""Forms with which an administrator looks after people."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import RadioField, StringField
from wtforms.validators import InputRequired, Length

from coproduce.accounts.models import Person, Role
from coproduce.accounts.views.role_words import MAY, NAMES
from coproduce.web.forms import FieldView, Form, Option, field_views

LONGEST_TITLE = 120


class TitleForm(Form):
    """What an administrator may change about themselves."""

    title = StringField(
        _("Title that the public may read"),
        description=_("What the person does, such as Head of SEND. Never a name."),
        validators=[Length(max=LONGEST_TITLE, message=_("Use 120 letters or fewer for the title."))],
        filters=[lambda words: " ".join((words or "").split())],
    )


class PersonForm(TitleForm):
    """What an administrator may change about somebody else."""

    role = RadioField(
        _("What may this person do?"),
        validators=[InputRequired(_("Choose what this person may do."))],
    )


def person_form(person: Person, *, own: bool, sent: Any = None) -> TitleForm | PersonForm:
    """The form for this person; nobody is offered another role for themselves."""
    if own:
        return TitleForm(sent, data={"title": person.title})
    form = PersonForm(sent, data={"title": person.title, "role": person.role.value})
    form.role.choices = [(role.value, words) for role, words in NAMES.items()]
    return form


def views_by_name(form: Form) -> dict[str, FieldView]:
    """The form's fields as finished values, by name; each role says what it may do."""
    found = {view.name: view for view in field_views(form)}
    if role := found.get("role"):
        options = tuple(Option(o.value, o.label, str(MAY[Role(o.value)])) for o in role.options)
        found["role"] = FieldView("role", role.label, role.hint, role.value, options, role.error, role.required)
    return found
