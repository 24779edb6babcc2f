"""A comment arrives: read, masked and screened before it is stored, in few statements."""

import threading
from datetime import date

import pytest
from sqlalchemy import Engine, delete, event
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from coproduce.core import db
from coproduce.voice import inbox, readings
from coproduce.voice.analyser import analysis_version
from coproduce.voice.models import AnalysisRun, Audience, Comment, CommentTheme, Reading, State
from coproduce.voice.receive import NothingSaid, Received, receive
from tests.factories import NOON

WAITED = "We have waited eight months and nobody rings back."


def say(
    session: Session,
    text: str = WAITED,
    *,
    kind: str = "improve",
    audience: Audience = Audience.PARENT,
    worried: bool = False,
    language: str = "en",
    import_mark: str | None = None,
) -> Received:
    """A comment, with plain defaults."""
    return receive(
        session,
        text=text,
        source="parent-pulse",
        wave="2026-11",
        question_kind=kind,
        audience=audience,
        page_language=language,
        said_on=date(2026, 11, 24),
        writer_worried=worried,
        may_quote=True,
        import_mark=import_mark,
    )


def stored(session: Session, received: Received) -> Comment:
    """The comment as the database keeps it."""
    return session.exec(select(Comment).where(Comment.id == received.comment.id)).one()


def test_a_comment_is_kept_with_its_reading_and_themes(session: Session) -> None:
    received = say(session)

    kept = stored(session, received)
    reading = session.exec(select(Reading)).one()
    run = session.exec(select(AnalysisRun)).one()
    assert (kept.original, kept.language, kept.wave, kept.may_quote) == (WAITED, "en", "2026-11", True)
    assert (kept.concern, kept.hidden) == (False, False)
    assert (run.version, run.current) == (analysis_version(), True)
    assert (reading.comment_id, reading.run_id, reading.state) == (kept.id, run.id, State.NEGATIVE)
    assert reading.text_hash == kept.text_hash
    assert "waiting_times" in received.themes
    assert set(session.exec(select(CommentTheme.theme))) == set(received.themes)


def test_what_officers_read_is_masked(session: Session) -> None:
    say(session, "My son Tariq waited for the taxi. Ring me on 07700 900123.")

    found = inbox.comments_about(session, theme="transport").comments[0].text

    assert "Tariq" not in found
    assert "900123" not in found
    assert "taxi" in found


@pytest.mark.parametrize("worried", [False, True])
def test_a_concern_is_hidden_from_the_first_moment(session: Session, worried: bool) -> None:
    text = WAITED if worried else "My daughter says she wants to kill herself."

    received = say(session, text, worried=worried)

    kept = stored(session, received)
    assert (kept.concern, kept.hidden, kept.writer_worried) == (True, True, worried)
    assert bool(kept.concern_kinds) is not worried
    assert inbox.state_counts(session).total == 0
    assert inbox.theme_tallies(session) == []


def test_young_peoples_words_get_no_sentiment(session: Session) -> None:
    received = say(session, audience=Audience.CYP)

    assert session.exec(select(Reading.state)).one() is State.NOT_ANALYSED
    assert received.themes


def test_other_languages_are_kept_and_not_analysed(session: Session) -> None:
    text = "ہم آٹھ مہینے سے انتظار کر رہے ہیں۔"

    received = say(session, text, language="ur")

    kept = stored(session, received)
    assert (kept.original, kept.language, kept.page_language) == (text, "ur", "ur")
    assert session.exec(select(Reading.state)).one() is State.NOT_ANALYSED


@pytest.mark.parametrize("text", ["", "  \n ", "\x00", "\u200b\u2060 \ufeff", "\u3164"])
def test_nothing_said_is_not_a_comment(session: Session, text: str) -> None:
    with pytest.raises(NothingSaid):
        say(session, text)


def test_what_a_database_cannot_keep_is_left_out(session: Session) -> None:
    assert stored(session, say(session, "Nobody\x00 rings back.")).original == "Nobody rings back."


def test_a_caller_who_turns_back_leaves_no_trace(session: Session) -> None:
    say(session)
    session.rollback()

    assert session.exec(select(Comment)).all() == []
    assert session.exec(select(AnalysisRun)).all() == []
    session.rollback()
    db.begin_writing(session)
    say(session)
    session.commit()
    assert len(session.exec(select(Reading)).all()) == 1


def test_an_import_mark_is_taken_once(session: Session) -> None:
    say(session, import_mark="row-1")

    with pytest.raises(IntegrityError, match="import_mark"):
        say(session, import_mark="row-1")


def test_three_statements_store_a_comment_after_a_look_at_added_words(engine: Engine) -> None:
    for _ in range(2):
        with db.transaction(engine) as session:
            say(session)
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda _c, _cur, statement, *_: asked.append(statement))

    with db.transaction(engine) as session:
        say(session)

    looked, *written = [statement for statement in asked if not statement.startswith("BEGIN")]
    assert "FROM screen_cues" in looked
    assert [statement.split()[:3][-1] for statement in written] == ["comments", "readings", "comment_themes"]


def test_a_run_that_vanishes_under_a_running_server_is_made_again(engine: Engine) -> None:
    for _ in range(2):
        with db.transaction(engine) as session:
            say(session)
    with db.transaction(engine) as session:
        for table in (CommentTheme, Reading, AnalysisRun):
            session.execute(delete(table))

    with pytest.raises(IntegrityError, match="run_id"), db.transaction(engine) as session:
        say(session)
    with db.transaction(engine) as session:
        say(session)

    with db.reading(engine) as session:
        assert inbox.state_counts(session).counts[State.NEGATIVE] == 1


@pytest.mark.parametrize("versions", [("1-a", "1-a"), ("1-a", "1-b")])
def test_first_comments_at_the_same_moment_make_one_current_run(engine: Engine, versions: tuple[str, ...]) -> None:
    processes, rounds = 6, 5
    for _ in range(rounds):
        with engine.begin() as connection:
            connection.execute(delete(AnalysisRun))
        _race(
            [db.open_engine(engine.url.render_as_string(hide_password=False)) for _ in range(processes)], versions
        )

        with db.reading(engine) as session:
            runs = session.exec(select(AnalysisRun)).all()
        assert sorted(run.version for run in runs) == sorted(set(versions))
        assert sum(run.current for run in runs) == 1


def _race(engines: list[Engine], versions: tuple[str, ...]) -> None:
    """Each engine stands for a process that stores its first comment."""
    start = threading.Barrier(len(engines))
    failed: list[Exception] = []

    def first_comment(engine: Engine, version: str) -> None:
        start.wait()
        try:
            with db.transaction(engine) as session:
                readings.ensure_run(session, version=version, now=NOON)
        except Exception as error:
            failed.append(error)

    threads = [
        threading.Thread(target=first_comment, args=(engine, versions[number % len(versions)]))
        for number, engine in enumerate(engines)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for engine in engines:
        engine.dispose()
    assert failed == []
