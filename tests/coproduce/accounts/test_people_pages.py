"""The administrator's pages about people."""

from collections.abc import Callable

from sqlmodel import Session, select

from coproduce.accounts import matching
from coproduce.accounts.models import Person, Role, SecondStep
from coproduce.accounts.provider import Confirmed
from coproduce.core import audit
from tests.factories import NOON, person
from tests.pages import PageClient

SignIn = Callable[[Role], PageClient]


def id_of(session: Session, email: str) -> int:
    found = session.exec(select(Person.id).where(Person.email == email)).one()
    assert found is not None
    return found


def test_everybody_is_listed_with_role_and_title(signed_in_as: SignIn, session: Session) -> None:
    left = person(session, email="left@example.org", role=Role.FORUM, title="Forum volunteer")
    left.active = False
    browser = signed_in_as(Role.ADMIN)

    page = browser.open("/manage/people")

    assert page.h1 == "1 person may sign in"
    assert "admin@example.org Administrator Head of SEND" in page.text
    assert "People who may no longer sign in" in page.text
    assert "left@example.org Parent Carer Forum Forum volunteer Never Not set up 24 November 2026" in page.text


def test_an_administrator_gives_another_role_and_title(signed_in_as: SignIn, session: Session) -> None:
    someone = person(session, email="new@example.org", role=Role.VIEWER)
    browser = signed_in_as(Role.ADMIN)
    address = f"/manage/people/{someone.id}"

    page = browser.follow(browser.send_form(address, {"role": "officer", "title": "  Head   of SEND "}))

    assert "The changes are saved." in page.text
    assert page.checked("role") == ["officer"]
    assert page.field("title")["value"] == "Head of SEND"


def test_a_role_that_does_not_exist_is_no_role(signed_in_as: SignIn, session: Session) -> None:
    someone = person(session, email="new@example.org", role=Role.VIEWER)
    browser = signed_in_as(Role.ADMIN)

    page = browser.send_form(f"/manage/people/{someone.id}", {"role": "king", "title": "x" * 121}, status=422)

    assert "Use 120 letters or fewer for the title." in page.text
    session.rollback()
    assert session.exec(select(Person.role).where(Person.id == someone.id)).one() is Role.VIEWER


def test_who_is_removed_is_out_at_once_and_may_come_back(signed_in_as: SignIn, session: Session) -> None:
    officer = signed_in_as(Role.OFFICER)
    browser = signed_in_as(Role.ADMIN)
    address = f"/manage/people/{id_of(session, 'officer@example.org')}"

    page = browser.follow(browser.post(f"{address}/deactivate", browser.open(address).hidden_fields()))
    assert "Their sessions have ended." in page.text
    officer.open("/manage", status=302)

    page = browser.follow(browser.post(f"{address}/reactivate", browser.open(address).hidden_fields()))
    assert "This person may sign in again" in page.text


def test_nobody_is_offered_another_role_for_themselves(signed_in_as: SignIn, session: Session) -> None:
    browser = signed_in_as(Role.ADMIN)
    address = f"/manage/people/{id_of(session, 'admin@example.org')}"

    page = browser.open(address)
    assert "Nobody changes their own role" in page.text
    browser.send_form(address, {"role": "viewer", "title": "Boss"})
    refused = browser.post(f"{address}/deactivate", page.hidden_fields(), status=409)

    assert "Ask another administrator." in refused.text
    session.rollback()
    me = session.exec(select(Person)).one()
    assert (me.role, me.title, me.active) == (Role.ADMIN, "Boss", True)


def test_somebody_who_is_not_there_has_no_page(signed_in_as: SignIn) -> None:
    browser = signed_in_as(Role.ADMIN)

    browser.open("/manage/people/99", status=404)


def test_a_work_account_is_forgotten_so_that_a_new_one_can_be_used(signed_in_as: SignIn, session: Session) -> None:
    someone = person(session, email="new@example.org", role=Role.VIEWER)
    who = Confirmed("https://provider.example", "s-1", "new@example.org", second_step=False)
    matching.match(session, who, unusable_hash="x", now=NOON)
    browser = signed_in_as(Role.ADMIN)
    address = f"/manage/people/{someone.id}"
    page = browser.open(address)
    assert "Forget the work account" in page.text

    page = browser.follow(browser.post(f"{address}/part", page.hidden_fields()))

    assert "The work account is forgotten." in page.text
    assert "Forget the work account" not in page.text


def test_an_administrator_signs_somebody_out_everywhere(signed_in_as: SignIn, session: Session) -> None:
    officer = signed_in_as(Role.OFFICER)
    browser = signed_in_as(Role.ADMIN)
    address = f"/manage/people/{id_of(session, 'officer@example.org')}"

    page = browser.follow(browser.post(f"{address}/sign-out", browser.open(address).hidden_fields()))

    assert "This person is signed out everywhere." in page.text
    officer.open("/manage", status=302)
    session.rollback()
    (ended,) = audit.entries(session, act="sign-in.ended")
    assert ended.by == "admin@example.org"


def test_whoever_lost_their_phone_may_set_up_a_new_one(signed_in_as: SignIn, session: Session) -> None:
    someone = person(session, email="new@example.org", role=Role.OFFICER)
    session.add(SecondStep(person_id=someone.id or 0, sealed_secret="x", last_step=1, set_at=NOON))
    browser = signed_in_as(Role.ADMIN)
    address = f"/manage/people/{someone.id}"
    assert "Set up" in browser.open("/manage/people").text

    page = browser.follow(browser.post(f"{address}/second-step", browser.open(address).hidden_fields()))

    assert "The second step is taken away." in page.text
    session.rollback()
    assert session.exec(select(SecondStep)).all() == []
    own = f"/manage/people/{id_of(session, 'admin@example.org')}"
    browser.post(f"{own}/second-step", page.hidden_fields(), status=409)
