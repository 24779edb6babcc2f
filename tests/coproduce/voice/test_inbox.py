"""What officers may know: the current run, people before the machine, hidden comments out, never the original."""

from dataclasses import asdict
from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import event
from sqlmodel import Session

from coproduce.voice import inbox
from coproduce.voice.models import Audience, Stance, State
from coproduce.voice.taxonomy import UnknownTheme
from tests.factories import NOON
from tests.factories_voice import comment, read, run, the_run

GOOD, BAD = Stance.POSITIVE, Stance.NEGATIVE


def tally(session: Session, code: str) -> inbox.ThemeTally | None:
    """The tally of one theme."""
    return next((t for t in inbox.theme_tallies(session) if t.code == code), None)


def test_themes_are_counted_with_their_stances_the_most_frequent_first(session: Session) -> None:
    comment(session, themes={"transport": BAD})
    comment(session, themes={"waiting_times": BAD, "transport": GOOD})
    comment(session, themes={"transport": BAD})

    tallies = inbox.theme_tallies(session)

    assert [(t.code, t.total) for t in tallies] == [("transport", 3), ("waiting_times", 1)]
    assert tallies[0].stances[BAD] == 2
    assert tallies[0].stances[GOOD] == 1
    assert tallies[0].stances[Stance.MIXED] == 0
    assert set(tallies[0].name) >= {"en", "ur"}


def test_only_the_current_run_counts(session: Session) -> None:
    said = comment(session, themes={"transport": BAD})
    waiting = run(session, version="test-2", current=False)
    read(session, said, waiting, state=State.POSITIVE, themes={"funding": GOOD})

    assert [t.code for t in inbox.theme_tallies(session)] == ["transport"]
    assert inbox.state_counts(session).counts[State.POSITIVE] == 0


def test_a_comment_that_waits_for_the_lead_is_nowhere(session: Session) -> None:
    comment(session, concern=True, themes={"transport": BAD}, wave="2026-12")

    assert inbox.theme_tallies(session) == []
    assert inbox.state_counts(session).total == 0
    assert inbox.comments_about(session, theme="transport").comments == []
    assert inbox.waves(session) == []


def test_waves_and_days_narrow_the_tallies(session: Session) -> None:
    comment(session, themes={"transport": BAD}, wave="2026-10", said_on=date(2026, 10, 2))
    comment(session, themes={"transport": BAD}, wave="2026-11", said_on=date(2026, 11, 2))

    def total(*, wave: str | None = None, since: date | None = None, until: date | None = None) -> int:
        return sum(t.total for t in inbox.theme_tallies(session, wave=wave, since=since, until=until))

    assert total() == 2
    assert total(wave="2026-10") == 1
    assert total(since=date(2026, 10, 3)) == 1
    assert total(since=date(2026, 10, 2), until=date(2026, 10, 2)) == 1
    assert inbox.waves(session) == ["2026-11", "2026-10"]


def test_a_comment_that_no_run_has_read_is_not_analysed(session: Session) -> None:
    the_run(session)
    comment(session, state=None)
    comment(session, state=State.NOT_ANALYSED, themes={})
    comment(session, state=State.MIXED)
    comment(session, audience=Audience.CYP, state=State.NOT_ANALYSED)

    counts = inbox.state_counts(session)

    assert counts.counts[State.MIXED] == 1
    assert counts.not_analysed == 2
    assert counts.total == 3, "Young people's words are not counted among parents'."
    assert set(counts.counts) == set(State)


def test_the_newest_correction_goes_before_the_machine(session: Session) -> None:
    said = comment(session, themes={"transport": BAD})
    for state in (State.MIXED, State.POSITIVE):
        inbox.correct(session, comment_id=said.id, state=state, themes=None, by_role="officer", now=NOON)

    found = tally(session, "transport")

    assert inbox.state_counts(session).counts == {**dict.fromkeys(State, 0), State.POSITIVE: 1}
    assert found is not None
    assert found.stances[GOOD] == 1
    view = inbox.comments_about(session, theme="transport").comments[0]
    assert (view.state, view.stance, view.corrected) == (State.POSITIVE, GOOD, True)


def test_corrected_themes_replace_those_the_machine_found(session: Session) -> None:
    said = comment(session, themes={"transport": BAD, "funding": BAD})
    comment(session, themes={"transport": BAD})
    inbox.correct(
        session, comment_id=said.id, state=None, themes=["funding", "communication"], by_role="forum", now=NOON
    )

    totals = {t.code: (t.total, t.stances[BAD], t.stances[Stance.UNKNOWN]) for t in inbox.theme_tallies(session)}

    assert totals == {"transport": (1, 1, 0), "funding": (1, 1, 0), "communication": (1, 0, 1)}
    assert inbox.comments_about(session, theme="transport").total == 1
    assert [view.id for view in inbox.comments_about(session, theme="communication").comments] == [said.id]


def test_a_correction_to_no_theme_at_all_is_kept(session: Session) -> None:
    said = comment(session, themes={"transport": BAD})
    inbox.correct(session, comment_id=said.id, state=None, themes=[], by_role="officer", now=NOON)

    assert inbox.theme_tallies(session) == []
    assert inbox.comments_about(session, theme="transport").total == 0


def test_a_correction_must_say_something_known_about_a_comment_one_may_see(session: Session) -> None:
    said, hidden = comment(session), comment(session, concern=True)

    with pytest.raises(inbox.NothingCorrected):
        inbox.correct(session, comment_id=said.id, state=None, themes=None, by_role="officer", now=NOON)
    with pytest.raises(UnknownTheme):
        inbox.correct(session, comment_id=said.id, state=None, themes=["wings"], by_role="officer", now=NOON)
    for nobody_s in (hidden.id, uuid4()):
        with pytest.raises(inbox.NoSuchComment):
            inbox.correct(
                session, comment_id=nobody_s, state=State.MIXED, themes=None, by_role="officer", now=NOON
            )


def test_comments_are_shown_redacted_with_their_month(session: Session) -> None:
    comment(
        session,
        text="Ayla waited for her taxi.",
        redacted="[name] waited for her taxi.",
        themes={"transport": BAD},
        may_quote=True,
    )

    view = inbox.comments_about(session, theme="transport").comments[0]

    assert view.text == "[name] waited for her taxi."
    assert view.said_on == date(2026, 11, 1)
    assert (view.source, view.language, view.may_quote, view.stance) == ("parent-pulse", "en", True, BAD)
    assert "Ayla" not in str(asdict(view))


def test_comments_come_in_pages_by_month(session: Session) -> None:
    days = [date(2026, 1, 31) + timedelta(days=20 * n) for n in range(10)]
    for day in days:
        comment(session, themes={"transport": BAD}, said_on=day)

    pages = [inbox.comments_about(session, theme="transport", page=n, per_page=4) for n in (1, 2, 3, 4)]

    shown = [view.said_on for page in pages for view in page.comments]
    assert [len(page.comments) for page in pages] == [4, 4, 2, 0]
    assert {(page.total, page.pages) for page in pages} == {(10, 3)}
    assert shown == sorted(shown, reverse=True)
    assert len({view.id for page in pages for view in page.comments}) == 10


def test_nothing_asks_for_the_original_and_statements_are_few(session: Session) -> None:
    for _ in range(5):
        said = comment(session, themes={"transport": BAD})
        inbox.correct(session, comment_id=said.id, state=State.MIXED, themes=None, by_role="officer", now=NOON)
    asked: list[str] = []
    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", lambda _c, _cur, statement, *_: asked.append(statement))

    inbox.theme_tallies(session)
    inbox.comments_about(session, theme="transport")
    inbox.state_counts(session)
    inbox.waves(session)

    assert len(asked) == 3 + 4 + 1 + 1
    assert not [statement for statement in asked if "original" in statement]


def test_before_the_first_comment_there_is_nothing_and_no_fault(session: Session) -> None:
    assert inbox.theme_tallies(session) == []
    assert inbox.state_counts(session).total == 0
    assert inbox.comments_about(session, theme="transport").pages == 1
