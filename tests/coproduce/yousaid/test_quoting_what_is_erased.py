"""Somebody quotes a comment in the moment in which its writer takes it back: whoever comes second is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep
from uuid import UUID

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from coproduce.core import db
from coproduce.voice.erasing import COMMENTS, delete_comments
from coproduce.yousaid import second_reading, track
from coproduce.yousaid.errors import ChangedMeanwhile, NoSuchQuote, NotReady
from coproduce.yousaid.models import Quote, Verdict
from coproduce.yousaid.taking_back import take_back_quotes
from coproduce.yousaid.track import By
from tests.factories import NOON
from tests.factories_yousaid import TODAY, content, draft, forum, many_said, officer

QUOTED = "Nobody rings back"
A_MOMENT_S = 0.2


@pytest.fixture
def by(session: Session) -> By:
    return officer(session)


def erase_slowly(engine: Engine, comment_id: UUID, begun: Event) -> None:
    """As a family's erasure does it, with a pause before it is committed."""
    with db.transaction(engine) as own:
        mine = COMMENTS.c.id == comment_id
        own.execute(select(COMMENTS.c.id).where(mine).with_for_update())
        take_back_quotes(own, comment_ids=[comment_id], now=NOON)
        delete_comments(own, mine)
        begun.set()
        sleep(A_MOMENT_S)


def test_a_quote_of_words_that_are_being_erased_is_refused_in_a_sentence(
    engine: Engine, session: Session, by: By
) -> None:
    first, *_ = many_said(session, 11)
    session.commit()
    quoting, begun = content(quotes={first: QUOTED}), Event()

    with ThreadPoolExecutor(1) as pool:
        erased = pool.submit(erase_slowly, engine, first, begun)
        assert begun.wait(10)
        with db.transaction(engine) as own, pytest.raises(NotReady) as refused:
            track.write(own, content=quoting, by=by, now=NOON, today=TODAY)
        erased.result()

    assert [fault.code for fault in refused.value.faults] == ["not_permitted_to_quote"]


@pytest.mark.parametrize(
    ("rule", "facts"),
    [(second_reading.read, {"version": 1, "verdict": Verdict.ACCEPTED}), (second_reading.withdraw, {})],
)
def test_a_second_reading_of_words_that_are_being_erased_finds_them_gone(
    engine: Engine, session: Session, by: By, rule: Callable[..., Quote], facts: dict[str, object]
) -> None:
    other = forum(session)
    first, *_ = many_said(session, 10)
    reply = draft(session, by=by, quotes={first: QUOTED})
    quote_id, reply_id = reply.quotes[0].id or 0, reply.id or 0
    session.commit()
    begun = Event()

    with ThreadPoolExecutor(1) as pool:
        erased = pool.submit(erase_slowly, engine, first, begun)
        assert begun.wait(10)
        with db.transaction(engine) as own, pytest.raises((NoSuchQuote, ChangedMeanwhile)):
            rule(own, reply_id=reply_id, quote_id=quote_id, because="asked", by=other, now=NOON, **facts)
        erased.result()

    with db.reading(engine) as fresh:
        assert fresh.exec(select(Quote)).all() == []
