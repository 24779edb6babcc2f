"""What a try makes of a message: sent, tried again later, on another channel, or given up. Pure; told the time."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from coproduce.core.contact import Channel
from coproduce.outbox.models import Message, MessageState
from coproduce.outbox.outgoing import Fault, Outcome, Result

BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
)
"""How long after each failed try the next one comes. After the last of them it is given up."""

LOST_AFTER = timedelta(minutes=10)
"""Longer than any try can last: a message that is still being sent then was left behind by a crash."""

Change = dict[str, Any]
"""The columns that a step changes."""


def after(
    message: Message, result: Result, *, now: datetime, can_ask: bool, open_ways: Collection[Channel]
) -> Change:
    """How the message stands after this try. `can_ask`: its provider can tell later what became of it."""
    fault = result.fault.value if result.fault else ""
    match result.outcome:
        case Outcome.SENT:
            gone = over(MessageState.SENT, now=now) | {"provider_id": result.provider_id}
            if can_ask and another_way(message, open_ways) is not None:
                del gone["facts"]  # it may come back, and is then told the other way
            return gone
        case Outcome.NOT_WANTED:
            return over(MessageState.WITHDRAWN, now=now) | {"fault": fault}
        case Outcome.REFUSED:
            other = another_way(message, open_ways)
            if other is None:
                return given_up(now=now, fault=fault)
            return _waiting(now, fault) | {"channel": other, "tries": 0}
        case Outcome.LATER | Outcome.UNKNOWN:
            unsure = result.outcome is Outcome.UNKNOWN
            if message.tries > len(BACK_OFF) or (unsure and not can_ask):
                return given_up(now=now, fault=fault, unsure=unsure)
            return _waiting(now + BACK_OFF[message.tries - 1], fault) | {"unsure": unsure}


def over(state: MessageState, *, now: datetime) -> Change:
    """Nothing more will be done: the links it held are forgotten."""
    return {
        "state": state,
        "ended_at": now,
        "settled_at": None,
        "claimed_at": None,
        "facts": {},
        "fault": "",
        "unsure": False,
    }


def given_up(*, now: datetime, fault: str, unsure: bool = False) -> Change:
    """A person decides. What it said is kept for a while, so that they can have it sent again."""
    return {
        "state": MessageState.GIVEN_UP,
        "ended_at": now,
        "claimed_at": None,
        "fault": fault,
        "unsure": unsure,
    }


def again(message: Message, *, now: datetime) -> Change:
    """A person wants it sent again: from the start, on the first of its ways."""
    return _waiting(now, "") | {
        "channel": message.contact.channel,
        "tries": 0,
        "ended_at": None,
        "settled_at": None,
    }


def came_back(message: Message, *, now: datetime, open_ways: Collection[Channel]) -> Change:
    """It was taken and could not be delivered after all: the other way where there is one, else a person."""
    other = another_way(message, open_ways)
    in_time = message.expires_at is None or message.expires_at > now
    if other is None or not in_time:
        return given_up(now=now, fault=Fault.CAME_BACK.value) | {"facts": {}}
    back = {"channel": other, "tries": 0, "ended_at": None, "provider_id": ""}
    return _waiting(now, Fault.CAME_BACK.value) | back


def another_way(message: Message, open_ways: Collection[Channel]) -> Channel | None:
    """The next way to this contact after the one it went."""
    ways = message.contact.channels
    rest = ways[ways.index(message.channel) + 1 :]
    return next((channel for channel in rest if channel in open_ways), None)


def _waiting(until: datetime, fault: str) -> Change:
    return {
        "state": MessageState.WAITING,
        "next_try_at": until,
        "claimed_at": None,
        "fault": fault,
        "unsure": False,
    }
