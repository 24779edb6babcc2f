"""Many replies are written together, and each is new or known by itself."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, func, select
from sqlmodel import Session, col

from coproduce.core import clock, db
from coproduce.voice.models import AnalysisRun, Comment
from surveys.models import Channel, Response, ResponseComment, Stratum
from surveys.respond import Origin, Reply, known, prepare, store
from surveys.running import Asked, asked
from surveys.sheet import read_sheet
from tests.factories_surveys import pulse

TODAY = clock.today()


@pytest.fixture
def now_asked(session: Session) -> Asked:
    pulse(session)
    session.commit()
    found = asked(session, slug="parent-pulse", today=TODAY)
    session.commit()
    return found


def reply(now_asked: Asked, mark: str, *, days_ago: int = 0, **sent: str) -> Reply:
    sheet = read_sheet(now_asked.definition, lambda code: [sent[code]] if code in sent else [])
    origin = Origin("en", Channel.IMPORT, Stratum.OPEN, TODAY - timedelta(days=days_ago))
    return prepare(asked=now_asked, sheet=sheet, origin=origin, mark=mark)


def write(engine: Engine, *replies: Reply) -> list[bool]:
    with db.transaction(engine) as session:
        return store(session, replies)


def test_each_is_new_or_known_by_itself(engine: Engine, session: Session, now_asked: Asked) -> None:
    assert write(engine, reply(now_asked, "b", i1="1", comment="We wait and wait.")) == [True]

    again = [reply(now_asked, mark, i1="5", comment=f"Words of {mark}.") for mark in "abc"]
    assert write(engine, *again) == [True, False, True]

    assert session.scalar(select(func.count()).select_from(Response)) == 3
    assert {comment.original for comment in session.scalars(select(Comment))} == {
        "We wait and wait.",
        "Words of a.",
        "Words of c.",
    }


def test_a_mark_that_comes_twice_at_once_is_stored_once(
    engine: Engine, session: Session, now_asked: Asked
) -> None:
    twins = [reply(now_asked, "same", i1=answer, comment="Said once.") for answer in "12"]

    assert write(engine, *twins) == [True, False]
    assert session.scalars(select(Response)).one().answers == {"i1": "1"}
    assert session.scalar(select(func.count()).select_from(Comment)) == 1


def test_words_stay_with_their_own_answers(engine: Engine, session: Session, now_asked: Asked) -> None:
    write(engine, *[reply(now_asked, f"mark {n}", i1=str(n), comment=f"Number {n}.") for n in range(1, 6)])

    joined = (
        select(Response, Comment)
        .join(ResponseComment, col(ResponseComment.response_id) == Response.id)
        .join(Comment, col(Comment.id) == ResponseComment.comment_id)
    )
    pairs = {(row.answers["i1"], comment.original) for row, comment in session.execute(joined)}
    assert pairs == {(str(n), f"Number {n}.") for n in range(1, 6)}


def test_a_run_that_begins_with_them_begins_on_their_first_day(
    engine: Engine, session: Session, now_asked: Asked
) -> None:
    write(engine, *[reply(now_asked, str(ago), days_ago=ago, comment="We wait.") for ago in (1, 3, 2)])

    begun = session.scalars(select(AnalysisRun)).one().started_at.astimezone(clock.LOCAL)
    assert (begun.date(), begun.hour, begun.minute) == (TODAY - timedelta(days=3), 0, 0)


def test_marks_that_are_taken_are_known(engine: Engine, session: Session, now_asked: Asked) -> None:
    write(engine, reply(now_asked, "a", i1="1"), reply(now_asked, "b", i1="2"))

    assert known(session, marks=["b", "c"]) == {"b"}
    assert known(session, marks=[]) == frozenset()
