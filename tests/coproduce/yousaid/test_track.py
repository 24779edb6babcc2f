"""The way of a reply to the public: nobody goes it alone."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from coproduce.accounts.models import Role
from coproduce.yousaid import track
from coproduce.yousaid.errors import (
    ChangedMeanwhile,
    NotBothSigned,
    NotReady,
    NotTheirs,
    OfficerFirst,
    SamePersonTwice,
)
from coproduce.yousaid.models import Outcome, Reply, ReplyState, Step
from coproduce.yousaid.track import By
from tests.factories import NOON
from tests.factories_yousaid import (
    SPRING,
    TODAY,
    action,
    content,
    draft,
    forum,
    many_said,
    officer,
    published,
    said,
)


def signed(session: Session, by: By) -> Reply:
    """A reply with an officer's signature, in version 2."""
    reply = draft(session, by=by)
    return track.sign(session, reply_id=reply.id or 0, version=1, by=by, now=NOON, today=TODAY)


def test_a_reply_counts_what_it_answers(session: Session) -> None:
    said(session)
    said(session, on=SPRING + timedelta(days=9))
    said(session, themes=["transport"])
    linked = action(session)

    reply = draft(session, action_ids=(linked.id or 0,))

    assert (reply.comments_counted, reply.heard_on) == (2, SPRING)
    assert reply.counted_until == SPRING + timedelta(days=9)
    assert [item.code for item in reply.actions] == ["3.1c"]
    assert (reply.state, reply.version) == (ReplyState.DRAFT, 1)
    assert [line.step for line in reply.steps] == [Step.WRITTEN]


def test_an_officer_and_the_forum_sign_and_then_everybody_may_read_it(session: Session) -> None:
    said(session)

    reply = published(session)

    assert (reply.state, reply.published_on) == (ReplyState.PUBLISHED, TODAY)
    assert reply.officer_title == "Head of SEND"
    assert [line.step for line in reply.steps] == [Step.WRITTEN, Step.SIGNED, Step.CO_SIGNED, Step.PUBLISHED]


def test_a_faulty_reply_is_not_kept(session: Session) -> None:
    said(session)

    with pytest.raises(NotReady) as caught:
        draft(session, we_did="We will see.", evidence="")

    assert [fault.code for fault in caught.value.faults] == ["hollow", "evidence_missing"]


def test_a_date_that_has_come_since_it_was_written_stops_the_signature(session: Session) -> None:
    said(session)
    one = officer(session)
    reply = draft(session, by=one, outcome=Outcome.DOING, next_on=TODAY + timedelta(days=1))

    with pytest.raises(NotReady, match="next_on_passed"):
        track.sign(session, reply_id=reply.id or 0, version=1, by=one, now=NOON, today=TODAY + timedelta(days=1))


def test_nobody_publishes_alone(session: Session) -> None:
    said(session)
    one = officer(session)
    reply = signed(session, one)

    with pytest.raises(NotBothSigned):
        track.publish(session, reply_id=reply.id or 0, version=2, by=one, now=NOON, today=TODAY)


def test_the_forum_answers_to_a_text_that_an_officer_has_signed(session: Session) -> None:
    said(session)
    reply = draft(session)

    with pytest.raises(OfficerFirst):
        track.co_sign(session, reply_id=reply.id or 0, version=1, by=forum(session), now=NOON, today=TODAY)


def test_each_signature_has_its_own_role(session: Session) -> None:
    said(session)
    one, other = officer(session), forum(session)
    reply = draft(session, by=one)

    with pytest.raises(NotTheirs):
        track.sign(session, reply_id=reply.id or 0, version=1, by=other, now=NOON, today=TODAY)
    with pytest.raises(NotTheirs):
        track.co_sign(session, reply_id=reply.id or 0, version=1, by=one, now=NOON, today=TODAY)
    with pytest.raises(NotTheirs):
        track.write(
            session, content=content(), by=By(one.person_id, Role.VIEWER, "Board member"), now=NOON, today=TODAY
        )


def test_one_person_who_changed_role_cannot_sign_twice(session: Session) -> None:
    said(session)
    one = officer(session)
    reply = signed(session, one)
    same = By(one.person_id, Role.FORUM, "Parent Carer Forum")

    with pytest.raises(SamePersonTwice):
        track.co_sign(session, reply_id=reply.id or 0, version=2, by=same, now=NOON, today=TODAY)


def test_an_edit_takes_both_signatures_back_and_says_so(session: Session) -> None:
    said(session)
    one, other = officer(session), forum(session)
    reply = signed(session, one)
    track.co_sign(session, reply_id=reply.id or 0, version=2, by=other, now=NOON, today=TODAY)

    taken_back = track.rewrite(
        session,
        reply_id=reply.id or 0,
        version=3,
        content=content(you_said="Nobody writes back."),
        by=one,
        now=NOON,
        today=TODAY,
    )

    assert taken_back is True
    assert (reply.state, reply.officer_signed_at, reply.forum_signed_at) == (ReplyState.DRAFT, None, None)
    assert reply.steps[-1].step is Step.SIGNATURES_TAKEN_BACK
    with pytest.raises(NotBothSigned):
        track.publish(session, reply_id=reply.id or 0, version=4, by=one, now=NOON, today=TODAY)


def test_an_edit_of_a_draft_takes_nothing_back(session: Session) -> None:
    said(session)
    one = officer(session)
    reply = draft(session, by=one)

    assert (
        track.rewrite(session, reply_id=reply.id or 0, version=1, content=content(), by=one, now=NOON, today=TODAY)
        is False
    )


def test_a_quote_can_be_added_shortened_and_left_out(session: Session) -> None:
    first, second, *_ = many_said(session, 10)
    one = officer(session)
    reply = draft(session, by=one, quotes={first: "Nobody rings back about the plan."})

    changed = content(quotes={first: "Nobody rings back", second: "the plan."})
    track.rewrite(session, reply_id=reply.id or 0, version=1, content=changed, by=one, now=NOON, today=TODAY)
    assert {quote.comment_id: quote.text for quote in reply.quotes} == changed.quotes

    track.rewrite(session, reply_id=reply.id or 0, version=2, content=content(), by=one, now=NOON, today=TODAY)
    assert reply.quotes == []


def test_whoever_comes_second_is_told(session: Session) -> None:
    said(session)
    one = officer(session)
    reply = draft(session, by=one)
    track.rewrite(session, reply_id=reply.id or 0, version=1, content=content(), by=one, now=NOON, today=TODAY)

    with pytest.raises(ChangedMeanwhile):
        track.sign(session, reply_id=reply.id or 0, version=1, by=one, now=NOON, today=TODAY)
