"""Inviting somebody: one link, once, for a time, until it is taken back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from coproduce.accounts import invitations
from coproduce.accounts.invitations import AlreadyInvited, Closed, MayAlreadySignIn, NoSuchInvitation, State
from coproduce.accounts.links import Invitation
from coproduce.accounts.models import Person, Role
from coproduce.accounts.people import COMMAND
from coproduce.core import audit, db
from coproduce.outbox.models import Message, MessageState
from tests.factories import NOON, person
from tests.factories_accounts import SITE, invited, last_link

HASH = "not-a-real-hash"
DAY = timedelta(days=1)


def token_of(session: Session) -> str:
    return last_link(session).removeprefix("/invitations/")


def id_of(invitation: Invitation) -> int:
    assert invitation.id is not None
    return invitation.id


def test_the_link_makes_a_person_with_the_role_that_was_chosen(session: Session) -> None:
    invited(session, email=" New@Example.org", role=Role.FORUM, title="Forum volunteer", now=NOON)

    made = invitations.accept(session, token=token_of(session), password_hash=HASH, now=NOON + DAY)

    assert (made.email, made.role, made.title) == ("new@example.org", Role.FORUM, "Forum volunteer")
    acts = [(entry.act, entry.by) for entry in audit.entries(session)]
    assert acts == [("people.invited", "command"), ("people.invitation_accepted", "new@example.org")]


def test_neither_the_token_nor_a_way_back_to_it_is_kept(session: Session) -> None:
    kept = invited(session, now=NOON)
    token = token_of(session)

    assert token not in str(kept.model_dump())
    assert all(token not in str(entry.model_dump()) for entry in audit.entries(session))
    assert len(token) >= 32


def test_a_link_works_once(session: Session) -> None:
    invited(session, now=NOON)
    token = token_of(session)
    invitations.accept(session, token=token, password_hash=HASH, now=NOON)

    with pytest.raises(Closed) as closed:
        invitations.accept(session, token=token, password_hash=HASH, now=NOON)
    assert closed.value.state is State.ACCEPTED


def test_a_link_grows_old_after_a_week(session: Session) -> None:
    invited(session, now=NOON)
    token = token_of(session)

    invitations.look_at(session, token=token, now=NOON + 7 * DAY - timedelta(seconds=1))
    with pytest.raises(Closed) as closed:
        invitations.accept(session, token=token, password_hash=HASH, now=NOON + 7 * DAY)
    assert closed.value.state is State.EXPIRED


def test_what_is_taken_back_opens_nothing_and_is_not_sent(session: Session) -> None:
    kept = invited(session, now=NOON)
    token = token_of(session)

    invitations.withdraw(session, invitation_id=id_of(kept), by=COMMAND, now=NOON)

    with pytest.raises(Closed) as closed:
        invitations.accept(session, token=token, password_hash=HASH, now=NOON)
    assert closed.value.state is State.WITHDRAWN
    assert session.exec(select(Message.state)).one() is MessageState.WITHDRAWN
    invited(session, now=NOON)


def test_a_new_link_kills_the_old_one(session: Session) -> None:
    kept = invited(session, now=NOON)
    old = token_of(session)

    invitations.send_again(session, invitation_id=id_of(kept), base_url=SITE, by=COMMAND, now=NOON + 9 * DAY)

    with pytest.raises(NoSuchInvitation):
        invitations.accept(session, token=old, password_hash=HASH, now=NOON + 9 * DAY)
    invitations.accept(session, token=token_of(session), password_hash=HASH, now=NOON + 10 * DAY)


@pytest.mark.parametrize("closed_by", ["accept", "withdraw"])
def test_what_is_closed_is_neither_sent_again_nor_taken_back(session: Session, closed_by: str) -> None:
    kept = invited(session, now=NOON)
    if closed_by == "accept":
        invitations.accept(session, token=token_of(session), password_hash=HASH, now=NOON)
    else:
        invitations.withdraw(session, invitation_id=id_of(kept), by=COMMAND, now=NOON)

    with pytest.raises(Closed):
        invitations.send_again(session, invitation_id=id_of(kept), base_url=SITE, by=COMMAND, now=NOON)
    with pytest.raises(Closed):
        invitations.withdraw(session, invitation_id=id_of(kept), by=COMMAND, now=NOON)


def test_an_address_is_invited_once_at_a_time(session: Session) -> None:
    invited(session, now=NOON)

    with pytest.raises(AlreadyInvited):
        invited(session, email="NEW@example.org", now=NOON)


def test_who_may_sign_in_is_not_invited(session: Session) -> None:
    person(session, email="new@example.org")

    with pytest.raises(MayAlreadySignIn):
        invited(session, now=NOON)


def test_who_was_added_meanwhile_keeps_what_they_have(session: Session) -> None:
    invited(session, role=Role.ADMIN, now=NOON)
    person(session, email="new@example.org", role=Role.VIEWER)

    with pytest.raises(MayAlreadySignIn):
        invitations.accept(session, token=token_of(session), password_hash=HASH, now=NOON)
    assert session.exec(select(Person.role)).one() is Role.VIEWER


def test_two_browsers_that_open_a_link_at_once_make_one_person(engine: Engine, session: Session) -> None:
    invited(session, now=NOON)
    token = token_of(session)
    session.commit()
    start = Barrier(2)

    def open_it(_number: int) -> str:
        start.wait(10)
        try:
            with db.transaction(engine) as own:
                invitations.accept(own, token=token, password_hash=HASH, now=NOON)
        except Closed:
            return "closed"
        return "opened"

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(open_it, range(2))) == ["closed", "opened"]


@pytest.mark.parametrize(
    "change",
    [
        {"accepted_at": NOON, "withdrawn_at": NOON},
        {"expires_at": NOON},
        {"times_sent": 0},
        {"invited_by": ""},
    ],
    ids=["accepted_or_withdrawn", "expires_later", "was_sent", "invited_by_somebody"],
)
def test_the_database_refuses_what_must_never_be(session: Session, change: dict[str, object]) -> None:
    kept = invited(session, now=NOON)
    for name, value in change.items():
        setattr(kept, name, value)

    with pytest.raises(IntegrityError):
        session.flush()


def test_the_database_refuses_a_second_open_invitation(session: Session) -> None:
    kept = invited(session, now=NOON)
    session.add(Invitation(**{**kept.model_dump(exclude={"id"}), "token_hash": "x" * 64}))

    with pytest.raises(IntegrityError):
        session.flush()
