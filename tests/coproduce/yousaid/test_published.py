"""What anyone may read, and what a receipt leads to."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from coproduce.accounts.models import Role
from coproduce.voice.receipts import FoundReceipt
from coproduce.yousaid import published as public
from coproduce.yousaid import track
from coproduce.yousaid.errors import NoSuchReply
from coproduce.yousaid.models import Outcome, Reply
from coproduce.yousaid.published import InUse, Wanted
from coproduce.yousaid.received import Answer, story_of
from tests.factories import NOON
from tests.factories_yousaid import SPRING, TODAY, WAVE, action, draft, forum, officer, published, said

RECEIPT = FoundReceipt(WAVE, ("communication", "transport"))


def three(session: Session) -> tuple[Reply, Reply, Reply]:
    """Two published replies and a draft."""
    said(session, themes=["communication", "transport"])
    one, other, linked = officer(session), forum(session), action(session)
    first = published(session, by=one, forum_by=other, action_ids=(linked.id or 0,))
    second = published(
        session,
        by=one,
        forum_by=other,
        now=NOON + timedelta(days=1),
        theme="transport",
        outcome=Outcome.CANNOT,
        reason="The law sets the distance.",
        decided_by="Head of Transport",
    )
    return first, second, draft(session, by=one)


def test_the_newest_comes_first_and_drafts_do_not_come(session: Session) -> None:
    first, second, _ = three(session)

    page = public.newest(session)

    assert list(page.replies) == [second, first]
    assert (page.total, page.pages) == (2, 1)


@pytest.mark.parametrize(
    ("wanted", "index"),
    [(Wanted(theme="transport"), 1), (Wanted(action="3.1c"), 0), (Wanted(outcome=Outcome.CANNOT), 1)],
)
def test_replies_are_found_by_theme_action_and_outcome(session: Session, wanted: Wanted, index: int) -> None:
    replies = three(session)

    assert list(public.newest(session, wanted=wanted).replies) == [replies[index]]


def test_what_they_can_be_found_by(session: Session) -> None:
    three(session)

    assert public.in_use(session) == InUse(
        ("communication", "transport"), (("3.1c", "3.1c"),), (Outcome.DONE, Outcome.CANNOT)
    )


def test_an_action_without_a_code_on_paper_is_found_by_its_words(session: Session) -> None:
    first, *_ = three(session)
    first.actions[0].code, first.actions[0].printed_code = "4.3-short-breaks", ""
    session.flush()

    assert public.in_use(session).actions == (("4.3-short-breaks", "Reply to families in five days"),)


def test_an_action_shows_its_evidence(session: Session) -> None:
    first, *_ = three(session)
    linked = first.actions[0]

    assert list(public.for_action(session, action_id=linked.id or 0)) == [first]
    assert list(public.on_themes(session, themes=["communication", "funding"], limit=3)) == [first]


def test_a_withdrawn_reply_keeps_its_address_and_a_draft_has_none(session: Session) -> None:
    first, _, written = three(session)
    by = track.By(first.officer_id or 0, Role.OFFICER, "Head of SEND")
    track.withdraw(session, reply_id=first.id or 0, version=4, because="Wrong date.", by=by, now=NOON, today=TODAY)
    track.withdraw(
        session, reply_id=written.id or 0, version=1, because="Not needed.", by=by, now=NOON, today=TODAY
    )

    assert public.find(session, reply_id=first.id or 0).withdrawn_because == "Wrong date."
    assert first not in public.newest(session).replies
    with pytest.raises(NoSuchReply):
        public.find(session, reply_id=written.id or 0)


def test_a_receipt_shows_what_is_heard_read_and_answered(session: Session) -> None:
    said(session, themes=["communication", "transport", "funding"])
    one, other = officer(session), forum(session)
    answered = published(session, by=one, forum_by=other)
    draft(session, by=one, theme="transport")

    story = story_of(session, receipt=FoundReceipt(WAVE, ("communication", "transport", "funding")))

    assert story.since == SPRING
    assert [(t.theme, t.is_read, t.is_answered) for t in story.threads] == [
        ("communication", True, True),
        ("transport", True, False),
        ("funding", False, False),
    ]
    assert story.threads[0].answers == (Answer(answered, is_earlier=False),)


def test_a_reply_to_an_earlier_wave_does_not_answer_a_later_one(session: Session) -> None:
    said(session)
    one, other = officer(session), forum(session)
    published(session, by=one, forum_by=other, wave=WAVE)
    published(session, by=one, forum_by=other)  # on all waves until now
    said(session, wave="later", on=SPRING + timedelta(days=60))

    earlier = story_of(session, receipt=FoundReceipt(WAVE, ("communication",)))
    later = story_of(session, receipt=FoundReceipt("later", ("communication",)))

    assert [answer.is_earlier for answer in earlier.threads[0].answers] == [False, False]
    assert not later.threads[0].is_answered
    assert [answer.is_earlier for answer in later.threads[0].answers] == [True, True]


def test_a_receipt_of_a_wave_without_comments_still_has_its_threads(session: Session) -> None:
    story = story_of(session, receipt=RECEIPT)

    assert story.since is None
    assert [thread.is_read for thread in story.threads] == [False, False]
