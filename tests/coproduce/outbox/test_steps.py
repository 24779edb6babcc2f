"""What a try makes of a message: pure rules, told the time."""

from datetime import UTC, datetime, timedelta

import pytest

from coproduce.core.contact import Channel
from coproduce.outbox.models import Message, MessageState
from coproduce.outbox.outgoing import Fault, later, refused, sent, unknown
from coproduce.outbox.quiet import is_quiet
from coproduce.outbox.steps import BACK_OFF, after
from tests.factories import NOON


def being_sent(*, tries: int = 1, mobile: str = "") -> Message:
    """A message in the middle of a try."""
    return Message(
        reference="r",
        channel=Channel.EMAIL,
        email="parent@example.org",
        mobile=mobile,
        template="tests/reminder",
        facts={"link": "x"},
        language="en",
        state=MessageState.SENDING,
        queued_at=NOON,
        next_try_at=NOON,
        claimed_at=NOON,
        tries=tries,
    )


def test_each_try_waits_longer_and_the_last_one_is_the_end() -> None:
    waits = []
    for tries in range(1, len(BACK_OFF) + 1):
        change = after(being_sent(tries=tries), later(Fault.BUSY), now=NOON, can_ask=True, open_ways=())
        assert change["state"] is MessageState.WAITING
        waits.append(change["next_try_at"] - NOON)

    end = after(being_sent(tries=len(BACK_OFF) + 1), later(Fault.BUSY), now=NOON, can_ask=True, open_ways=())

    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (timedelta(minutes=1), timedelta(hours=8))
    assert (end["state"], end["fault"], end["unsure"]) == (MessageState.GIVEN_UP, "busy", False)


def test_only_what_was_sent_forgets_what_it_said() -> None:
    done = after(being_sent(), sent("id-1"), now=NOON, can_ask=True, open_ways=())
    lost = after(being_sent(), refused(Fault.REFUSED), now=NOON, can_ask=True, open_ways=())

    assert (done["facts"], done["provider_id"]) == ({}, "id-1")
    assert "facts" not in lost


def test_silence_is_asked_about_where_somebody_can_be_asked_and_else_a_person_decides() -> None:
    asked = after(being_sent(), unknown(Fault.NO_ANSWER), now=NOON, can_ask=True, open_ways=())
    nobody = after(being_sent(), unknown(Fault.NO_ANSWER), now=NOON, can_ask=False, open_ways=())

    assert (asked["state"], asked["unsure"]) == (MessageState.WAITING, True)
    assert (nobody["state"], nobody["unsure"]) == (MessageState.GIVEN_UP, True)


def test_a_refusal_tries_the_other_way_only_where_it_is_open() -> None:
    both = being_sent(mobile="07700900123")
    refusal = refused(Fault.BAD_ADDRESS)

    other = after(both, refusal, now=NOON, can_ask=True, open_ways=(Channel.EMAIL, Channel.SMS))
    closed = after(both, refusal, now=NOON, can_ask=True, open_ways=(Channel.EMAIL,))

    assert (other["channel"], other["tries"], other["next_try_at"]) == (Channel.SMS, 0, NOON)
    assert closed["state"] is MessageState.GIVEN_UP


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [
        (datetime(2026, 11, 24, 20, 59, tzinfo=UTC), False),
        (datetime(2026, 11, 24, 21, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 25, 7, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 25, 8, 0, tzinfo=UTC), False),
        # The clocks go forward on 29 March 2026: eight in the morning is seven in UTC from then on.
        (datetime(2026, 3, 28, 7, 30, tzinfo=UTC), True),
        (datetime(2026, 3, 29, 7, 30, tzinfo=UTC), False),
        (datetime(2026, 3, 29, 20, 30, tzinfo=UTC), True),
        # And back on 25 October 2026.
        (datetime(2026, 10, 24, 7, 30, tzinfo=UTC), False),
        (datetime(2026, 10, 25, 7, 30, tzinfo=UTC), True),
        (datetime(2026, 10, 25, 20, 30, tzinfo=UTC), False),
    ],
)
def test_nine_at_night_to_eight_in_the_morning_is_quiet_summer_and_winter(moment: datetime, quiet: bool) -> None:
    assert is_quiet(moment) is quiet
