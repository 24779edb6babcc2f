"""Signing in with the second step, where it is required: by phone, by recovery code, and for the first time."""

import re
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pyotp
import pytest
import time_machine
from flask import Flask
from sqlmodel import Session, select

from coproduce.accounts import access, recovery, second_step, sessions
from coproduce.accounts.models import How, Person, Role, SignIn
from coproduce.config import Settings, SignIns
from coproduce.core import audit
from tests.factories import NOON, person
from tests.pages import Page, PageClient

EMAIL, PASSWORD = "officer@example.org", "plain-words-for-a-test"
KEY = "k" * 40
SECRET = second_step.offer(key=KEY, seed="a phone")


@pytest.fixture
def settings(migrated: str) -> Settings:
    """As in production: a password alone opens nothing for an officer."""
    required = SignIns(second_step="required")
    return Settings(database_url=migrated, secret_key=KEY, cheap_passwords=True, sign_ins=required)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def officer(session: Session) -> Person:
    """Somebody whose phone is set up."""
    found = person(session, email=EMAIL, role=Role.OFFICER, password=PASSWORD)
    before = NOON - timedelta(hours=1)
    code = pyotp.TOTP(SECRET).at(before)
    assert second_step.set_up(session, person=found, offered=SECRET, code=code, key=KEY, now=before)
    session.commit()
    return found


def code_now(secret: str = SECRET) -> str:
    return pyotp.TOTP(secret).now()


def give_password(client: PageClient, *, email: str = EMAIL, then: str = "/manage") -> str:
    """Give the right password; answers with where that leads."""
    page = client.send_form(f"/sign-in?next={then}", {"email": email, "password": PASSWORD})
    return page.response.headers["Location"]


def token(client: PageClient, name: str = "sign_in") -> str:
    with client.browser.session_transaction() as kept:
        return str(kept.get(name, ""))


def secret_on(page: Page) -> str:
    found = re.search(r"((?:[A-Z2-7]{4} ){7}[A-Z2-7]{4})", page.text)
    assert found
    return found[1].replace(" ", "")


def test_the_password_alone_opens_nothing(client: PageClient, officer: Person) -> None:
    assert give_password(client, then="/manage/plan").startswith("/sign-in/second-step?next=/manage/plan")

    assert "/sign-in" in client.open("/manage", status=302).response.headers["Location"]
    assert "/sign-in" in client.open("/manage/account", status=302).response.headers["Location"]
    assert token(client) == ""


@pytest.mark.parametrize("has_phone", [True, False])
def test_no_closed_page_opens_before_the_second_step_is_given(
    app: Flask, client: PageClient, session: Session, officer: Person, has_phone: bool
) -> None:
    person(session, email="admin@example.org", role=Role.ADMIN, password=PASSWORD)
    session.commit()
    give_password(client, email=EMAIL if has_phone else "admin@example.org")
    app.config["WTF_CSRF_ENABLED"] = False

    closed = [
        rule for rule in app.url_map.iter_rules() if not isinstance(access.who_may_see(app, rule.endpoint), str)
    ]
    assert len(closed) > 20
    for rule in closed:
        with app.test_request_context():
            values = {name: UUID(int=1) if f"<uuid:{name}>" in rule.rule else 1 for name in rule.arguments}
            address = rule.build(values)
        assert address is not None
        method = "GET" if "GET" in (rule.methods or ()) else "POST"
        answer = client.browser.open(address[1], method=method)
        assert answer.status_code == 302, rule.rule
        assert answer.headers["Location"].startswith("/sign-in?"), rule.rule


def test_the_code_opens_the_page_that_was_asked_for(client: PageClient, officer: Person) -> None:
    where = give_password(client, then="/manage/plan")
    half_way = token(client, "half_way")

    sent = client.send_form(where, {"code": code_now()})

    assert sent.response.headers["Location"] == "/manage/plan"
    client.open("/manage")
    assert token(client) not in ("", half_way)
    assert token(client, "half_way") == ""


def test_half_way_is_over_once_the_code_was_given(client: PageClient, session: Session, officer: Person) -> None:
    where = give_password(client)
    copied = token(client, "half_way")
    client.send_form(where, {"code": code_now()})

    limits = sessions.Limits(idle=timedelta(minutes=30), longest=timedelta(hours=12))
    found = sessions.look_up(session, token=copied, now=NOON, limits=limits, half_way=True)
    assert found is sessions.Gone.ENDED


def test_a_code_that_was_seen_over_a_shoulder_is_of_no_use(app: Flask, officer: Person) -> None:
    owner, thief = PageClient(app), PageClient(app)
    owner.send_form(give_password(owner), {"code": code_now()})

    page = thief.send_form(give_password(thief), {"code": code_now()}, status=422)

    assert "That code does not fit, or it was used before." in page.text
    assert page.field("code")["autocomplete"] == "one-time-code"
    assert page.field("code")["value"] == ""


def test_codes_are_guessed_at_no_faster_than_passwords(
    client: PageClient, session: Session, officer: Person
) -> None:
    where = give_password(client)
    for number in range(5):
        client.send_form(where, {"code": f"00000{number}"}, status=422)

    client.send_form(where, {"code": code_now()}, status=429)
    codes = {"code": "bcdf-ghjk-mnpq-rstv"}
    page = client.send_form("/sign-in/recovery-code", codes, status=429)

    assert "Wait 30 seconds, then try again." in page.text
    (entry,) = audit.entries(session, act="sign-in.refused")
    assert (entry.about, entry.facts) == (f"person:{officer.id}", {"what": "code"})


def test_whoever_takes_too_long_begins_again(
    client: PageClient, officer: Person, clock: time_machine.Traveller
) -> None:
    where = give_password(client, then="/manage/plan")
    fields = client.open(where).hidden_fields()
    clock.shift(31 * 60)

    sent = client.post(where, {**fields, "code": code_now()}, status=302)

    assert sent.response.headers["Location"] == "/sign-in?next=/manage/plan"
    assert "Signing in took too long. Begin again." in client.follow(sent).text


@pytest.mark.parametrize("address", ["/sign-in/second-step", "/sign-in/recovery-code", "/sign-in/set-up"])
def test_nobody_comes_to_the_second_step_without_a_password(client: PageClient, address: str) -> None:
    fields = client.open("/sign-in").hidden_fields()

    assert client.open(address, status=302).response.headers["Location"].startswith("/sign-in?")
    assert client.post(address, fields, status=302).response.headers["Location"].startswith("/sign-in?")


def test_a_recovery_code_opens_once_and_says_how_many_are_left(
    client: PageClient, session: Session, officer: Person
) -> None:
    codes = recovery.make(session, person=officer, key=KEY, now=NOON)
    session.commit()
    give_password(client)

    sent = client.send_form("/sign-in/recovery-code", {"code": codes[0]})

    assert "You used a recovery code. 9 are left." in client.follow(sent).text
    client.post("/sign-out", client.open("/manage").hidden_fields())
    give_password(client)
    again = client.send_form("/sign-in/recovery-code", {"code": codes[0]}, status=422)
    assert "That is none of your codes, or you have used it before." in again.text


def test_the_first_sign_in_sets_the_phone_up_and_shows_ten_codes_once(
    client: PageClient, session: Session
) -> None:
    lead = person(session, email="lead@example.org", role=Role.SAFEGUARDING, password=PASSWORD)
    session.commit()
    where = give_password(client, email="lead@example.org", then="/manage/concerns")
    assert where.startswith("/sign-in/set-up")
    assert "/sign-in" in client.open("/manage", status=302).response.headers["Location"]

    page = client.open(where)
    secret = secret_on(page)
    assert f"secret={secret}" in page.html
    assert "<svg" in page.html
    shown = client.post(where, {**page.hidden_fields(), "code": code_now(secret)}, status=200)

    codes = re.findall(r"[a-z]{4}-[a-z]{4}-[a-z]{4}-[a-z]{4}", shown.text)
    assert len(codes) == 10
    assert "/manage/concerns" in shown.links
    client.open("/manage/concerns")
    assert [entry.act for entry in audit.entries(session)] == [
        "second-step.set",
        "recovery-codes.made",
        "sign-in.started",
    ]
    assert recovery.use(session, person_id=lead.id or 0, code=codes[3], key=KEY, now=NOON)


def test_a_wrong_code_sets_nothing_up_and_the_page_shows_the_same_secret_again(
    client: PageClient, session: Session
) -> None:
    lead = person(session, email="lead@example.org", role=Role.SAFEGUARDING, password=PASSWORD)
    session.commit()
    where = give_password(client, email="lead@example.org")
    secret = secret_on(client.open(where))

    again = client.send_form(where, {"code": "12"}, status=422)

    assert secret_on(again) == secret
    assert not second_step.is_set(session, person_id=lead.id or 0)


def test_whoever_has_a_phone_set_up_cannot_set_up_another_with_the_password_alone(
    client: PageClient, officer: Person
) -> None:
    give_password(client)

    assert "/second-step" in client.open("/sign-in/set-up", status=302).response.headers["Location"]
    fields = client.open("/sign-in/second-step").hidden_fields()
    sent = client.post("/sign-in/set-up", {**fields, "code": "123456"})
    assert "/second-step" in sent.response.headers["Location"]


def test_of_two_who_set_up_a_phone_with_one_password_the_second_is_asked_for_the_code(
    app: Flask, session: Session
) -> None:
    person(session, email="lead@example.org", role=Role.SAFEGUARDING, password=PASSWORD)
    session.commit()
    first, second = PageClient(app), PageClient(app)
    where = give_password(first, email="lead@example.org")
    give_password(second, email="lead@example.org")
    page, other = first.open(where), second.open(where)

    first.post(where, {**page.hidden_fields(), "code": code_now(secret_on(page))}, status=200)
    sent = second.post(where, {**other.hidden_fields(), "code": code_now(secret_on(other))}, status=302)

    assert sent.response.headers["Location"].startswith("/sign-in?")  # its password alone is worth nothing now
    first.open("/manage")


@pytest.mark.parametrize("role", [Role.FORUM, Role.VIEWER])
def test_the_forum_and_viewers_need_none(client: PageClient, session: Session, role: Role) -> None:
    person(session, email="reader@example.org", role=role, password=PASSWORD)
    session.commit()

    assert give_password(client, email="reader@example.org") == "/manage"
    client.open("/manage")


def test_a_password_alone_from_before_it_was_required_is_over(
    app: Flask, client: PageClient, session: Session
) -> None:
    found = person(session, email=EMAIL, role=Role.OFFICER, password=PASSWORD)
    kept = sessions.start(session, person=found, how=How.PASSWORD, now=NOON)
    session.commit()
    with client.browser.session_transaction() as cookie:
        cookie["sign_in"] = kept

    assert "/sign-in" in client.open("/manage", status=302).response.headers["Location"]


def test_the_command_lets_somebody_set_up_a_new_phone(
    app: Flask, client: PageClient, session: Session, officer: Person
) -> None:
    client.send_form(give_password(client), {"code": code_now()})

    done = app.test_cli_runner().invoke(args=["people", "reset-second-step", "Officer@example.org"])

    assert done.exit_code == 0, done.output
    assert "officer@example.org sets up a new phone at the next sign-in." in done.output
    client.open("/manage", status=302)
    assert give_password(client).startswith("/sign-in/set-up")
    nobody = app.test_cli_runner().invoke(args=["people", "reset-second-step", "nobody@example.org"])
    assert nobody.exit_code == 1


def test_how_somebody_signed_in_is_kept(client: PageClient, session: Session, officer: Person) -> None:
    client.send_form(give_password(client), {"code": code_now()})

    kept = session.exec(select(SignIn).order_by(SignIn.id)).all()  # type: ignore[arg-type]
    assert [(one.how, one.half_way, one.ended_at is None) for one in kept] == [
        (How.PASSWORD, True, False),
        (How.SECOND_STEP, False, True),
    ]
