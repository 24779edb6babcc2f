"""What is typed into a form of those who sign in fits its place in the database, or a sentence says what to do."""

from collections.abc import Iterator
from typing import Any

import pytest
from wtforms import Field, HiddenField, StringField
from wtforms.fields.core import UnboundField
from wtforms.validators import Length

from coproduce import app as _all_features  # noqa: F401 # loads every form there is
from coproduce.web.forms import AtMost, Form

BOUNDED_ELSEWHERE = {
    "ChangeForm.password",  # coproduce.accounts.passwords.password_faults
    "NewPasswordForm.password",  # coproduce.accounts.passwords.password_faults
    "LinkForm.days",  # its pattern takes two digits
}


def kinds(of: type[Form] = Form) -> Iterator[type[Form]]:
    """Every kind of form."""
    for kind in of.__subclasses__():
        yield kind
        yield from kinds(kind)


def takes_text(kind: type[Field]) -> bool:
    """Whether people write into it: nobody does into a hidden field."""
    return issubclass(kind, StringField) and not issubclass(kind, HiddenField)


def texts() -> Iterator[tuple[str, str, list[Any]]]:
    """Every field that takes a text: its form, its name, its validators."""
    for kind in kinds():
        for name in dir(kind):
            field = getattr(kind, name)
            if isinstance(field, UnboundField) and takes_text(field.field_class):
                validators = field.kwargs.get("validators") or (field.args[1] if len(field.args) > 1 else [])
                yield kind.__name__, name, validators


FIELDS = {f"{form}.{name}": validators for form, name, validators in texts()}


def test_there_are_forms_to_look_at() -> None:
    assert len(FIELDS) > 30
    assert FIELDS.keys() > BOUNDED_ELSEWHERE


@pytest.mark.parametrize("field", sorted(FIELDS.keys() - BOUNDED_ELSEWHERE))
def test_every_text_has_a_length_and_a_sentence_of_ours(field: str) -> None:
    lengths = [each for each in FIELDS[field] if isinstance(each, Length)]

    assert lengths, "Say with AtMost how many letters its place in the database holds."
    for each in lengths:
        assert isinstance(each, AtMost) or each.message is not None, (
            "WTForms' own sentence is in English alone: use AtMost."
        )
