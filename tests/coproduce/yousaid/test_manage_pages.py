"""The desk: what is due, themes, comments, corrections."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session

from coproduce.accounts.models import Role
from coproduce.core import clock
from coproduce.voice.inbox import theme_tallies
from coproduce.voice.models import Stance
from coproduce.yousaid import track
from coproduce.yousaid.models import Outcome
from tests.factories import NOON
from tests.factories_yousaid import TODAY, draft, forum, many_said, officer, published, said
from tests.pages import PageClient

SignIn = Callable[[Role], PageClient]


def test_an_officer_sees_what_waits(session: Session, signed_in_as: SignIn) -> None:
    said(session, themes=["communication", "transport", "funding"])
    one, other = officer(session), forum(session)
    draft(session, by=one)
    to_answer = draft(session, by=one, theme="funding")
    track.sign(session, reply_id=to_answer.id or 0, version=1, by=one, now=NOON, today=TODAY)
    past = clock.now() - timedelta(days=40)
    published(
        session,
        by=one,
        forum_by=other,
        now=past,
        theme="transport",
        outcome=Outcome.DOING,
        done_on=None,
        next_on=clock.today() - timedelta(days=7),
    )

    page = signed_in_as(Role.OFFICER).open("/manage")

    assert page.h1 == "3 things wait for you"  # a comment that nobody has read in time, too
    assert "Transport and getting there news is late by 7 days" in page.text
    assert "Communication to sign, as an officer" in page.text
    assert "Waits for others Funding to co-sign or note, as the Forum" in page.text
    assert "Communication : 1 comment, the oldest" in page.text


def test_todays_list_has_the_commas_of_its_language(session: Session, signed_in_as: SignIn) -> None:
    said(session)

    page = signed_in_as(Role.OFFICER).open("/manage?lang=ur")

    assert "1 تبصرہ، سب سے پرانا" in page.text


def test_the_forum_sees_its_own_turn(session: Session, signed_in_as: SignIn) -> None:
    said(session)
    one = officer(session)
    reply = draft(session, by=one)
    track.sign(session, reply_id=reply.id or 0, version=1, by=one, now=NOON, today=TODAY)

    page = signed_in_as(Role.FORUM).open("/manage")

    assert page.h1 == "2 things wait for you"
    assert "Communication to co-sign or note, as the Forum" in page.text


@pytest.mark.parametrize("role", [Role.SAFEGUARDING, Role.VIEWER, Role.ADMIN])
def test_nothing_waits_for_the_others(signed_in_as: SignIn, role: Role) -> None:
    assert signed_in_as(role).open("/manage").h1 == "Nothing waits for you today"


def test_themes_come_with_counts_and_stances(session: Session, signed_in_as: SignIn) -> None:
    said(session)
    said(session, stance=Stance.POSITIVE)
    said(session, themes=["transport"])
    said(session, themes=["transport"])
    browser = signed_in_as(Role.OFFICER)

    page = browser.open("/manage/themes")
    assert "Communication 2 1 0 1 0 None yet" in page.text
    assert "Of 4 comments, 0 could not be judged" in page.text
    assert page.text.index("Communication 2") < page.text.index("Transport and getting there 2")

    by_negative = browser.open("/manage/themes?sort=negative")
    assert by_negative.text.index("Transport and getting there 2") < by_negative.text.index("Communication 2")
    assert browser.open("/manage/themes?sort=nonsense&wave=nonsense").status == 200


def test_a_viewer_sees_what_may_be_published_and_no_words(session: Session, signed_in_as: SignIn) -> None:
    many_said(session, 21)
    said(session, stance=Stance.POSITIVE)
    said(session, themes=["transport"])
    reply = published(session, theme="transport")
    session.commit()
    browser = signed_in_as(Role.VIEWER)

    page = browser.open("/manage/themes")

    assert "Communication 20 hidden 0% hidden 0% None yet" in page.text
    assert "Transport and getting there hidden hidden hidden hidden hidden Published" in page.text
    assert "It answers" not in browser.open(f"/manage/replies/{reply.id}").text
    assert "Communication: About 20 comments" in browser.open("/manage").text
    assert "Communication 22 95% 0% 5% 0% None yet" in signed_in_as(Role.OFFICER).open("/manage/themes").text
    assert "/manage/themes/communication" not in page.links
    browser.open("/manage/themes/communication", status=403)


def test_comments_are_redacted_and_paged(session: Session, signed_in_as: SignIn) -> None:
    many_said(session, 30)
    browser = signed_in_as(Role.OFFICER)

    page = browser.open("/manage/themes/communication")
    assert "30 comments." in page.text
    assert page.text.count("Nobody rings back about the plan.") == 25
    assert "April 2026 · may be quoted" in page.text
    assert "Anna Example" not in page.html
    assert "/manage/themes/communication?page=2" in page.links
    assert browser.open("/manage/themes/communication?page=2").text.count("Nobody rings back") == 5
    browser.open("/manage/themes/no_such_theme", status=404)


def test_a_person_corrects_the_machine(session: Session, signed_in_as: SignIn) -> None:
    comment_id = said(session)
    browser = signed_in_as(Role.FORUM)
    address = f"/manage/comments/{comment_id}?theme=communication"
    assert browser.open(address).checked("themes") == ["communication"]

    answer = browser.send_form(address, {"state": "positive", "themes": ["staff_attitude", "communication"]})

    assert "Your correction is kept." in browser.follow(answer).text
    assert {t.code: t.stances[Stance.POSITIVE] for t in theme_tallies(session)} == {
        "communication": 1,
        "staff_attitude": 1,
    }
    assert browser.open(address).checked("state") == ["positive"]


def test_a_correction_needs_a_state_and_known_themes(session: Session, signed_in_as: SignIn) -> None:
    comment_id = said(session)
    hidden = said(session, hidden=True)
    browser = signed_in_as(Role.OFFICER)

    page = browser.send_form(f"/manage/comments/{comment_id}", {"themes": ["nonsense"]}, status=422)

    assert "Choose how it sounds" in page.text
    browser.open(f"/manage/comments/{hidden}", status=404)
