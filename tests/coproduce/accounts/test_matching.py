"""Of those whom a provider knows, only who was added or invited here signs in."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from coproduce.accounts import invitations, matching
from coproduce.accounts.links import Invitation, ProviderSubject
from coproduce.accounts.matching import NotOneOfUs
from coproduce.accounts.models import Person, Role
from coproduce.accounts.people import COMMAND
from coproduce.accounts.provider import Confirmed
from coproduce.core import audit
from tests.factories import NOON, person
from tests.factories_accounts import invited

EMAIL = "officer@example.org"


def confirmed(email: str = EMAIL, *, subject: str = "s-1", issuer: str = "https://provider.example") -> Confirmed:
    return Confirmed(issuer, subject, email, second_step=False)


def match(session: Session, who: Confirmed) -> Person:
    return matching.match(session, who, unusable_hash="nobody-knows", now=NOON)


def test_the_first_time_it_is_the_address_and_then_what_the_provider_calls_them(session: Session) -> None:
    someone = person(session, email=EMAIL)

    assert match(session, confirmed(EMAIL.upper())).id == someone.id
    assert match(session, confirmed("married@example.org")).id == someone.id
    assert match(session, confirmed("")).id == someone.id
    assert [entry.act for entry in audit.entries(session)] == ["people.provider_joined"]


def test_an_address_that_changed_hands_opens_nothing(session: Session) -> None:
    person(session, email=EMAIL)
    match(session, confirmed())

    with pytest.raises(NotOneOfUs):
        match(session, confirmed(subject="s-2"))


def test_the_same_name_at_another_provider_is_somebody_else(session: Session) -> None:
    person(session, email=EMAIL)
    match(session, confirmed())

    with pytest.raises(NotOneOfUs):
        match(session, confirmed("", issuer="https://other.example"))


def test_nobody_gets_an_account_by_themselves(session: Session) -> None:
    for email in ("stranger@example.org", ""):
        with pytest.raises(NotOneOfUs):
            match(session, confirmed(email))

    assert session.exec(select(Person)).all() == []


def test_an_address_that_nobody_vouches_for_opens_nothing(session: Session) -> None:
    person(session, email=EMAIL)

    with pytest.raises(NotOneOfUs):
        match(session, confirmed(""))


def test_who_has_left_does_not_come_back_this_way(session: Session) -> None:
    someone = person(session, email=EMAIL)
    match(session, confirmed())
    someone.active = False
    session.flush()

    with pytest.raises(NotOneOfUs):
        match(session, confirmed())


def test_whoever_is_invited_takes_it_up_this_way(session: Session) -> None:
    invited(session, email=EMAIL, role=Role.FORUM, now=NOON)

    found = match(session, confirmed())

    assert (found.role, found.password_hash) == (Role.FORUM, "nobody-knows")
    assert match(session, confirmed()).id == found.id


def withdraw(session: Session, found: Invitation) -> None:
    invitations.withdraw(session, invitation_id=found.id or 0, by=COMMAND, now=NOON)


def grow_old(session: Session, found: Invitation) -> None:
    found.sent_at, found.expires_at = NOON - timedelta(days=8), NOON - timedelta(days=1)
    session.flush()


@pytest.mark.parametrize("close", [withdraw, grow_old])
def test_an_invitation_that_is_closed_opens_nothing(
    session: Session, close: Callable[[Session, Invitation], None]
) -> None:
    close(session, invited(session, email=EMAIL, now=NOON))

    with pytest.raises(NotOneOfUs):
        match(session, confirmed())


def test_once_they_are_parted_the_address_counts_again(session: Session) -> None:
    someone = person(session, email=EMAIL)
    match(session, confirmed())

    matching.part(session, person_id=someone.id or 0, by=COMMAND, now=NOON)
    matching.part(session, person_id=someone.id or 0, by=COMMAND, now=NOON)

    assert match(session, confirmed(subject="s-2")).id == someone.id
    acts = [entry.act for entry in audit.entries(session)]
    assert acts == ["people.provider_joined", "people.provider_parted", "people.provider_joined"]


def test_the_database_joins_a_name_to_one_person(session: Session) -> None:
    first, second = person(session, email=EMAIL), person(session, email="other@example.org")
    match(session, confirmed())

    for row in (
        ProviderSubject(
            person_id=second.id or 0, issuer="https://provider.example", subject="s-1", linked_at=NOON
        ),
        ProviderSubject(person_id=second.id or 0, issuer="https://provider.example", subject="", linked_at=NOON),
    ):
        with pytest.raises(IntegrityError), session.begin_nested():
            session.add(row)
    assert first.id != second.id
