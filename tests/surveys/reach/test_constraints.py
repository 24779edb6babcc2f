"""What the database refuses by itself, whoever writes."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from coproduce.core.contact import Channel
from coproduce.core.db import Model
from surveys.models import Wave
from surveys.reach.models import ContactList, Invitation, ListedContact, Sample, UnusedLink
from surveys.waves.models import WaveSeries
from tests.factories_surveys import pulse

DAY = date(2026, 12, 1)
Make = Callable[[int, int, int], Model]
"""Makes a row, given the numbers of a survey, a wave and a list."""


def listed(**changes: Any) -> ContactList:
    return ContactList(**{"name": "a", "body": "b", "brought_on": DAY, "brought_by": "c", **changes})


def wave(survey_id: int, **changes: Any) -> Wave:
    days: dict[str, Any] = {"opens_on": DAY, "closes_on": DAY + timedelta(days=13)}
    return Wave(**{"survey_id": survey_id, "key": "x", **days, **changes})


def drawn(wave_id: int, **changes: Any) -> Sample:
    counts: dict[str, Any] = {
        "wanted": 9,
        "listed": 9,
        "stopped": 0,
        "held": 0,
        "drawn": 5,
        "by_email": 5,
        "by_sms": 0,
    }
    facts: dict[str, Any] = {"seed": "s", "drawn_on": DAY, "drawn_by": "c", "by_letter": 0, "wave_id": wave_id}
    return Sample(**{**counts, **facts, **changes})


def series(survey_id: int, **changes: Any) -> WaveSeries:
    return WaveSeries(**{"survey_id": survey_id, "first_on": DAY, "every_months": 1, "open_days": 14, **changes})


def add(session: Session, row: Model) -> None:
    """Add one row, or leave the transaction as it was."""
    with session.begin_nested():
        session.add(row)
        session.flush()


def later(days: int) -> date:
    return DAY + timedelta(days=days)


REFUSED: dict[str, Make] = {
    "has_name": lambda s, w, n: listed(name=""),
    "has_body": lambda s, w, n: listed(body=""),
    "has_bringer": lambda s, w, n: listed(brought_by=""),
    "reminds_while_open": lambda s, w, n: wave(s, reminds_on=later(20)),
    "reminds_again_later": lambda s, w, n: wave(s, reminds_on=later(5), reminds_again_on=later(5)),
    "closed_with_an_end": lambda s, w, n: wave(s, closes_on=None, closed_on=later(20)),
    "publishes_after_closing": lambda s, w, n: wave(s, publishes_on=later(13)),
    "published_when_closed": lambda s, w, n: wave(s, published_on=later(20)),
    "no_more_than_wanted": lambda s, w, n: drawn(w, wanted=4),
    "each_in_one_way": lambda s, w, n: drawn(w, by_sms=1),
    "adds_up": lambda s, w, n: drawn(w, held=5),
    "used_of_drawn": lambda s, w, n: drawn(w, seed=None, used=6),
    "seed_until_counted": lambda s, w, n: drawn(w, used=1),
    "fits_the_year": lambda s, w, n: series(s, every_months=5),
    "open_for_a_while": lambda s, w, n: series(s, open_days=0),
    "reminds_in_time": lambda s, w, n: series(s, reminds_after=14),
    "reminds_again_in_time": lambda s, w, n: series(s, reminds_again_after=3),
    "publishes_in_time": lambda s, w, n: series(s, publishes_after=0),
    "list_with_a_size": lambda s, w, n: series(s, list_id=n),
}


def test_each_check_refuses_what_it_is_there_for(session: Session) -> None:
    survey, opened = pulse(session)
    kept = listed(name="kept")
    session.add(kept)
    session.flush()

    for name, make in REFUSED.items():
        row = make(survey.id or 0, opened.id or 0, kept.id or 0)
        with pytest.raises(IntegrityError, match=name):
            add(session, row)


def test_one_family_is_once_in_a_list_once_in_a_wave_and_a_link_is_one(session: Session) -> None:
    _, opened = pulse(session)
    kept, sample = listed(name="kept"), drawn(opened.id or 0)
    session.add_all([kept, sample])
    session.flush()
    contact = ListedContact(list_id=kept.id or 0, mark="m", channel=Channel.EMAIL, sealed="s")
    session.add(contact)
    session.flush()
    number = sample.id or 0
    session.add_all(
        [
            Invitation(sample_id=number, contact_id=contact.id, once="o"),
            UnusedLink(mark="l", sample_id=number),
        ]
    )
    session.flush()

    again: list[Callable[[], Model]] = [
        lambda: ListedContact(list_id=kept.id or 0, mark="m", channel=Channel.SMS, sealed="t"),
        lambda: Invitation(id=uuid4(), sample_id=number, contact_id=contact.id, once="o"),
        lambda: listed(name="kept"),
    ]
    for make in again:
        with pytest.raises(IntegrityError):
            add(session, make())
