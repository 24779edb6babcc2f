"""A new version reads everything again; nothing counts before it is accepted."""

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from coproduce.core import db
from coproduce.voice import erasing, inbox, runs
from coproduce.voice.analyser import analysis_version
from coproduce.voice.changes import Moved
from coproduce.voice.models import AnalysisRun, Comment, CommentTheme, Correction, Reading, Stance, State
from coproduce.voice.runs import Progress
from tests.factories import NOON
from tests.factories_voice import comment, run

OLD = "0-old"
NEW = analysis_version()
GRUMBLE = "The taxi is always late and nobody tells us. It is awful."


def read_by_an_older_version(engine: Engine, *texts: str) -> list[Comment]:
    """Comments that an older version called positive, about funding."""
    with db.transaction(engine) as session:
        run(session, version=OLD)
        return [
            comment(session, text=text, state=State.POSITIVE, themes={"funding": Stance.POSITIVE})
            for text in texts
        ]


def current(engine: Engine) -> str:
    """The version that counts."""
    with db.reading(engine) as session:
        return session.exec(select(AnalysisRun.version).where(AnalysisRun.current)).one()


def test_the_first_version_is_current_at_once(session: Session) -> None:
    first = runs.ensure_current(session, now=NOON)

    assert runs.ensure_current(session, now=NOON) == first
    kept = session.exec(select(AnalysisRun)).one()
    assert (kept.version, kept.current, kept.accepted_at) == (NEW, True, NOON)


def test_a_new_version_tells_the_difference_and_changes_nothing_yet(engine: Engine) -> None:
    read_by_an_older_version(engine, GRUMBLE, GRUMBLE)

    difference = runs.reanalyse(engine, now=NOON)

    assert (difference.before, difference.after, difference.compared) == (OLD, NEW, 2)
    assert difference.labels == {(State.POSITIVE, State.NEGATIVE): 2}
    assert difference.labels_changed == 2
    assert difference.states[State.POSITIVE] == Moved(2, 0)
    assert difference.states[State.NEGATIVE] == Moved(0, 2)
    assert difference.themes["funding"] == Moved(2, 0)
    assert difference.themes["transport"] == Moved(0, 2)
    assert current(engine) == OLD
    with db.reading(engine) as session:
        assert inbox.state_counts(session).counts[State.POSITIVE] == 2
        kept = session.exec(select(AnalysisRun).where(AnalysisRun.version == NEW)).one()
        assert kept.difference == difference.stored()
        assert kept.difference["labels"] == {"positive>negative": 2}


def test_an_accepted_run_counts_and_older_readings_stay(engine: Engine) -> None:
    read_by_an_older_version(engine, GRUMBLE)
    runs.reanalyse(engine, now=NOON)

    with db.transaction(engine) as session:
        runs.accept(session, version=NEW, by="officer", now=NOON)

    assert current(engine) == NEW
    with db.reading(engine) as session:
        assert inbox.state_counts(session).counts[State.NEGATIVE] == 1
        assert len(session.exec(select(Reading)).all()) == 2
        assert {"funding", "transport"} <= set(session.exec(select(CommentTheme.theme)))
        kept = session.exec(select(AnalysisRun).where(AnalysisRun.version == NEW)).one()
        assert (kept.accepted_by, kept.accepted_at) == ("officer", NOON)


def test_peoples_corrections_outlive_a_new_version(engine: Engine) -> None:
    [said] = read_by_an_older_version(engine, GRUMBLE)
    with db.transaction(engine) as session:
        inbox.correct(session, comment_id=said.id, state=State.MIXED, themes=None, by_role="officer", now=NOON)

    runs.reanalyse(engine, now=NOON)
    with db.transaction(engine) as session:
        runs.accept(session, version=NEW, by="officer", now=NOON)

    with db.reading(engine) as session:
        assert inbox.state_counts(session).counts[State.MIXED] == 1
        assert len(session.exec(select(Correction)).all()) == 1


def test_an_interrupted_run_leaves_the_current_one_and_goes_on_later(engine: Engine) -> None:
    read_by_an_older_version(engine, *[GRUMBLE] * 5)

    def pull_the_plug(progress: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        runs.reanalyse(engine, now=NOON, told=pull_the_plug, batch_size=2)

    assert current(engine) == OLD
    with pytest.raises(runs.NotFinished, match="3 comments"), db.transaction(engine) as session:
        runs.accept(session, version=NEW, by="officer", now=NOON)
    assert current(engine) == OLD

    told: list[Progress] = []
    difference = runs.reanalyse(engine, now=NOON, told=told.append, batch_size=2)
    assert told == [Progress(4, 5), Progress(5, 5)]
    assert difference.compared == 5


def test_the_same_version_again_changes_nothing(engine: Engine) -> None:
    with db.transaction(engine) as session:
        runs.ensure_current(session, now=NOON)
        comment(session, text=GRUMBLE, state=None)

    difference = runs.reanalyse(engine, now=NOON)

    assert difference.is_current
    assert difference.labels_changed == 0
    with db.reading(engine) as session:
        assert inbox.state_counts(session).counts[State.NEGATIVE] == 1, "What it had missed is read now."
        assert len(session.exec(select(AnalysisRun)).all()) == 1


def test_a_comment_that_arrives_under_a_new_version_waits_for_it(engine: Engine) -> None:
    read_by_an_older_version(engine, GRUMBLE)
    runs.reanalyse(engine, now=NOON)
    with db.transaction(engine) as session:
        comment(session, text=GRUMBLE, state=None)

    with pytest.raises(runs.NotFinished), db.transaction(engine) as session:
        runs.accept(session, version=NEW, by="officer", now=NOON)


def test_a_version_that_sees_more_hides_more_at_once(engine: Engine) -> None:
    [worrying, named] = read_by_an_older_version(
        engine, "My daughter says she wants to kill herself.", "Ring my wife on 07700 900123."
    )

    runs.reanalyse(engine, now=NOON)

    with db.reading(engine) as session:
        hidden = session.get_one(Comment, worrying.id)
        assert (hidden.concern, hidden.hidden) == (True, True)
        assert hidden.concern_kinds
        masked = session.get_one(Comment, named.id)
        assert "900123" not in masked.redacted
        assert "900123" in masked.original


def test_a_comment_the_lead_released_stays_released(engine: Engine) -> None:
    with db.transaction(engine) as session:
        run(session, version=OLD)
        said = comment(session, text="My daughter says she wants to kill herself.", concern=True)
        said.hidden = False

    runs.reanalyse(engine, now=NOON)

    with db.reading(engine) as session:
        assert session.get_one(Comment, said.id).hidden is False


def test_the_database_allows_one_current_run(session: Session) -> None:
    run(session, version="1-a")
    run(session, version="1-b", current=False)
    run(session, version="1-c", current=False)

    with pytest.raises(IntegrityError, match=r"one_current|analysis_runs\.current"):
        run(session, version="1-d")


def test_the_database_knows_each_version_once(session: Session) -> None:
    run(session, version="1-a")

    with pytest.raises(IntegrityError, match="version"):
        run(session, version="1-a", current=False)


def test_what_counts_was_accepted(session: Session) -> None:
    session.add(AnalysisRun(version="1-a", started_at=NOON, current=True))

    with pytest.raises(IntegrityError, match="current_is_accepted"):
        session.flush()


def test_words_that_went_while_they_were_read_do_not_come_back(engine: Engine) -> None:
    made = read_by_an_older_version(engine, GRUMBLE, GRUMBLE)
    with db.reading(engine) as session:
        found = session.exec(select(Comment)).all()
        batch = [runs._Words(each.id, each.original, each.redacted, "", "", each.audience.value) for each in found]
    with db.transaction(engine) as session:
        erasing.empty_comments(session, erasing.COMMENTS.c.id == made[0].id)

    with db.transaction(engine) as session:
        assert runs._still_as_read(session, batch) == {made[1].id}


def test_a_comment_without_its_words_holds_no_run_up(engine: Engine) -> None:
    made = read_by_an_older_version(engine, GRUMBLE, GRUMBLE)
    with db.transaction(engine) as session:
        erasing.empty_comments(session, erasing.COMMENTS.c.id == made[0].id)

    runs.reanalyse(engine, now=NOON)

    with db.transaction(engine) as session:
        runs.accept(session, version=NEW, by="officer", now=NOON)
        assert session.exec(select(Comment.redacted).where(Comment.id == made[0].id)).one() == ""
