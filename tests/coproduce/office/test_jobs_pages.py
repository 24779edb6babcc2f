"""The pages that show whether the work without a visitor goes on."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlmodel import Session

from coproduce.accounts.models import Role
from coproduce.web import heartbeat, job_runs
from coproduce.web.feature import Job
from coproduce.web.job_runs import Ended, Outcome
from tests.factories import NOON
from tests.pages import PageClient

SECOND = timedelta(seconds=1)


def work(session: Session, now: datetime) -> str:
    return "Done."


@pytest.fixture(autouse=True)
def just_after_noon() -> Iterator[None]:
    """It is a minute past noon."""
    with time_machine.travel(NOON + timedelta(minutes=1), tick=False):
        yield


@pytest.fixture(autouse=True)
def jobs(app: Flask) -> None:
    """Three jobs of this test's own."""
    app.extensions["jobs"] = [
        Job("send", work, every=timedelta(seconds=10), about=lambda: "Sends what is due."),
        Job("purge", work, every=timedelta(days=1), about=lambda: "Erases what is old."),
        Job("count", work, every=timedelta(minutes=1)),
    ]


def ran(session: Session, job: str, did: str, *, outcome: Outcome = Outcome.OK, at: datetime = NOON) -> None:
    job_runs.keep(session, Ended(job, "abc", outcome, did, at, at + SECOND))


@pytest.mark.parametrize("role", [Role.ADMIN, Role.OFFICER, Role.FORUM])
def test_all_is_well(session: Session, signed_in_as: Callable[[Role], PageClient], role: Role) -> None:
    heartbeat.beat(session, worker="abc", holds_turn=True, now=NOON + 50 * SECOND)
    ran(session, "send", "3 messages were sent.")
    session.commit()

    browser = signed_in_as(role)
    text = browser.open("/manage/jobs").text

    assert "All jobs run as they should" in text
    assert "Sends what is due. Every 10 seconds 24 November, 12:00 3 messages were sent." in text
    assert "Erases what is old. Every day Not yet" in text
    assert "10 seconds ago" in text
    assert browser.open("/manage/jobs", language="ur")


def test_a_failure_stands_first_in_plain_words(
    session: Session, signed_in_as: Callable[[Role], PageClient]
) -> None:
    heartbeat.beat(session, worker="abc", holds_turn=True, now=NOON)
    ran(session, "send", "OperationalError", outcome=Outcome.FAILED)
    ran(session, "count", "KeyError", outcome=Outcome.FAILED)
    session.commit()

    text = signed_in_as(Role.FORUM).open("/manage/jobs").text

    assert "2 jobs failed the last time they ran" in text
    assert "the database could not be used" in text
    assert "the program has a fault here (KeyError)" in text
    assert text.index("Sends what is due.") < text.index("Erases what is old.")


def test_a_job_that_should_have_run_is_late(session: Session, signed_in_as: Callable[[Role], PageClient]) -> None:
    heartbeat.beat(session, worker="abc", holds_turn=True, now=NOON)
    ran(session, "count", "Done.", at=NOON - timedelta(hours=1))
    ran(session, "purge", "Done.", at=NOON - timedelta(hours=20))
    session.commit()

    text = signed_in_as(Role.OFFICER).open("/manage/jobs").text

    assert "One job should have run and has not" in text
    assert text.count("It should have run again since.") == 1


def test_a_silent_worker_and_none_at_all(session: Session, signed_in_as: Callable[[Role], PageClient]) -> None:
    browser = signed_in_as(Role.ADMIN)
    text = browser.open("/manage/jobs").text
    assert "No worker is running" in text
    assert "No worker was seen in the last day." in text

    heartbeat.beat(session, worker="abc", holds_turn=True, now=NOON - timedelta(minutes=5))
    session.commit()
    text = browser.open("/manage/jobs").text
    assert "No worker is running" in text
    assert "It is silent" in text


def test_a_job_has_a_page_with_its_runs(session: Session, signed_in_as: Callable[[Role], PageClient]) -> None:
    for minute in range(3):
        ran(session, "send", "Nothing was due.", at=NOON + timedelta(minutes=minute))
    ran(session, "send", "1 message was sent.", at=NOON + timedelta(minutes=4))
    session.commit()
    browser = signed_in_as(Role.OFFICER)

    text = browser.open("/manage/jobs/send").text

    assert text.index("1 message was sent.") < text.index("Nothing was due. 3")
    assert "It has not run yet." in browser.open("/manage/jobs/purge").text
    browser.open("/manage/jobs/no-such-job", status=404)
