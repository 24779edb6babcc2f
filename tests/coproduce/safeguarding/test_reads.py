"""Every comment is read by a person: which nobody has read, which are late, and how a reader brings one."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from coproduce.accounts.models import Role
from coproduce.core import clock
from coproduce.core.working_time import WorkingTime
from coproduce.safeguarding import listing, reads
from tests.factories_voice import comment
from tests.pages import PageClient

SignIn = Callable[[Role], PageClient]
TODAY = date(2026, 11, 24)
OFFICE = WorkingTime()


def test_those_nobody_has_read_are_counted_and_the_late_ones_too(session: Session) -> None:
    comment(session, said_on=TODAY - timedelta(days=30))
    in_time = comment(session, said_on=TODAY - timedelta(days=7)).id
    comment(session, said_on=TODAY - timedelta(days=30), concern=True)

    assert reads.count(session, working=OFFICE, today=TODAY) == reads.Counts(unread=2, late=1)
    assert reads.mark(session, comment_ids=[in_time], by="o@example.org", today=TODAY) == 1
    assert reads.mark(session, comment_ids=[in_time], by="f@example.org", today=TODAY) == 0
    assert reads.count(session, working=OFFICE, today=TODAY) == reads.Counts(unread=1, late=1)


def test_a_reader_says_that_they_have_read_and_brings_one_to_the_lead(
    signed_in_as: SignIn, session: Session
) -> None:
    old = clock.today() - timedelta(days=30)
    worrying = comment(session, text="She sleeps in the bath.", said_on=old).id
    comment(session, text="Nobody rings back.", said_on=old)
    session.commit()
    officer = signed_in_as(Role.OFFICER)
    assert "2 comments should have been read by now" in officer.open("/manage").text
    assert officer.open("/manage").h1 == "One thing waits for you"
    page = officer.open("/manage/unread")
    assert page.h1 == "Nobody has read 2 comments yet"
    token = {"csrf_token": page.hidden_fields()["csrf_token"]}

    officer.post(f"/manage/unread/{worrying}/worry", token)
    officer.post(f"/manage/unread/{worrying}/worry", token, status=404)
    assert [one.kinds for one in listing.waiting(session)] == [("reader",)]
    session.commit()
    left = officer.open("/manage/unread")
    assert "She sleeps" not in left.text
    officer.post("/manage/unread", {**token, "comment": ["nothing", *_ids(left.html)]})

    assert officer.open("/manage/unread").h1 == "Every comment has been read by a person"
    assert "should have been read" not in officer.open("/manage").text


def _ids(html: str) -> list[str]:
    return [part.split('"')[0] for part in html.split('name="comment" value="')[1:]]


def test_the_database_wants_a_reader(session: Session) -> None:
    row = {"comment_id": comment(session).id, "read_on": TODAY, "read_by": ""}

    with pytest.raises(IntegrityError, match="has_reader"):
        session.execute(reads.READS.insert().values(row))
