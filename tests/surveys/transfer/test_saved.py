"""A survey has one mapping of a name, which the database sees to."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from surveys.transfer.models import SavedMapping
from tests.factories_surveys import pulse


@pytest.mark.parametrize("names", [("Forms", "Forms"), ("", "Post")])
def test_a_name_is_one_and_is_not_empty(session: Session, names: tuple[str, str]) -> None:
    survey, _ = pulse(session)
    for name in names:
        session.add(SavedMapping(survey_id=survey.id or 0, name=name, mapping={}, saved_on=date(2026, 11, 24)))

    with pytest.raises(IntegrityError):
        session.flush()
