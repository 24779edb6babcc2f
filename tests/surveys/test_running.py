"""What is asked today, in which version."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from coproduce.core import clock
from surveys import design
from surveys.design import NoSuchSurvey
from surveys.running import NoSuchWave, NotOpen, asked, asked_in_wave, listed
from tests.factories_surveys import choice, definition, pulse

TODAY = clock.today()
A_DAY = timedelta(days=1)


def test_a_wave_is_open_on_its_first_and_its_last_day(session: Session) -> None:
    pulse(session, raw=definition(), opens_on=TODAY, closes_on=TODAY)

    assert asked(session, slug="small", today=TODAY).wave == "2026-11"
    with pytest.raises(NotOpen) as after:
        asked(session, slug="small", today=TODAY + A_DAY)
    assert (after.value.opens_on, after.value.closed_on) == (None, TODAY)
    with pytest.raises(NotOpen) as before:
        asked(session, slug="small", today=TODAY - A_DAY)
    assert (before.value.opens_on, before.value.closed_on) == (TODAY, None)


def test_a_page_opened_before_an_edit_is_answered_in_its_own_version(session: Session) -> None:
    pulse(session, raw=definition())
    pulse(session, raw=definition(choice(), choice("size")))

    assert asked(session, slug="small", today=TODAY).number == 2
    old = asked(session, slug="small", today=TODAY, number=1)
    assert (old.number, [q.code for q in old.definition.questions]) == (1, ["colour"])
    assert asked(session, slug="small", today=TODAY, number=99).number == 2
    assert asked(session, slug="small", today=TODAY, number=0).number == 2


def test_there_may_be_no_such_survey_or_wave(session: Session) -> None:
    with pytest.raises(NoSuchSurvey):
        asked(session, slug="nothing", today=TODAY)
    pulse(session, raw=definition())
    with pytest.raises(NoSuchWave, match="2026-11"):
        asked_in_wave(session, slug="small", key="2020-01")


def test_the_list_shows_open_surveys_first_and_the_wave_that_matters(session: Session) -> None:
    pulse(session, raw=definition(), wave="old", opens_on=TODAY - 60 * A_DAY, closes_on=TODAY - 30 * A_DAY)
    survey = design.find(session, slug="small")
    design.open_wave(session, survey=survey, key="next", opens_on=TODAY + 9 * A_DAY, closes_on=None)
    design.open_wave(session, survey=survey, key="soon", opens_on=TODAY + 2 * A_DAY, closes_on=None)
    pulse(session)

    first, second = listed(session, today=TODAY)
    assert (first.slug, first.is_open) == ("parent-pulse", True)
    assert (second.slug, second.is_open, second.opens_on) == ("small", False, TODAY + 2 * A_DAY)
