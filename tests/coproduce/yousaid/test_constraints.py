"""The database refuses what must never happen, whoever writes."""

from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from coproduce.yousaid.models import Outcome, Quote, Reply, ReplyState
from tests.factories import NOON
from tests.factories_yousaid import SPRING, TODAY, draft, many_said, officer, published, said

REFUSED: dict[str, dict[str, Any]] = {
    "done_has_proof": {"done_on": None},
    "cannot_has_reason": {"outcome": Outcome.CANNOT, "reason": "Because.", "decided_by": ""},
    "disagree_has_reason": {"outcome": Outcome.DISAGREE, "reason": ""},
    "doing_has_date": {"outcome": Outcome.DOING, "next_on": None},
    "two_signatures": {"forum_signed_at": None},
    "sign_or_note": {"forum_note": "Not so.", "forum_noted_at": NOON},
    "note_has_words": {"forum_signed_at": None, "forum_noted_at": NOON},
    "withdrawn_has_reason": {"state": ReplyState.WITHDRAWN, "withdrawn_on": TODAY},
    "heard_before_counted": {"heard_on": TODAY, "counted_until": SPRING},
}


@pytest.mark.parametrize("name", REFUSED)
def test_each_check_holds(session: Session, name: str) -> None:
    said(session)
    reply = published(session)

    with pytest.raises(IntegrityError, match=f"ck_replies_{name}"):
        session.exec(update(Reply).where(col(Reply.id) == reply.id).values(**REFUSED[name]))


def test_two_signatures_are_two_peoples(session: Session) -> None:
    said(session)
    reply = published(session)

    with pytest.raises(IntegrityError, match="ck_replies_two_people"):
        session.exec(update(Reply).where(col(Reply.id) == reply.id).values(forum_id=reply.officer_id))


def test_a_comment_is_quoted_once_in_a_reply(session: Session) -> None:
    first, *_ = many_said(session, 10)
    reply = draft(session, by=officer(session), quotes={first: "Nobody rings back"})

    session.add(Quote(reply_id=reply.id or 0, comment_id=first, text="Nobody"))
    with pytest.raises(
        IntegrityError, match=r"uq_quotes_reply_id_comment_id|quotes\.reply_id, quotes\.comment_id"
    ):
        session.flush()
