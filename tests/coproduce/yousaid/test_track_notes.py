"""The Forum's note, and taking a reply back."""

from datetime import date

import pytest
from sqlmodel import Session

from coproduce.yousaid import track
from coproduce.yousaid.errors import (
    NoSuchReply,
    NotBothSigned,
    NotNow,
    NotTheirs,
    NoWords,
    TooLong,
)
from coproduce.yousaid.models import Reply, ReplyState
from coproduce.yousaid.track import By
from tests.factories import NOON
from tests.factories_yousaid import (
    TODAY,
    content,
    draft,
    forum,
    officer,
    published,
    said,
)


def signed(session: Session, by: By) -> Reply:
    """A reply with an officer's signature, in version 2."""
    reply = draft(session, by=by)
    return track.sign(session, reply_id=reply.id or 0, version=1, by=by, now=NOON, today=TODAY)


def test_the_forum_may_leave_its_note_instead(session: Session) -> None:
    said(session)
    one, other = officer(session), forum(session)
    reply = signed(session, one)

    track.add_note(
        session, reply_id=reply.id or 0, version=2, note=" It is not so in every school. ", by=other, now=NOON
    )
    track.publish(session, reply_id=reply.id or 0, version=3, by=one, now=NOON, today=TODAY)

    assert reply.forum_note == "It is not so in every school."
    assert reply.forum_signed_at is None
    assert reply.state is ReplyState.PUBLISHED


def test_nobody_else_removes_the_note(session: Session) -> None:
    said(session)
    one, other = officer(session), forum(session)
    reply = signed(session, one)
    track.add_note(session, reply_id=reply.id or 0, version=2, note="Not so.", by=other, now=NOON)

    track.rewrite(session, reply_id=reply.id or 0, version=3, content=content(), by=one, now=NOON, today=TODAY)
    track.sign(session, reply_id=reply.id or 0, version=4, by=one, now=NOON, today=TODAY)

    assert reply.forum_note == "Not so."
    with pytest.raises(NotBothSigned):  # the note stays, and the Forum says again whether it stands
        track.publish(session, reply_id=reply.id or 0, version=5, by=one, now=NOON, today=TODAY)


def test_the_forum_may_sign_after_all_and_note_after_publication(session: Session) -> None:
    said(session)
    one, other = officer(session), forum(session)
    reply = published(session, by=one, forum_by=other)
    reply_id = reply.id or 0

    track.add_note(session, reply_id=reply_id, version=4, note="It has stopped.", by=other, now=NOON)
    assert (reply.state, reply.forum_signed_at) == (ReplyState.PUBLISHED, None)

    track.co_sign(session, reply_id=reply_id, version=5, by=other, now=NOON, today=TODAY)
    assert (reply.state, reply.forum_note, reply.forum_noted_at) == (ReplyState.PUBLISHED, "", None)


def test_a_note_has_words(session: Session) -> None:
    said(session)
    reply = signed(session, officer(session))

    with pytest.raises(NoWords):
        track.add_note(session, reply_id=reply.id or 0, version=2, note="  ", by=forum(session), now=NOON)


def test_a_published_text_is_not_changed_but_withdrawn_with_a_reason(session: Session) -> None:
    said(session)
    one = officer(session)
    reply = published(session, by=one)
    reply_id = reply.id or 0

    with pytest.raises(NotNow):
        track.rewrite(session, reply_id=reply_id, version=4, content=content(), by=one, now=NOON, today=TODAY)
    session.rollback()


def test_withdrawing_says_why(session: Session) -> None:
    said(session)
    one, other = officer(session), forum(session)
    reply = published(session, by=one, forum_by=other)
    reply_id = reply.id or 0

    with pytest.raises(NoWords):
        track.withdraw(session, reply_id=reply_id, version=4, because=" ", by=one, now=NOON, today=TODAY)
    with pytest.raises(NotTheirs):
        track.withdraw(session, reply_id=reply_id, version=4, because="No.", by=other, now=NOON, today=TODAY)
    track.withdraw(
        session, reply_id=reply_id, version=4, because="The date was wrong.", by=one, now=NOON, today=TODAY
    )

    assert (reply.state, reply.withdrawn_on) == (ReplyState.WITHDRAWN, TODAY)
    assert reply.withdrawn_because == "The date was wrong."
    with pytest.raises(NotNow):
        track.withdraw(session, reply_id=reply_id, version=5, because="Again.", by=one, now=NOON, today=TODAY)


def test_a_reply_that_is_not_there(session: Session) -> None:
    with pytest.raises(NoSuchReply):
        track.sign(session, reply_id=99, version=1, by=officer(session), now=NOON, today=date(2026, 1, 1))


def test_a_note_or_a_reason_that_is_too_long_changes_nothing(session: Session) -> None:
    said(session)
    one, other = officer(session), forum(session)
    reply = signed(session, one)
    reply_id, long = reply.id or 0, "x" * (track.LONGEST_NOTE + 1)

    with pytest.raises(TooLong):
        track.add_note(session, reply_id=reply_id, version=2, note=long, by=other, now=NOON)
    with pytest.raises(TooLong):
        track.withdraw(session, reply_id=reply_id, version=2, because=long, by=one, now=NOON, today=TODAY)

    assert reply.version == 2
    track.add_note(session, reply_id=reply_id, version=2, note="x\r\n" * 2_000, by=other, now=NOON)
    assert len(reply.forum_note) == 3_999
