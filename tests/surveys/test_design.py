"""Publishing freezes a version; waves open and close by the day."""

from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from surveys import design
from surveys.definition import DefinitionFaults
from surveys.models import SurveyVersion, Wave
from tests.factories_surveys import choice, definition, pulse

DAY = date(2026, 11, 24)


def test_publishing_the_same_again_makes_no_version(session: Session) -> None:
    first, is_new = design.publish(session, raw=definition(), today=DAY)
    again, is_new_again = design.publish(session, raw=definition(), today=DAY)

    assert (is_new, is_new_again) == (True, False)
    assert again.id == first.id


def test_an_edit_is_a_new_version_and_the_old_one_stays(session: Session) -> None:
    design.publish(session, raw=definition(), today=DAY)
    design.publish(session, raw=definition(choice(), choice("size"), title="Another title"), today=DAY)

    versions = session.exec(select(SurveyVersion).order_by("number")).all()
    assert [version.number for version in versions] == [1, 2]
    assert versions[0].definition == definition()
    assert design.find(session, slug="small").title.in_("en") == "Another title"


def test_a_box_for_words_asks_whether_somebody_is_not_safe(session: Session) -> None:
    words = {"code": "say", "type": "long_text", "text": "What could be better?"}
    worry = {"code": "worried", "type": "tick", "text": "I am worried about a child", "role": "writer_worried"}

    with pytest.raises(DefinitionFaults, match="not safe"):
        design.publish(session, raw=definition(words), today=DAY)
    design.publish(session, raw=definition(words, worry), today=DAY)


def test_a_definition_with_faults_is_not_published(session: Session) -> None:
    with pytest.raises(DefinitionFaults):
        design.publish(session, raw=definition(minutes=0), today=DAY)
    with pytest.raises(design.NoSuchSurvey):
        design.find(session, slug="small")


def test_a_wave_that_is_there_is_moved(session: Session) -> None:
    survey, _ = pulse(session, wave="2026-11")
    moved = design.open_wave(session, survey=survey, key="2026-11", opens_on=DAY, closes_on=DAY + timedelta(7))

    assert [wave.id for wave in session.exec(select(Wave)).all()] == [moved.id]
    assert moved.closes_on == DAY + timedelta(7)


@pytest.mark.parametrize("key", ["", "a/b", "x" * 21])
def test_a_wave_needs_a_key(session: Session, key: str) -> None:
    survey, _ = pulse(session)
    with pytest.raises(design.BadWave):
        design.open_wave(session, survey=survey, key=key, opens_on=DAY, closes_on=None)


def test_a_wave_cannot_close_before_it_opens(session: Session) -> None:
    survey, _ = pulse(session)
    with pytest.raises(design.BadWave):
        design.open_wave(session, survey=survey, key="w", opens_on=DAY, closes_on=DAY - timedelta(1))


def test_the_database_refuses_a_wave_that_closes_before_it_opens(session: Session) -> None:
    survey, _ = pulse(session)
    session.add(Wave(survey_id=survey.id or 0, key="w", opens_on=DAY, closes_on=DAY - timedelta(1)))
    with pytest.raises(IntegrityError, match="closes_after_opening"):
        session.flush()


def test_the_database_refuses_two_versions_with_one_number(session: Session) -> None:
    version, _ = design.publish(session, raw=definition(), today=DAY)
    session.add(SurveyVersion(survey_id=version.survey_id, number=1, digest="d", definition={}, published_on=DAY))
    with pytest.raises(IntegrityError):
        session.flush()
