"""Sample data: the whole chain, the same every time, and never beside real data."""

import pytest
import time_machine
from flask import Flask
from sqlmodel import Session, col, func, select

from coproduce.accounts.models import Role
from coproduce.core.facts import is_sample_data
from coproduce.demo import families, young
from coproduce.demo.filling import Filled, Keys, NotEmpty, fill
from coproduce.plan.models import Action, Plan, PlanKind, PlanStatus
from coproduce.safeguarding import reads
from coproduce.safeguarding.concerns import OFFICE
from coproduce.safeguarding.models import CommentRead
from coproduce.voice.models import Audience, Comment, Reading, State
from coproduce.yousaid.models import Outcome, Reply, ReplyState
from tests.factories import NOON, person
from tests.pages import PageClient

KEYS = Keys(password="plain-words-for-a-test", secret="k" * 40, cheap_passwords=True)
FEW = 25


def filled(session: Session) -> Filled:
    """A small sample."""
    made = fill(session, count=FEW, keys=KEYS, now=NOON, today=NOON.date())
    session.commit()
    return made


def outcomes(session: Session) -> set[Outcome]:
    """The outcomes of published replies."""
    published = session.exec(select(Reply).where(col(Reply.state) == ReplyState.PUBLISHED))
    return {Outcome(reply.outcome) for reply in published}


def test_it_holds_the_whole_chain_and_somebody_has_read_what_is_older_than_a_week(
    session: Session, client: PageClient
) -> None:
    made = filled(session)

    assert made.plan == "14 weaknesses, 5 priorities, 41 actions, 7 boards, 11 dates"
    assert outcomes(session) == set(Outcome)
    assert is_sample_data(session)
    assert "Sample data" in client.open("/").text
    assert client.open("/plan/actions/3.1c").text.count("named officer") >= 1

    counts = reads.count(session, working=OFFICE, today=NOON.date())
    assert session.exec(select(func.count()).select_from(CommentRead)).one() > 0
    assert counts.late == 0

    plans = {plan.status: plan for plan in session.exec(select(Plan))}
    assert plans[PlanStatus.HISTORY].kind is PlanKind.WSOA
    assert plans[PlanStatus.CURRENT].kind is PlanKind.LOCAL
    for plan in plans.values():
        assert session.exec(select(func.count()).where(col(Action.plan_id) == plan.id)).one() == 41


def test_young_people_are_asked_and_their_words_have_themes_and_no_sentiment(
    session: Session, client: PageClient
) -> None:
    made = filled(session)

    words = session.exec(select(Comment).where(col(Comment.source) == young.SLUG)).all()
    read = session.exec(
        select(Reading).where(col(Reading.comment_id).in_([comment.id for comment in words]))
    ).all()
    assert made.young == FEW // 2
    assert words
    assert {comment.audience for comment in words} == {Audience.CYP}
    assert {reading.state for reading in read} == {State.NOT_ANALYSED}
    with time_machine.travel(NOON, tick=False):
        assert 'dir="rtl"' in client.open("/s/young-voices?lang=ur").html


def test_the_young_people_are_the_same_every_time_and_few_of_them_write() -> None:
    everybody = list(young.young_people(500))

    assert everybody == list(young.young_people(500))
    assert len(everybody) == young.MOST
    assert 0 < sum(bool(one.sheet.words) for one in everybody) < young.MOST / 2


def test_the_families_are_the_same_every_time() -> None:
    assert list(families.families(wave=3, count=50)) == list(families.families(wave=3, count=50))
    assert list(families.families(wave=3, count=50)) != list(families.families(wave=4, count=50))


def test_a_larger_sample_hides_what_worries_masks_what_names_and_fills_the_front_page(
    session: Session, client: PageClient
) -> None:
    fill(session, count=70, keys=KEYS, now=NOON, today=NOON.date().replace(day=30))
    session.commit()

    hidden = session.exec(select(Comment).where(col(Comment.hidden).is_(True))).all()
    named = session.exec(select(Comment).where(col(Comment.original).contains("Tobias"))).all()
    with time_machine.travel(NOON.replace(day=30), tick=False):
        page = client.open("/")
    assert len(hidden) >= 2
    assert named
    assert all("Tobias" not in comment.redacted and "01632" not in comment.redacted for comment in named)
    assert "/s/parent-pulse" in page.links
    assert "You said" in page.text
    assert "Parents' confidence is" in page.text


def test_it_is_never_mixed_with_what_is_there(session: Session) -> None:
    person(session, email="real@example.org", role=Role.OFFICER)

    with pytest.raises(NotEmpty):
        filled(session)


def test_the_command_keeps_what_is_there(app: Flask, session: Session) -> None:
    filled(session)
    runner = app.test_cli_runner()

    kept = runner.invoke(args=["demo", "--keep"])
    refused = runner.invoke(args=["demo"])

    assert kept.exit_code == 0
    assert "already" in kept.output
    assert refused.exit_code == 1
