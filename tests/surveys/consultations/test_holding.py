"""Whatever opens a consultation meets its gate; and the database refuses what must never be."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from coproduce.core.types import Wording
from surveys import design
from surveys.consultations import holidays, results
from surveys.consultations.models import Consultation, ConsultationOption, ConsultationPaper, ResultsEarly, Rung
from surveys.definition import shipped
from surveys.gates import NotReady
from surveys.models import Survey, Wave
from surveys.waves import turning
from surveys.waves.calendar import Days
from surveys.waves.models import WaveSeries
from tests.factories import NOON
from tests.factories_consultations import CLOSES, DECIDED, OPENS, formal, options
from tests.factories_surveys import definition

PDF = "application/pdf"


def proposal(session: Session, *, ready: bool = True, **changes: Any) -> Survey:
    """A survey with a consultation on a proposal beside it."""
    easy = {"title": "Easy", "purpose": "Easy.", "readers": "Easy."}
    raw = definition(easy_read=True, easy=easy)
    for section in raw["sections"]:
        section["easy"] = {"text": "Easy"}
        for question in section["questions"]:
            question["easy"] = {"text": "Easy?"}
    design.publish(session, raw=raw, today=OPENS)
    survey = design.find(session, slug="small")
    session.add(formal(survey_id=survey.id, **changes))
    session.flush()
    if ready:
        session.add_all(options(survey.id or 0))
        session.flush()
    return survey


def test_what_is_ready_opens_and_what_is_not_is_held_with_the_reasons(session: Session) -> None:
    survey = proposal(session, ready=False)

    with pytest.raises(design.Held, match=r"cannot open yet.*fewer than two options"):
        design.open_wave(session, survey=survey, key="w", opens_on=OPENS, closes_on=CLOSES)
    assert session.exec(select(Wave)).first() is None

    session.add_all(options(survey.id or 0))
    wave = design.open_wave(session, survey=survey, key="w", opens_on=OPENS, closes_on=CLOSES)
    with pytest.raises(NotReady, match="open for 2 days"):
        turning.arrange(session, wave, Days(OPENS, OPENS + timedelta(1)))
    assert turning.close_now(session, wave, today=OPENS + timedelta(3))


def test_the_calendar_makes_no_wave_that_its_gate_holds(session: Session) -> None:
    survey = proposal(session, ready=False, decision_on=DECIDED + timedelta(90))
    session.add(WaveSeries(survey_id=survey.id or 0, first_on=OPENS, every_months=12, open_days=50))

    assert turning.make_due(session, today=OPENS, now=NOON) == 0
    session.add_all(options(survey.id or 0))
    assert turning.make_due(session, today=OPENS, now=NOON) == 1


def test_a_pulse_without_help_and_young_people_without_a_consultation_are_held(session: Session) -> None:
    raw = definition()
    del raw["help"]
    design.publish(session, raw=raw, today=OPENS)
    design.publish(session, raw=shipped("young-voices"), today=OPENS)
    pulse, young = (design.find(session, slug=slug) for slug in ("small", "young-voices"))

    with pytest.raises(design.Held, match="does not say where families can get help now"):
        design.open_wave(session, survey=pulse, key="w", opens_on=OPENS, closes_on=None)
    with pytest.raises(design.Held, match="asks children and young people"):
        design.open_wave(session, survey=young, key="w", opens_on=OPENS, closes_on=CLOSES)
    for survey in (pulse, young):
        session.add(WaveSeries(survey_id=survey.id or 0, first_on=OPENS, every_months=1, open_days=14))
    assert turning.make_due(session, today=OPENS, now=NOON) == 0

    design.publish(session, raw={**raw, "help": "SENDIASS helps."}, today=OPENS)
    assert turning.make_due(session, today=OPENS, now=NOON) == 2


def test_a_wave_whose_gate_fails_by_now_still_gets_other_reminders_but_no_other_days(session: Session) -> None:
    survey = proposal(session)
    wave = design.open_wave(session, survey=survey, key="w", opens_on=OPENS, closes_on=CLOSES)
    for each in session.exec(select(ConsultationOption)).all():
        session.delete(each)
    session.flush()

    turning.arrange(session, wave, Days(OPENS, CLOSES, reminds_on=OPENS + timedelta(9)))
    with pytest.raises(NotReady, match="fewer than two options"):
        turning.arrange(session, wave, Days(OPENS, CLOSES + timedelta(1)))


@pytest.mark.parametrize("why", ["told", "early"])
def test_results_wait_until_what_came_of_it_is_told_or_somebody_decided_otherwise(
    session: Session, why: str
) -> None:
    survey = proposal(session)
    wave = design.open_wave(session, survey=survey, key="w", opens_on=OPENS, closes_on=CLOSES)
    today = CLOSES + timedelta(9)
    turning.close_due(session, today=today, now=NOON)
    assert results.publish_from_now(session, survey_id=wave.survey_id, today=today) == 1
    assert turning.publish_due(session, today=today, now=NOON) == 0

    if why == "told":
        told = session.get_one(Consultation, wave.survey_id)
        told.decision, told.decided_on, told.published_on = Wording.of("The team moves."), CLOSES, today
        session.add(told)
    else:
        early = ResultsEarly(survey_id=wave.survey_id, decided_on=today, body="Board", why=Wording.of("A strike."))
        session.add(early)
    session.flush()
    assert turning.publish_due(session, today=today, now=NOON) == 1
    assert (results.early(session, survey_id=wave.survey_id) is None) == (why == "told")


def test_the_database_wants_to_know_who_decided_that_results_are_shown_early(session: Session) -> None:
    survey = proposal(session)
    session.add(ResultsEarly(survey_id=survey.id or 0, decided_on=CLOSES, body="", why=Wording.of("No.")))

    with pytest.raises(IntegrityError, match="by_somebody"):
        session.flush()


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"rung": Rung.CO_PRODUCE}, "co_produced_is_true"),
        ({"opens_on": None, "closes_on": CLOSES}, "in_order"),
        ({"closes_on": OPENS - timedelta(1)}, "in_order"),
        ({"decided_on": CLOSES}, "decided"),
        ({"published_on": CLOSES}, "told_decided"),
    ],
)
def test_the_database_refuses_what_was_never_decided_or_shared(
    session: Session, changes: dict[str, object], name: str
) -> None:
    with pytest.raises(IntegrityError, match=rf"ck_consultations_{name}|CHECK constraint failed: .*{name}"):
        proposal(session, ready=False, **changes)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({}, "file_or_address"),
        (
            {"address": "https://example.org", "content": b"x", "content_type": "application/pdf"},
            "file_or_address",
        ),
        ({"content": b"x"}, "typed_file"),
        ({"content": b"x", "content_type": "text/html"}, "known_type"),
        ({"content": b"", "content_type": PDF}, "fits"),
    ],
)
def test_a_paper_is_a_typed_bounded_file_or_an_address(
    session: Session, changes: dict[str, Any], name: str
) -> None:
    survey = proposal(session)
    session.add(ConsultationPaper(survey_id=survey.id or 0, title="Plan", language="en", **changes))

    with pytest.raises(IntegrityError, match=name):
        session.flush()


def test_the_area_loads_its_own_school_holidays(session: Session) -> None:
    holidays.replace(session, [("Half the autumn", OPENS, OPENS + timedelta(40))])

    assert holidays.of_area(session).days_in(OPENS, CLOSES) == 41
    with pytest.raises(holidays.BadHolidays, match="begins before"):
        holidays.replace(session, [("A", OPENS, CLOSES), ("B", CLOSES, date(2027, 1, 1))])
    with pytest.raises(holidays.BadHolidays, match="ends before"):
        holidays.replace(session, [("A", CLOSES, OPENS)])


def test_a_wording_that_is_not_there_is_null_for_the_database(session: Session) -> None:
    survey = proposal(session, decision=None, consulted=Wording.of("All."))
    session.expire_all()

    with pytest.raises(IntegrityError):
        session.connection().exec_driver_sql(
            f"update consultations set decided_on = '2026-12-20' where survey_id = {survey.id}"
        )


def test_a_command_loads_the_holidays_or_says_what_the_file_needs(app: Flask, tmp_path: Path) -> None:
    good, bad, late = (tmp_path / name for name in ("good.csv", "bad.csv", "late.csv"))
    good.write_text("name,first,last\nAutumn,2026-10-24,2026-11-01\n")
    bad.write_text("name,from\nAutumn,2026-10-24\n")
    late.write_text("name,first,last\nAutumn,2026-10-24,2026-10-01\n")
    run = app.test_cli_runner().invoke

    assert "1 school holidays are loaded." in run(args=["surveys", "school-holidays", str(good)]).output
    assert "needs the columns" in run(args=["surveys", "school-holidays", str(bad)]).output
    assert "ends before it begins" in run(args=["surveys", "school-holidays", str(late)]).output
