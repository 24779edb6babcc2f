"""What was heard, and the figure of the loop."""

from datetime import date, timedelta

from sqlmodel import Session

from coproduce.voice.inbox import correct
from coproduce.yousaid import heard, loop
from coproduce.yousaid.guards import Heard
from tests.factories import NOON
from tests.factories_yousaid import SPRING, TODAY, WAVE, published, said


def test_themes_are_heard_with_their_first_and_last_day(session: Session) -> None:
    said(session, themes=["communication", "transport"])
    said(session, on=SPRING + timedelta(days=2))
    said(session, hidden=True)

    assert heard.by_theme(session) == {
        "communication": Heard(2, SPRING, SPRING + timedelta(days=2)),
        "transport": Heard(1, SPRING, SPRING),
    }
    assert heard.count(session, theme="funding") == Heard(0)


def test_one_wave_is_heard_by_itself(session: Session) -> None:
    said(session)
    said(session, wave="parent-pulse:2026-05", on=SPRING + timedelta(days=30))

    assert heard.count(session, theme="communication", wave=WAVE) == Heard(1, SPRING, SPRING)
    assert heard.first_day(session, wave="parent-pulse:2026-05") == SPRING + timedelta(days=30)
    assert heard.first_day(session, wave="none") is None


def test_a_person_goes_before_the_machine(session: Session) -> None:
    wrong = said(session)
    correct(session, comment_id=wrong, state=None, themes=["transport"], by_role="officer", now=NOON)

    assert heard.by_theme(session) == {"transport": Heard(1, SPRING, SPRING)}


def test_the_loop_counts_answers_and_who_waits_longest() -> None:
    raised = {
        "funding": Heard(30, date(2026, 9, 1), TODAY),
        "transport": Heard(9, date(2026, 3, 1), TODAY),
        "safety": Heard(5, date(2026, 1, 1), TODAY),
    }

    found = loop.loop_of(raised, answered={"safety", "never_raised"}, today=date(2026, 9, 2))

    assert (found.raised, found.answered) == (3, 1)
    assert [(item.theme, item.days) for item in found.waiting] == [("transport", 185), ("funding", 1)]
    assert found.oldest == found.waiting[0]


def test_a_theme_that_few_families_raised_waits_for_officers_alone() -> None:
    raised = {"funding": Heard(4, date(2026, 1, 1), TODAY), "transport": Heard(5, date(2026, 3, 1), TODAY)}

    found = loop.loop_of(raised, answered=(), today=TODAY)

    assert (found.raised, [item.theme for item in found.waiting]) == (1, ["transport"])
    everything = loop.waiting_of(raised, answered=(), today=TODAY)
    assert [item.theme for item in everything] == ["funding", "transport"]


def test_where_nobody_said_anything_nothing_waits() -> None:
    assert loop.loop_of({}, answered=(), today=TODAY) == loop.Loop(0, 0, ())
    assert loop.loop_of({}, answered=(), today=TODAY).oldest is None


def test_only_a_published_reply_answers(session: Session) -> None:
    for _ in range(5):
        said(session, themes=["communication", "transport"])
    published(session)

    found = loop.figure(session, today=TODAY)

    assert (found.raised, found.answered) == (2, 1)
    assert [(item.theme, item.since) for item in found.waiting] == [("transport", SPRING)]


def test_the_figure_stands_still_while_a_months_comments_come_in(session: Session) -> None:
    for _ in range(4):
        said(session, on=TODAY.replace(day=1) - timedelta(days=1))
    said(session, on=TODAY.replace(day=1))

    assert loop.figure(session, today=TODAY).raised == 0
    assert [item.comments for item in loop.waiting_now(session, today=TODAY)] == [5]

    said(session, on=TODAY.replace(day=1) - timedelta(days=1))
    assert loop.figure(session, today=TODAY).raised == 1
    assert loop.figure(session, today=TODAY).oldest == loop.figure(session, today=TODAY).waiting[0]
