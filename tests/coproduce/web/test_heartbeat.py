"""Workers say that they live, and one of them has the turn."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session

from coproduce.web.heartbeat import beat, is_beating, last_beat, seen
from tests.factories import NOON

MINUTE = timedelta(minutes=1)


def test_a_worker_has_one_row_that_says_when_it_was_seen(session: Session) -> None:
    beat(session, worker="one", holds_turn=False, now=NOON)
    beat(session, worker="one", holds_turn=True, now=NOON + MINUTE)

    (row,) = seen(session)
    assert (row.started_at, row.beat_at, row.holds_turn) == (NOON, NOON + MINUTE, True)
    assert last_beat(session) == NOON + MINUTE


def test_who_takes_the_turn_ends_what_a_killed_worker_said(session: Session) -> None:
    beat(session, worker="killed", holds_turn=True, now=NOON)
    beat(session, worker="other", holds_turn=True, now=NOON + MINUTE)

    session.expire_all()
    assert [(row.id, row.holds_turn) for row in seen(session)] == [("other", True), ("killed", False)]


def test_a_worker_that_was_not_seen_for_a_day_is_forgotten(session: Session) -> None:
    beat(session, worker="gone", holds_turn=False, now=NOON)
    beat(session, worker="new", holds_turn=False, now=NOON + timedelta(days=1, seconds=1))

    assert [row.id for row in seen(session)] == ["new"]


@pytest.mark.parametrize(
    ("last", "now", "beating"),
    [
        (NOON + MINUTE, NOON + 2 * MINUTE, True),
        (NOON + MINUTE, NOON + 3 * MINUTE, False),
        (None, NOON + MINUTE, True),
        (None, NOON + 2 * MINUTE, False),
        (NOON - MINUTE, NOON + MINUTE, True),
    ],
)
def test_silence_is_noticed_after_two_minutes_but_a_start_is_given_time(
    last: datetime | None, now: datetime, beating: bool
) -> None:
    assert is_beating(last, since=NOON, now=now) is beating
