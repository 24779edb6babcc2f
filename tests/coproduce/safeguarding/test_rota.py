"""Who is told first, who is told next, and that somebody always is. The rule needs no database."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from coproduce.accounts.models import Person, Role
from coproduce.safeguarding.feature import FEATURE
from coproduce.safeguarding.models import Cover, EscalationContact, LeadMobile
from coproduce.safeguarding.rota import BEYOND, FIRST, NEXT, Rota, Told, rota_on
from coproduce.web.retention import Reach
from tests.factories import NOON, person

ONE, TWO, THREE = (Told(f"{name}@example.org") for name in ("one", "two", "three"))
TEAM = Told("team@example.org", signs_in=False)
ADMIN = Told("admin@example.org")
DAY = NOON.date()


def test_the_rota_forgets_who_covered_long_ago_and_nobody_who_covers(session: Session) -> None:
    someone = person(session, role=Role.SAFEGUARDING).id or 0
    for last in (DAY - timedelta(days=366), DAY - timedelta(days=364), DAY):
        session.add(Cover(person_id=someone, starts_on=last, ends_on=last, said_by="a@b.example", said_at=NOON))
    session.flush()
    (rule,) = FEATURE.retention
    reach = Reach(before=NOON - timedelta(days=rule.days), now=NOON)

    assert (rule.count(session, reach), rule.purge(session, reach)) == (1, 1)
    assert rule.count(session, reach) == 0


def rota(*places: Sequence[Told], leads: Sequence[Told] = (ONE, TWO, THREE), beyond: Told | None = TEAM) -> Rota:
    """A day's rota, with plain defaults."""
    return Rota(places, leads, beyond, (ADMIN,))


def test_who_covers_is_told_first_then_the_next_then_the_team_then_everybody() -> None:
    day = rota([ONE], [TWO])

    assert day.unopened(FIRST) == (ONE,)
    assert day.unopened(NEXT) == (TWO,)
    assert day.unopened(BEYOND) == (TEAM,)
    assert day.unopened(BEYOND + 1) == (ONE, TWO, THREE, TEAM)
    assert day.unopened(BEYOND + 9) == (ONE, TWO, THREE, TEAM)


def test_with_one_on_the_rota_the_other_leads_are_next() -> None:
    assert rota([ONE]).unopened(NEXT) == (TWO, THREE)


def test_with_nobody_on_the_rota_all_leads_are_told_and_then_the_team() -> None:
    assert rota().unopened(FIRST) == (ONE, TWO, THREE)
    assert rota().unopened(NEXT) == (TEAM,)


def test_without_a_team_everybody_is_told_again() -> None:
    alone = rota([ONE], leads=[ONE], beyond=None)

    assert [alone.unopened(level) for level in (FIRST, NEXT, BEYOND, 7)] == [(ONE,)] * 4


def test_without_a_lead_the_team_and_without_both_the_administrators_are_told() -> None:
    assert rota(leads=[]).unopened(FIRST) == (TEAM,)
    assert rota(leads=[], beyond=None).unopened(FIRST) == (ADMIN,)
    assert rota(leads=[], beyond=None).undecided() == (ADMIN,)


def test_what_was_opened_and_not_decided_is_told_to_all_who_cover() -> None:
    assert rota([ONE], [TWO]).undecided() == (ONE, TWO)
    assert rota().undecided() == (ONE, TWO, THREE)


def test_somebody_with_a_number_is_told_on_both_ways() -> None:
    assert [contact.channel for contact in Told("one@example.org", "+447700900123").contacts] == ["email", "sms"]
    assert [contact.channel for contact in Told("", "+447700900123").contacts] == ["sms"]


def lead(session: Session, name: str, *, active: bool = True, role: Role = Role.SAFEGUARDING) -> Person:
    made = person(session, email=f"{name}@example.org", role=role)
    made.active = active
    session.add(made)
    session.flush()
    return made


def covers(session: Session, who: Person, *, days: int = 0, place: int = 1) -> None:
    session.add(
        Cover(
            person_id=who.id or 0,
            starts_on=DAY - timedelta(days=1),
            ends_on=DAY + timedelta(days=days),
            place=place,
            said_by="admin@example.org",
            said_at=NOON,
        )
    )
    session.flush()


def test_the_rota_of_a_day_is_read_with_numbers_and_without_those_who_left(session: Session) -> None:
    one, two, three = (lead(session, name) for name in ("one", "two", "three"))
    gone, other = lead(session, "gone", active=False), lead(session, "other", role=Role.ADMIN)
    session.add(LeadMobile(person_id=two.id or 0, mobile="+447700900123"))
    session.add(EscalationContact(title="Team", email=TEAM.email, said_by="admin@example.org", said_at=NOON))
    covers(session, two, place=2)
    covers(session, one, place=1)
    covers(session, one, place=2)
    covers(session, three, days=-1)
    for nobody in (gone, other):
        covers(session, nobody)

    day = rota_on(session, day=DAY)

    two_told = Told(two.email, "+447700900123")
    assert [list(place) for place in day.places] == [[Told(one.email)], [two_told]]
    assert list(day.leads) == [Told(one.email), two_told, Told(three.email)]
    assert (day.beyond, list(day.administrators)) == (TEAM, [Told(other.email)])


@pytest.mark.parametrize(
    ("table", "row", "constraint"),
    [
        ("cover", {"ends_on": DAY - timedelta(days=1)}, "ends_after_starting"),
        ("cover", {"place": 0}, "place_1_to_9"),
        ("cover", {"said_by": ""}, "has_author"),
        ("lead_mobiles", {"mobile": ""}, "has_number"),
        ("escalation_contact", {"email": ""}, "can_be_told"),
        ("escalation_contact", {"said_by": ""}, "has_author"),
        ("escalation_contact", {"id": 2}, "one_row"),
        ("days_off", {"said_by": ""}, "has_author"),
    ],
)
def test_the_database_refuses_a_rota_that_tells_nobody(
    session: Session, table: str, row: dict[str, object], constraint: str
) -> None:
    said = {"said_by": "a@example.org", "said_at": NOON}
    plain: dict[str, dict[str, object]] = {
        "cover": {"person_id": lead(session, "one").id, "starts_on": DAY, "ends_on": DAY, "place": 1, **said},
        "lead_mobiles": {"person_id": lead(session, "two").id, "mobile": "+447700900123"},
        "escalation_contact": {"id": 1, "title": "Team", "email": TEAM.email, "mobile": "", **said},
        "days_off": {"day": DAY, "works": False, **said},
    }

    with pytest.raises(IntegrityError, match=constraint):
        session.execute(Cover.metadata.tables[table].insert().values({**plain[table], **row}))
