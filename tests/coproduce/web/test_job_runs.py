"""What the jobs did is written down, and forgotten again by itself."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from coproduce.web import job_runs
from coproduce.web.feature import Job
from coproduce.web.job_runs import Ended, JobRun, Outcome, due_at, keep, last_runs, runs_of
from tests.factories import NOON

MINUTE = timedelta(minutes=1)


def ended(
    did: str = "Nothing was due.",
    *,
    at: datetime = NOON,
    job: str = "note",
    worker: str = "one",
    outcome: Outcome = Outcome.OK,
) -> Ended:
    """A run of a second that started at this moment."""
    return Ended(job, worker, outcome, did, at, at + timedelta(seconds=1))


def work(session: Session, now: datetime) -> str:
    return "Done."


def test_runs_that_end_alike_are_one_row_that_says_how_often(session: Session) -> None:
    for minute in range(3):
        keep(session, ended(at=NOON + minute * MINUTE))

    (row,) = runs_of(session, "note", most=10)
    assert (row.times, row.first_at, row.started_at) == (3, NOON, NOON + 2 * MINUTE)


def test_a_run_that_did_something_or_failed_stands_out(session: Session) -> None:
    keep(session, ended())
    keep(session, ended("3 messages were sent."))
    keep(session, ended("OperationalError", outcome=Outcome.FAILED))
    keep(session, ended())

    assert [row.did for row in runs_of(session, "note", most=10)] == [
        "Nothing was due.",
        "OperationalError",
        "3 messages were sent.",
        "Nothing was due.",
    ]
    assert last_runs(session)["note"].outcome is Outcome.OK
    assert last_runs(session, outcome=Outcome.FAILED)["note"].did == "OperationalError"


def test_the_last_run_is_the_latest_of_all_workers(session: Session) -> None:
    keep(session, ended(worker="one"))
    keep(session, ended("2 messages were sent.", worker="two", at=NOON + MINUTE))
    keep(session, ended(worker="one", at=NOON + 2 * MINUTE))

    assert last_runs(session)["note"].worker == "one"


def test_runs_are_forgotten_after_thirty_days(session: Session) -> None:
    keep(session, ended(job="old"))
    keep(session, ended(at=NOON + timedelta(days=31)))

    assert list(last_runs(session)) == ["note"]


def test_of_each_job_only_so_many_rows_are_kept(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job_runs, "KEPT_ROWS", 5)
    keep(session, ended(job="other"))
    for number in range(8):
        keep(session, ended(f"{number} messages were sent."))

    assert [row.did[0] for row in runs_of(session, "note", most=10)] == ["7", "6", "5", "4", "3"]
    assert session.scalar(select(func.count()).where(col(JobRun.job) == "other")) == 1


def test_words_that_are_too_long_are_cut(session: Session) -> None:
    assert len(keep(session, ended("x" * 900)).did) == job_runs.LONGEST_WORDS


def test_the_database_refuses_a_row_of_no_run(session: Session) -> None:
    keep(session, ended()).times = 0

    with pytest.raises(IntegrityError, match="has_run"):
        session.flush()


@pytest.mark.parametrize(
    ("every", "outcome", "minutes"),
    [
        (timedelta(hours=1), Outcome.OK, 60),
        (timedelta(hours=1), Outcome.FAILED, 10),
        (timedelta(minutes=5), Outcome.FAILED, 5),
    ],
)
def test_a_job_is_due_after_its_time_and_soon_after_a_failure(
    session: Session, every: timedelta, outcome: Outcome, minutes: int
) -> None:
    job, last = Job("note", work, every=every), keep(session, ended(outcome=outcome))

    assert due_at(job, last, now=NOON + MINUTE) == NOON + minutes * MINUTE
    assert due_at(job, last, now=NOON + timedelta(days=1)) == NOON + timedelta(days=1)


def test_a_job_that_never_ran_is_due_at_once() -> None:
    assert due_at(Job("note", work, every=timedelta(days=1)), None, now=NOON) == NOON
