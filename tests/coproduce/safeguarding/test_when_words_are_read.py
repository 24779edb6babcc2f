"""Before and after sending, the page says when words about harm are read."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from sqlmodel import Session

from coproduce.safeguarding.views.panels import when_words_are_read
from tests.factories_surveys import ALL_AGREE, pulse
from tests.pages import PageClient

SATURDAY = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(SATURDAY, tick=False) as traveller:
        yield traveller


def test_a_family_that_writes_at_the_weekend_is_told_when_it_is_read(
    clock: time_machine.Traveller, session: Session, client: PageClient
) -> None:
    pulse(session)
    session.commit()
    said = (
        "It is Saturday, and the safeguarding lead is not at work now. The lead reads again on Monday 23 November"
    )

    before = client.open("/s/parent-pulse")
    after = client.follow(client.send_form("/s/parent-pulse", ALL_AGREE))

    for page in (before, after):
        assert said in page.text
        assert "999" in page.text
        assert "0800 1111" in page.text


def test_the_words_change_with_the_hour_although_the_page_is_kept(
    clock: time_machine.Traveller, session: Session, client: PageClient
) -> None:
    pulse(session)
    session.commit()
    assert "It is Saturday" in client.open("/s/parent-pulse").text

    clock.move_to(MONDAY)
    assert (
        "is at work until 17:00 and reads words about harm on the same working day"
        in client.open("/s/parent-pulse").text
    )

    clock.move_to(MONDAY.replace(hour=18))
    assert "reads again on Tuesday 24 November at 09:00" in client.open("/s/parent-pulse").text


def test_the_hour_is_a_plain_number_in_urdu_too(clock: time_machine.Traveller, client: PageClient) -> None:
    said = client.open("/help-now?lang=ur").text + client.open("/privacy/complaint?lang=ur").text

    assert "09:00 بجے" in said
    assert "AM" not in said


def test_a_bank_holiday_is_no_working_day(clock: time_machine.Traveller, client: PageClient) -> None:
    clock.move_to(datetime(2026, 12, 25, 10, 0, tzinfo=UTC))
    with client.app.test_request_context():
        assert "reads again on Tuesday 29 December" in when_words_are_read()
