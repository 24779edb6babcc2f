"""Who no longer signs in loses the sign-in, and later everything of theirs goes; one administrator remains."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from coproduce.accounts import leaving, people, sessions
from coproduce.accounts.models import How, Person, Role, SignIn
from coproduce.core import audit
from coproduce.core.audit import AuditEntry
from coproduce.web.retention import Reach
from coproduce.yousaid import track
from tests.factories import NOON, person
from tests.factories_yousaid import forum, officer, published, said

YEAR = timedelta(days=365)


def reach(now: datetime, *, days: int = 365, part: str = "", others: tuple[str, ...] = ()) -> Reach:
    """What is older than so many days."""
    return Reach(now - timedelta(days=days), now, part, others)


def signs_in(session: Session, somebody: Person, at: datetime) -> None:
    """A sign-in of theirs."""
    sessions.start(session, person=somebody, how=How.PASSWORD, now=at)


def active(session: Session) -> list[str]:
    """Who may sign in."""
    session.expire_all()
    return sorted(session.exec(select(Person.email).where(col(Person.active).is_(True))))


def test_who_was_not_here_for_a_year_loses_the_sign_in(session: Session) -> None:
    boss = person(session, email="boss@example.org", role=Role.ADMIN)
    person(session, email="asleep@example.org")
    awake = person(session, email="awake@example.org")
    now = NOON + YEAR + timedelta(days=1)
    signs_in(session, awake, NOON + timedelta(days=2))
    signs_in(session, boss, now)

    assert leaving.count_asleep(session, reach(now)) == leaving.deactivate_asleep(session, reach(now)) == 1

    assert active(session) == ["awake@example.org", "boss@example.org"]
    entry = session.exec(select(AuditEntry).order_by(col(AuditEntry.number).desc())).first()
    assert entry is not None
    assert (entry.act, entry.by) == ("people.deactivated", "job")


def test_the_administrator_who_was_here_last_stays(session: Session) -> None:
    first = person(session, email="first@example.org", role=Role.ADMIN)
    last = person(session, email="last@example.org", role=Role.ADMIN)
    signs_in(session, first, NOON + timedelta(days=1))
    signs_in(session, last, NOON + timedelta(days=2))
    now = NOON + 2 * YEAR

    assert leaving.count_asleep(session, reach(now)) == leaving.deactivate_asleep(session, reach(now)) == 1

    assert active(session) == ["last@example.org"]
    assert leaving.count_asleep(session, reach(now)) == 0


def test_who_was_let_in_again_is_not_sent_away_the_same_night(session: Session) -> None:
    person(session, email="boss@example.org", role=Role.ADMIN)
    somebody = person(session)
    now = NOON + 2 * YEAR
    leaving.deactivate_asleep(session, reach(now))

    people.reactivate(session, person_id=somebody.id or 0, by=people.COMMAND, now=now)

    assert leaving.count_asleep(session, reach(now + timedelta(days=1))) == 0


def test_a_role_with_a_time_of_its_own_goes_by_it(session: Session) -> None:
    person(session, email="viewer@example.org", role=Role.VIEWER)
    person(session, email="officer@example.org", role=Role.OFFICER)
    now = NOON + timedelta(days=100)

    assert leaving.count_asleep(session, reach(now, days=90, part="viewer")) == 1
    assert leaving.count_asleep(session, reach(now, days=90, others=("viewer",))) == 1
    assert leaving.count_asleep(session, reach(now, days=90, others=("viewer", "officer"))) == 0


def test_months_later_everything_of_theirs_goes_and_what_they_signed_stays(session: Session) -> None:
    said(session)
    one, other = officer(session), forum(session)
    reply = published(session, by=one, forum_by=other)
    gone = people.find(session, person_id=one.person_id)
    signs_in(session, gone, NOON)
    left = NOON + timedelta(days=10)
    people.deactivate(session, person_id=one.person_id, by=people.COMMAND, now=left)
    days = 90

    assert leaving.count_gone(session, reach(left + timedelta(days=days - 1), days=days)) == 0
    now = left + timedelta(days=days + 1)
    due = reach(now, days=days)
    assert leaving.count_gone(session, due) == leaving.remove_gone(session, due) == 1

    session.expire_all()
    assert session.get(Person, one.person_id) is None
    assert session.exec(select(SignIn).where(SignIn.person_id == one.person_id)).all() == []
    stands = track.find(session, reply_id=reply.id or 0)
    assert (stands.officer_id, stands.officer_title) == (None, "Head of SEND")
    assert audit.verify(session).faults == ()


def test_every_table_that_names_a_person_says_what_is_left_without_them() -> None:
    named = {table.name for table, _ in leaving.own_tables()}

    # A new table here is somebody's own, and its rows go with them. If that is not so, give the key an ON DELETE.
    marks = {"second_steps", "recovery_codes", "password_resets", "provider_subjects", "look_links"}
    assert named == marks | {"sign_ins"}
