"""Looking after people: who may be changed by whom, and that an administrator always remains."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from coproduce.accounts import people
from coproduce.accounts.models import Person, Role
from coproduce.accounts.people import By
from coproduce.core import audit, db
from tests.factories import NOON, person


def by(someone: Person) -> By:
    assert someone.id is not None
    return By(someone.id, someone.email, someone.role)


@pytest.fixture
def admin(session: Session) -> Person:
    return person(session, email="admin@example.org", role=Role.ADMIN)


def demote(session: Session, whom: Person, who: Person) -> None:
    assert whom.id is not None
    people.change(session, person_id=whom.id, role=Role.VIEWER, title="", by=by(who), now=NOON)


def remove(session: Session, whom: Person, who: Person) -> None:
    assert whom.id is not None
    people.deactivate(session, person_id=whom.id, by=by(who), now=NOON)


Act = Callable[[Session, Person, Person], None]
EACH_ACT = pytest.mark.parametrize("act", [demote, remove])


def test_a_new_role_and_a_new_title_are_each_on_record(session: Session, admin: Person) -> None:
    someone = person(session, role=Role.VIEWER, title="Board member")
    assert someone.id is not None

    people.change(session, person_id=someone.id, role=Role.OFFICER, title="Head of SEND", by=by(admin), now=NOON)

    assert (someone.role, someone.title) == (Role.OFFICER, "Head of SEND")
    role, title = audit.entries(session, act="people.")
    assert (role.act, role.by, role.about) == ("people.role_changed", "admin@example.org", f"person:{someone.id}")
    assert role.facts == {"from": "viewer", "to": "officer"}
    assert title.act == "people.title_changed"


def test_nothing_is_on_record_where_nothing_changed(session: Session, admin: Person) -> None:
    someone = person(session, role=Role.VIEWER, title="Board member")
    assert someone.id is not None

    people.change(session, person_id=someone.id, role=Role.VIEWER, title="Board member", by=by(admin), now=NOON)
    people.reactivate(session, person_id=someone.id, by=by(admin), now=NOON)

    assert list(audit.entries(session)) == []


@EACH_ACT
def test_nobody_does_it_to_themselves(session: Session, admin: Person, act: Act) -> None:
    person(session, email="another@example.org", role=Role.ADMIN)

    with pytest.raises(people.Oneself):
        act(session, admin, admin)


@EACH_ACT
def test_the_last_administrator_stays(session: Session, admin: Person, act: Act) -> None:
    gone = person(session, email="gone@example.org", role=Role.ADMIN)
    gone.active = False
    session.flush()

    with pytest.raises(people.LastAdministrator):
        act(session, admin, gone)


@EACH_ACT
def test_one_of_two_administrators_may_go(session: Session, admin: Person, act: Act) -> None:
    other = person(session, email="other@example.org", role=Role.ADMIN)

    act(session, other, admin)

    assert not (other.active and other.role is Role.ADMIN)


@EACH_ACT
def test_two_administrators_who_remove_each_other_at_once_leave_one(
    engine: Engine, session: Session, admin: Person, act: Act
) -> None:
    other = person(session, email="other@example.org", role=Role.ADMIN)
    session.commit()
    start = Barrier(2)

    def try_it(pair: tuple[Person, Person]) -> str:
        whom, who = pair
        start.wait(10)
        try:
            with db.transaction(engine) as own:
                act(own, whom, who)
        except people.LastAdministrator:
            return "refused"
        return "done"

    with ThreadPoolExecutor(2) as both:
        ended = sorted(both.map(try_it, [(admin, other), (other, admin)]))

    assert ended == ["done", "refused"]
    session.expire_all()
    left = session.exec(select(Person).where(Person.role == Role.ADMIN)).all()
    assert [one.active for one in left].count(True) == 1
