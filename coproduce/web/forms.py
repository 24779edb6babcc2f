"""The base of officers' forms, and the one protection against forged requests."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from unicodedata import normalize

from flask import request
from flask_babel import format_decimal, get_translations, gettext
from flask_wtf import CSRFProtect, FlaskForm
from flask_wtf.csrf import validate_csrf
from wtforms import Field, IntegerField, StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from coproduce.core.blank import is_blank
from coproduce.web import locale
from coproduce.web.days import DayField

csrf = CSRFProtect()


TOKEN = "csrf_token"  # noqa: S105 # nosec B105 # the name of a field


def token_is_right() -> bool:
    """Whether what was sent is a form of ours, from this browser's session."""
    try:
        validate_csrf(request.form.get(TOKEN))
    except ValidationError:
        return False
    return True


class AtMost(Length):
    """A text has no more letters than its place in the database holds.

    A line's end counts as one, as in browsers: see `Form.validate`. Some letters are two once they are tidied.
    """

    def __init__(self, most: int) -> None:
        super().__init__(max=most)

    def __call__(self, _form: Any, field: Field) -> None:
        """Raises ValidationError, with what to do, for a text that is longer."""
        if isinstance(field.data, str) and max(map(len, (field.data, normalize("NFC", field.data)))) > self.max:
            raise ValidationError(gettext("Use %(most)s letters at most.", most=format_decimal(self.max)))


class Form(FlaskForm):
    """A form for people who sign in. Its errors are words in the reader's language."""

    class Meta(FlaskForm.Meta):
        """The request's language for WTForms' own messages; the token is checked for all forms by `csrf`."""

        csrf = False

        def get_translations(self, _form: Any) -> Any:
            """The catalogue of the reader's language."""
            return get_translations()

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether it may be acted on: it has no fault, and was not sent for its page in another language only.

        Words in which nothing can be seen are none: whoever must write some is told so.
        """
        for field_ in self:
            if isinstance(field_, StringField) and isinstance(field_.data, str) and is_blank(field_.data):
                field_.data, field_.raw_data = "", [""]
            elif isinstance(field_, TextAreaField) and field_.data:
                field_.data = field_.data.replace("\r\n", "\n")  # browsers send two signs, and count one
        return not locale.only_switches() and bool(super().validate(extra_validators))


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a field as a template shows it. `picture`: an address, of what the label says in words."""

    value: str
    label: str
    hint: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field as a template shows it: finished values, nothing to work out.

    `picture` and `audio` are addresses: of a picture that repeats the label, and of the label read aloud. `within`
    tells fields of one name apart where a page has the same form several times.
    """

    name: str
    label: str
    hint: str = ""
    value: str | tuple[str, ...] = ""
    options: tuple[Option, ...] = ()
    error: str | None = None
    required: bool = False
    extra: Mapping[str, str] = field(default_factory=dict)
    picture: str = ""
    audio: str = ""
    within: str = ""

    @property
    def id(self) -> str:
        """The id of its control; errors link to it."""
        return f"f-{self.within}-{self.name}" if self.within else f"f-{self.name}"


def field_views(form: FlaskForm) -> Iterator[FieldView]:
    """The fields of an officers' form as finished values."""
    for item in form:
        choices = tuple(Option(str(c[0]), str(c[1])) for c in (getattr(item, "choices", None) or ()))
        data = item.typed if isinstance(item, DayField) else item.data
        if data is None and isinstance(item, IntegerField) and item.raw_data:
            data = item.raw_data[0]  # what was typed and is no number
        value = tuple(map(str, data)) if isinstance(data, list | tuple) else "" if data is None else str(data)
        yield FieldView(
            name=item.name,
            label=str(item.label.text),
            hint=str(item.description or ""),
            value=value,
            options=choices,
            error=str(item.errors[0]) if item.errors else None,
            required=bool(item.flags.required),
        )
