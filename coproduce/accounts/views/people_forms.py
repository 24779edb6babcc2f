"""Forms with which an administrator looks after people."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import EmailField, RadioField, StringField
from wtforms.validators import InputRequired, Length, Regexp

from coproduce.accounts.models import Person, Role
from coproduce.accounts.views.role_words import MAY, NAMES
from coproduce.core import languages
from coproduce.web.forms import FieldView, Form, Option, field_views

LONGEST_TITLE = 120
AN_ADDRESS = r"\s*[^@\s]+@[^@\s.]+(\.[^@\s.]+)+\s*$"


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


class InviteForm(PersonForm):
    """Whom to invite, to what, and in which language to write."""

    email = EmailField(
        _("Email address"),
        validators=[
            InputRequired(_("Enter the email address.")),
            Length(max=254, message=_("An email address has 254 letters at most.")),
            Regexp(AN_ADDRESS, message=_("Enter a whole email address, such as officer@example.org.")),
        ],
    )
    language = RadioField(
        _("In which language shall we write?"), validators=[InputRequired(_("Choose a language."))]
    )

    def values(self) -> dict[str, Any]:
        """What was sent, typed."""
        return {
            "email": self.email.data or "",
            "role": Role(self.role.data),
            "title": self.title.data or "",
            "language": self.language.data or "",
        }

    def refuse(self, reason: str) -> None:
        """Say beside the address why it cannot be invited."""
        self.email.errors = [reason]


def invite_form(*, language: str, sent: Any = None) -> InviteForm:
    """The form, with the language of the page chosen until another is."""
    form = InviteForm(sent, data={"language": language})
    form.role.choices = [(role.value, words) for role, words in NAMES.items()]
    form.language.choices = [(each.code, each.own_name) for each in languages.OFFERED]
    return form


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
