"""A comment is left out of publication with a reason on record, and everybody can read how many are."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from coproduce.accounts.models import Role
from coproduce.core import audit
from coproduce.core.privacy import publish
from coproduce.yousaid import leaving_out, loop, quoting
from coproduce.yousaid.errors import NoSuchComment, NoWords
from coproduce.yousaid.models import LeftOut, Verdict, WhyLeftOut
from coproduce.yousaid.track import By
from coproduce.yousaid.views import left_out
from tests.factories import NOON
from tests.factories_yousaid import TODAY, draft, many_said, officer, said
from tests.pages import PageClient

SignIn = Callable[[Role], PageClient]


def leave_out(
    session: Session,
    comment_id: UUID,
    *,
    by: By,
    reason: WhyLeftOut = WhyLeftOut.ABUSIVE,
    because: str = "It swears.",
) -> None:
    leaving_out.leave_out(session, comment_id=comment_id, reason=reason, because=because, by=by, now=NOON)


def test_its_words_go_from_every_reply_and_it_counts_all_the_same(session: Session) -> None:
    one = officer(session)
    first, *_ = many_said(session, 10)
    reply = draft(session, by=one, quotes={first: "Nobody rings back"})
    before = loop.waiting_now(session, today=TODAY)

    leave_out(session, first, by=one)

    assert [quote.verdict for quote in reply.quotes] == [Verdict.WITHDRAWN]
    assert quoting.quotable(session, comment_ids=[first]) == {}
    assert first not in [comment.id for comment in quoting.candidates(session, theme="communication", limit=20)]
    assert loop.waiting_now(session, today=TODAY) == before
    entry = next(iter(audit.entries(session, act="comments.left_out")))
    assert entry.facts == {"reason": "abusive"}

    leaving_out.put_back(session, comment_id=first, by=one, now=NOON)
    assert first in quoting.quotable(session, comment_ids=[first])
    assert leaving_out.find(session, comment_id=first) is None


def test_it_needs_a_reason_and_a_comment_that_may_be_read(session: Session) -> None:
    one = officer(session)
    with pytest.raises(NoWords):
        leave_out(session, said(session), by=one, because=" ")
    for there in (uuid4(), said(session, concern=True, hidden=True)):
        with pytest.raises(NoSuchComment):
            leave_out(session, there, by=one)


def test_the_database_wants_a_reason_too(session: Session) -> None:
    comment_id = said(session)
    row = LeftOut(comment_id=comment_id, reason=WhyLeftOut.ABUSIVE, because="", by_title="x", left_out_on=TODAY)
    with pytest.raises(IntegrityError), session.begin_nested():
        session.add(row)


@pytest.mark.parametrize(
    ("counts", "words", "reasons"),
    [
        ({"abusive": 0, "vexatious": 0}, None, []),
        ({"abusive": 2, "vexatious": 0}, "Fewer than five comments are left out of publication.", []),
        ({"abusive": 21, "vexatious": 9}, "About 30 comments are left out of publication.", ["abusive: about 20"]),
    ],
)
def test_the_number_passes_the_gate(
    client: PageClient, counts: dict[str, int], words: str | None, reasons: list[str]
) -> None:
    with client.app.test_request_context():
        found = left_out.number(publish(counts))

    assert (found.words if found else None) == words
    assert (found.reasons[:1] if found else []) == reasons


def test_a_moderator_leaves_one_out_and_puts_it_back_on_its_page(session: Session, signed_in_as: SignIn) -> None:
    address = f"/manage/comments/{said(session)}"
    session.commit()
    forum = signed_in_as(Role.FORUM)
    assert "not published" not in forum.open("/you-said-we-did").text
    hidden = forum.open(address).hidden_fields()

    unseen = {**hidden, "reason": "abusive", "because": "\u200b"}
    forum.post(f"{address}/leave-out", unseen, status=422)
    poor = forum.post(f"{address}/leave-out", {**hidden, "because": "It swears."}, status=422)
    assert "Choose why these words are not published." in poor.text
    assert "It swears." in poor.html
    done = forum.follow(
        forum.post(f"{address}/leave-out", {**hidden, "reason": "abusive", "because": "It swears at a teacher."})
    )
    assert "Left out of publication on" in done.text
    assert "It swears at a teacher." in done.text
    public = forum.open("/you-said-we-did")
    assert "Fewer than five comments are left out of publication." in public.text
    assert "swears" not in public.text

    back = forum.follow(forum.post(f"{address}/put-back", done.hidden_fields()))
    assert "Leave it out of publication" in back.text
