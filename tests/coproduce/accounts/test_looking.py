"""Links for inspectors: they open for a time, change nothing, and are closed at once."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from coproduce.accounts import looking, people, sessions
from coproduce.accounts.links import LookLink
from coproduce.accounts.looking import Closed, NoSuchLink, State, TooLong
from coproduce.accounts.models import How, Person, Role, SignIn
from coproduce.accounts.people import COMMAND
from coproduce.accounts.sign_in import check_password
from coproduce.core import audit
from tests.factories import NOON, person

DAY = timedelta(days=1)


def made(session: Session, *, days: int = 14, label: str = "SEND inspection") -> tuple[LookLink, str]:
    return looking.make(session, label=label, days=days, unusable_hash="nobody-knows", by=COMMAND, now=NOON)


def test_a_link_opens_for_its_days_with_the_role_that_only_looks(session: Session) -> None:
    _, token = made(session, days=14)

    holder, until = looking.use(session, token=token, now=NOON + 14 * DAY - timedelta(seconds=1))

    assert (holder.role, holder.title, until) == (Role.VIEWER, "SEND inspection", NOON + 14 * DAY)
    with pytest.raises(Closed) as closed:
        looking.use(session, token=token, now=NOON + 14 * DAY)
    assert closed.value.state is State.EXPIRED


@pytest.mark.parametrize("days", [0, 91, -1])
def test_a_link_lasts_a_day_at_least_and_ninety_at_most(session: Session, days: int) -> None:
    with pytest.raises(TooLong):
        made(session, days=days)


def test_its_token_is_kept_nowhere(session: Session) -> None:
    link, token = made(session)

    assert token not in str(link.model_dump())
    assert all(token not in str(entry.model_dump()) for entry in audit.entries(session))


def test_what_is_taken_back_opens_nothing_and_ends_every_sign_in(session: Session) -> None:
    link, token = made(session)
    holder, until = looking.use(session, token=token, now=NOON)
    sessions.start(session, person=holder, how=How.INSPECTOR_LINK, now=NOON, expires_at=until)

    looking.withdraw(session, link_id=link.id or 0, by=COMMAND, now=NOON + DAY)
    looking.withdraw(session, link_id=link.id or 0, by=COMMAND, now=NOON + DAY)

    with pytest.raises(Closed) as closed:
        looking.use(session, token=token, now=NOON + DAY)
    assert closed.value.state is State.WITHDRAWN
    assert session.exec(select(SignIn.ended_at)).all() == [NOON + DAY]
    acts = [entry.act for entry in audit.entries(session, act="people.look")]
    assert acts == ["people.look_link_made", "people.look_link_withdrawn"]


def test_the_first_and_the_last_use_are_kept(session: Session) -> None:
    _, token = made(session)
    assert [used.last_used_at for used in looking.everything(session)] == [None]

    holder, until = looking.use(session, token=token, now=NOON + DAY)
    looking.use(session, token=token, now=NOON + 2 * DAY)
    sessions.start(session, person=holder, how=How.INSPECTOR_LINK, now=NOON + 3 * DAY, expires_at=until)

    (used,) = looking.everything(session)
    assert (used.link.first_used_at, used.last_used_at) == (NOON + DAY, NOON + 3 * DAY)


def test_whoever_holds_a_link_is_in_no_list_of_people(session: Session) -> None:
    link, _ = made(session)
    someone = person(session)

    assert list(people.everybody(session)) == [someone]
    with pytest.raises(people.NoSuchPerson):
        people.find(session, person_id=link.person_id)


def test_nobody_signs_in_as_a_link_with_a_password(session: Session) -> None:
    link, _ = made(session)
    email = session.get_one(Person, link.person_id).email

    assert not check_password(session, email=email, password="nobody-knows", cheap=True)


def test_a_link_that_we_do_not_know_opens_nothing(session: Session) -> None:
    with pytest.raises(NoSuchLink):
        looking.use(session, token="never-made", now=NOON)
    with pytest.raises(NoSuchLink):
        looking.withdraw(session, link_id=9, by=COMMAND, now=NOON)


def test_links_that_ended_long_ago_are_removed_with_whom_they_stood_for(session: Session) -> None:
    _, token = made(session, days=1)
    holder, until = looking.use(session, token=token, now=NOON)
    sessions.start(session, person=holder, how=How.INSPECTOR_LINK, now=NOON, expires_at=until)
    made(session, days=90)

    assert looking.count_over(session, before=NOON + 30 * DAY) == 1
    assert looking.purge_over(session, before=NOON + 30 * DAY) == 1

    session.expire_all()
    assert len(looking.everything(session)) == 1
    assert len(session.exec(select(Person)).all()) == 1
    assert session.exec(select(SignIn)).all() == []


@pytest.mark.parametrize(
    "change",
    [{"label": ""}, {"made_by": ""}, {"expires_at": NOON}, {"first_used_at": NOON}],
    ids=["has_label", "made_by_somebody", "expires_later", "used_first_and_last"],
)
def test_the_database_refuses_what_must_never_be(session: Session, change: dict[str, object]) -> None:
    link, _ = made(session)
    for name, value in change.items():
        setattr(link, name, value)

    with pytest.raises(IntegrityError):
        session.flush()
