"""The rota's pages: who covers, how they are told, who stands behind them, days off; each change on record."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from sqlmodel import Session, select

from coproduce.accounts.models import Role
from coproduce.core import audit
from coproduce.core.days_off import days_off
from coproduce.safeguarding.models import Cover, EscalationContact, LeadMobile
from tests.pages import PageClient

SignIn = Callable[[Role], PageClient]
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
DAYS = {"starts-day": "24", "starts-month": "11", "starts-year": "2026"}
DAYS |= {"ends-day": "30", "ends-month": "11", "ends-year": "2026"}


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize("role", [Role.SAFEGUARDING, Role.ADMIN])
def test_a_lead_is_put_on_the_rota_and_taken_off(signed_in_as: SignIn, session: Session, role: Role) -> None:
    browser = {one: signed_in_as(one) for one in (Role.SAFEGUARDING, Role.ADMIN)}[role]
    page = browser.open("/manage/cover")
    assert "Nobody is on the rota today" in page.text
    fields = page.hidden_fields() | {"person": page.chosen("person"), "place": "1"}

    after = browser.follow(browser.post("/manage/cover", {**fields, **DAYS}))
    assert "The rota is kept." in after.text
    assert "24 November 2026 to" in after.text
    assert "Nobody is on the rota today" not in after.text
    entry = session.exec(select(Cover)).one()
    session.commit()

    token = {"csrf_token": page.hidden_fields()["csrf_token"]}
    browser.post(f"/manage/cover/{entry.id}/removal", token)
    browser.post(f"/manage/cover/{entry.id}/removal", token, status=404)
    assert [one.act for one in audit.entries(session, act="cover")] == ["cover.added", "cover.removed"]


def test_a_rota_that_cannot_be_is_refused_and_stays_as_typed(signed_in_as: SignIn, session: Session) -> None:
    lead = signed_in_as(Role.SAFEGUARDING)
    page = lead.open("/manage/cover")
    fields = {**page.hidden_fields(), "person": page.chosen("person"), "place": "2", **DAYS}

    backwards = lead.post("/manage/cover", {**fields, "ends-day": "2"}, status=422)
    assert "The last day is before the first." in backwards.text
    assert backwards.field("ends-day")["value"] == "2"
    assert backwards.checked("place") == ["2"]
    lead.post("/manage/cover", {**fields, "person": "999"}, status=422)
    lead.post("/manage/cover", {**fields, "place": "7"}, status=422)
    assert session.exec(select(Cover)).all() == []


def test_without_a_lead_the_administrator_is_warned(signed_in_as: SignIn) -> None:
    page = signed_in_as(Role.ADMIN).open("/manage/cover")

    assert "Nobody leads on safeguarding." in page.text


def test_a_lead_keeps_a_number_and_takes_it_away(signed_in_as: SignIn, session: Session) -> None:
    lead = signed_in_as(Role.SAFEGUARDING)
    address = next(link for link in lead.open("/manage/cover").links if "/leads/" in link)

    assert "Enter a whole mobile number" in lead.send_form(address, {"mobile": "12"}, status=422).text
    lead.send_form(address, {"mobile": "07700 900 123"})
    assert [row.mobile for row in session.exec(select(LeadMobile))] == ["+447700900123"]
    session.commit()
    lead.send_form(address, {"mobile": ""})
    assert session.exec(select(LeadMobile)).all() == []
    lead.open("/manage/cover/leads/999", status=404)
    assert "900" not in str([entry.facts for entry in audit.entries(session)])


def test_whom_to_tell_when_nobody_acts_is_kept(signed_in_as: SignIn, session: Session) -> None:
    admin = signed_in_as(Role.ADMIN)
    token = {"csrf_token": admin.open("/manage/cover").hidden_fields()["csrf_token"]}
    team = {**token, "title": "Duty team", "email": "duty@example.org", "number": ""}

    admin.post("/manage/cover/beyond", {**team, "email": "duty"}, status=422)
    admin.post("/manage/cover/beyond", team)
    admin.post("/manage/cover/beyond", {**team, "number": "07700900123"})

    kept = session.exec(select(EscalationContact)).one()
    assert (kept.title, kept.email, kept.mobile) == ("Duty team", "duty@example.org", "+447700900123")
    session.commit()
    admin.post("/manage/cover/beyond", {**team, "email": ""})
    assert session.exec(select(EscalationContact)).all() == []


def test_days_off_are_added_and_a_bank_holiday_can_be_worked(signed_in_as: SignIn, session: Session) -> None:
    lead = signed_in_as(Role.SAFEGUARDING)
    page = lead.open("/manage/cover/days-off")
    assert "25 December 2026" in page.text
    token = {"csrf_token": page.hidden_fields()["csrf_token"]}
    closed = {**token, "day-day": "24", "day-month": "12", "day-year": "2026"}

    lead.post("/manage/cover/days-off", {**token, "day-day": "", "day-month": "", "day-year": ""}, status=422)
    lead.post("/manage/cover/days-off", closed)
    lead.post("/manage/cover/days-off", {**closed, "day-day": "28", "works": "yes"})

    off = days_off(session)
    assert date(2026, 12, 24) in off
    assert date(2026, 12, 28) not in off
    session.commit()
    assert "Bank holiday on which people work here" in lead.open("/manage/cover/days-off").text
    lead.post("/manage/cover/days-off", {**closed, "works": "yes"})
    session.commit()
    assert date(2026, 12, 24) not in days_off(session)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.FORUM, Role.VIEWER])
def test_nobody_else_sees_the_rota(signed_in_as: SignIn, role: Role) -> None:
    browser = signed_in_as(role)

    for path in ("/manage/cover", "/manage/cover/days-off"):
        browser.open(path, status=403)
