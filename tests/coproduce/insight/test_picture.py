"""The measures from stored answers: by wave and stratum, with the wave that runs left out for the public."""

import json
from datetime import date
from uuid import uuid4

import pytest
from flask import Flask
from sqlmodel import Session

from coproduce.insight import picture
from coproduce.insight.change import Verdict
from coproduce.insight.gather import NoSuchPulse, row_of
from surveys import design
from surveys.definition import shipped
from surveys.models import Channel, Response, Stratum, Wave
from tests.pages import PageClient

TODAY = date(2026, 11, 24)
CONTENT, UNHAPPY = "4", "2"


@pytest.fixture
def pulse(session: Session) -> int:
    """The pulse, published; its version's id."""
    version, _ = design.publish(session, raw=shipped("parent-pulse"), today=TODAY)
    assert version.id is not None
    return version.id


def wave(session: Session, key: str, opens_on: date, closes_on: date | None) -> Wave:
    """A wave of the pulse."""
    survey = design.find(session, slug="parent-pulse")
    return design.open_wave(session, survey=survey, key=key, opens_on=opens_on, closes_on=closes_on)


def answer(
    session: Session, pulse: int, into: Wave, point: str, *, times: int, stratum: Stratum = Stratum.SAMPLE
) -> None:
    """So many families who answer every item alike, give or take one point."""
    for number in range(times):
        answers = {f"i{item}": point for item in range(1, 9)} | {"anchor": "6", "influence": "yes"}
        answers["i1"] = str(int(point) + number % 2)
        session.add(
            Response(
                wave_id=into.id or 0,
                version_id=pulse,
                channel=Channel.INVITED,
                stratum=stratum,
                language="en",
                answered_on=into.opens_on,
                mark=uuid4().hex * 2,
                answers=answers,
            )
        )
    session.commit()


def test_each_wave_is_measured_and_compared_with_the_one_before(session: Session, pulse: int) -> None:
    answer(session, pulse, wave(session, "2026-09", date(2026, 9, 1), date(2026, 9, 30)), UNHAPPY, times=60)
    answer(session, pulse, wave(session, "2026-10", date(2026, 10, 1), date(2026, 10, 31)), CONTENT, times=60)

    drawn = picture.draw(session, slug="parent-pulse", today=TODAY, closed_only=True)

    assert [(each.wave, each.measure.n) for each in drawn.waves] == [("2026-09", 60), ("2026-10", 60)]
    assert drawn.newest is not None
    assert drawn.newest.measure.index == pytest.approx(75 + 25 / 16)
    assert drawn.newest.change.verdict is Verdict.CLEARLY_UP


def test_the_wave_that_runs_is_not_for_the_public(session: Session, pulse: int) -> None:
    answer(session, pulse, wave(session, "2026-10", date(2026, 10, 1), date(2026, 10, 31)), UNHAPPY, times=60)
    answer(session, pulse, wave(session, "2026-11", date(2026, 11, 1), date(2026, 11, 30)), CONTENT, times=60)

    public = picture.draw(session, slug="parent-pulse", today=TODAY, closed_only=True)
    inside = picture.draw(session, slug="parent-pulse", today=TODAY, closed_only=False)

    assert [each.wave for each in public.waves] == ["2026-10"]
    assert [each.wave for each in inside.waves] == ["2026-10", "2026-11"]


def test_the_open_link_stands_beside_the_sample_and_is_never_mixed_in(session: Session, pulse: int) -> None:
    october = wave(session, "2026-10", date(2026, 10, 1), date(2026, 10, 31))
    answer(session, pulse, october, UNHAPPY, times=60)
    answer(session, pulse, october, CONTENT, times=55, stratum=Stratum.OPEN)

    drawn = picture.draw(session, slug="parent-pulse", today=TODAY, closed_only=True)

    assert [each.measure.n for each in drawn.waves] == [60]
    assert [each.measure.n for each in drawn.beside] == [55]


def test_under_fifty_answers_nothing_is_stated(session: Session, pulse: int, client: PageClient) -> None:
    answer(session, pulse, wave(session, "2026-10", date(2026, 10, 1), date(2026, 10, 31)), CONTENT, times=49)

    page = client.open("/confidence")

    assert page.h1 == "Not enough families have answered yet to say how confident parents are"
    assert "out of 100" not in page.text


def test_a_survey_or_wave_that_is_not_there_is_named(session: Session, pulse: int) -> None:
    with pytest.raises(NoSuchPulse, match="parent-puls"):
        picture.draw(session, slug="parent-puls", today=TODAY, closed_only=False)
    wave(session, "2026-10", date(2026, 10, 1), date(2026, 10, 31))
    with pytest.raises(NoSuchPulse, match="2031-01"):
        picture.draw(session, slug="parent-pulse", today=TODAY, closed_only=False, wave="2031-01")


def test_does_not_apply_and_prefer_not_to_say_are_no_answers() -> None:
    row = row_of({"i1": "4", "i2": "na", "anchor": "11", "need": "prefer_not", "provision": "ehcp"})

    assert row.items == (4, None, None, None, None, None, None, None)
    assert row.anchor is None
    assert row.profile == {"provision": "ehcp"}


def test_the_command_gives_the_same_numbers_as_the_page(
    app: Flask, session: Session, pulse: int, client: PageClient
) -> None:
    answer(session, pulse, wave(session, "2026-10", date(2026, 10, 1), date(2026, 10, 31)), CONTENT, times=60)

    ran = app.test_cli_runner().invoke(args=["confidence", "--json"])
    facts = json.loads(ran.stdout)

    assert ran.exit_code == 0
    assert facts["n"] == 60
    assert facts["index"] == pytest.approx(76.56)
    assert client.open("/confidence").h1 == "Parents' confidence is 77 out of 100"


def test_the_page_says_what_will_be_there_before_the_first_wave(client: PageClient) -> None:
    assert client.open("/confidence").h1 == "How confident parents are will be shown here"
