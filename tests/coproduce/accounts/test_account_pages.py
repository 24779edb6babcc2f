"""One's own account: where one is signed in, the password, the second step, new recovery codes."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pyotp
import pytest
import time_machine
from flask import Flask
from sqlmodel import Session, col, select

from coproduce.accounts import sessions
from coproduce.accounts.links import ProviderSubject
from coproduce.accounts.models import How, Person, Role, SignIn
from coproduce.accounts.passwords import no_password
from coproduce.accounts.sign_in import find_person
from coproduce.core import audit
from coproduce.outbox.models import Message
from tests.conftest import PASSWORD
from tests.factories import NOON
from tests.pages import Page, PageClient

SignedInAs = Callable[[Role], PageClient]
NEW = "otter kettle marzipan"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def again(app: Flask, email: str, password: str = PASSWORD) -> PageClient:
    """Another browser of the same person's."""
    browser = PageClient(app)
    browser.send_form("/sign-in", {"email": email, "password": password})
    return browser


def turned_on(browser: PageClient) -> tuple[str, Page]:
    """Turn the second step on; answers with the phone's secret and the page with the codes."""
    page = browser.open("/manage/account/second-step")
    found = re.search(r"((?:[A-Z2-7]{4} ){7}[A-Z2-7]{4})", page.text)
    assert found
    secret = found[1].replace(" ", "")
    answers = {**page.hidden_fields(), "code": pyotp.TOTP(secret).now(), "current": PASSWORD}
    return secret, browser.post("/manage/account/second-step", answers, status=200)


def somebody(session: Session, email: str) -> Person:
    session.rollback()
    found = find_person(session, email=email)
    assert found is not None
    return found


@pytest.mark.parametrize("role", list(Role))
def test_everybody_has_a_page_of_their_own(signed_in_as: SignedInAs, role: Role) -> None:
    browser = signed_in_as(role)

    page = browser.open("/manage/account")

    assert f"{role.value}@example.org" in page.text
    assert "This browser" in page.text
    assert "/manage/account" in browser.open("/manage").links


def test_one_other_sign_in_is_ended(app: Flask, session: Session, signed_in_as: SignedInAs) -> None:
    here = signed_in_as(Role.FORUM)
    other = again(app, "forum@example.org")
    last = session.exec(select(SignIn).order_by(col(SignIn.id).desc())).first()
    assert last

    fields = here.open("/manage/account").hidden_fields()
    done = here.post(f"/manage/account/sign-ins/{last.id}/end", fields)

    assert "Those sign-ins are ended." in here.follow(done).text
    other.open("/manage", status=302)
    assert "ended from another device" in other.open("/sign-in").text


def test_all_others_are_ended_and_this_one_stays(app: Flask, signed_in_as: SignedInAs) -> None:
    here = signed_in_as(Role.FORUM)
    others = [again(app, "forum@example.org") for _ in range(2)]
    page = here.open("/manage/account")
    assert page.text.count("Another browser") == 2

    here.post("/manage/account/sign-ins/end-others", page.hidden_fields())

    assert "Another browser" not in here.open("/manage/account").text
    for other in others:
        other.open("/manage", status=302)


def test_nobody_ends_a_sign_in_of_somebody_else(session: Session, signed_in_as: SignedInAs) -> None:
    lead, forum = signed_in_as(Role.SAFEGUARDING), signed_in_as(Role.FORUM)
    leads = session.exec(select(SignIn).order_by(col(SignIn.id))).first()
    assert leads

    forum.post(
        f"/manage/account/sign-ins/{leads.id}/end", forum.open("/manage/account").hidden_fields(), status=404
    )
    forum.post("/manage/account/sign-ins/end-others", forum.open("/manage/account").hidden_fields())

    lead.open("/manage")


def test_a_new_password_is_kept_here_and_ends_every_other_sign_in(
    app: Flask, session: Session, signed_in_as: SignedInAs
) -> None:
    here = signed_in_as(Role.FORUM)
    other = again(app, "forum@example.org")
    with here.browser.session_transaction() as kept:
        before = kept["sign_in"]

    done = here.send_form("/manage/account/password", {"current": PASSWORD, "password": NEW})

    assert "Your new password is kept." in here.follow(done).text
    with here.browser.session_transaction() as kept:
        assert kept["sign_in"] != before
    other.open("/manage", status=302)
    again(app, "forum@example.org", NEW)
    assert "password.changed" in [entry.act for entry in audit.entries(session)]
    told = session.exec(select(Message)).one()
    assert told.template == "accounts/password_was_set"


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"current": "wrong", "password": NEW}, "That is not your password."),
        ({"current": PASSWORD, "password": "short"}, "Make it 12 letters or longer."),
        ({"current": PASSWORD, "password": "forum-forum-1"}, "too easy to guess"),
        ({"current": "", "password": NEW}, "Enter your password."),
    ],
)
def test_what_is_wrong_with_a_new_password_is_said_and_nothing_is_changed(
    session: Session, signed_in_as: SignedInAs, answers: dict[str, str], said: str
) -> None:
    browser = signed_in_as(Role.FORUM)
    before = somebody(session, "forum@example.org").password_hash

    page = browser.send_form("/manage/account/password", answers, status=422)

    assert said in page.text
    assert NEW not in page.html
    assert page.field("current")["autocomplete"] == "current-password"
    assert page.field("password")["autocomplete"] == "new-password"
    assert somebody(session, "forum@example.org").password_hash == before


def test_a_browser_that_was_left_open_does_not_help_to_guess_the_password(signed_in_as: SignedInAs) -> None:
    browser = signed_in_as(Role.FORUM)
    for _ in range(5):
        browser.send_form("/manage/account/password", {"current": "wrong", "password": NEW}, status=422)

    browser.send_form("/manage/account/password", {"current": PASSWORD, "password": NEW}, status=429)


def test_the_second_step_is_turned_on_and_asked_for_from_then_on(
    app: Flask, signed_in_as: SignedInAs, clock: time_machine.Traveller
) -> None:
    browser = signed_in_as(Role.VIEWER)
    other = again(app, "viewer@example.org")

    secret, codes = turned_on(browser)

    assert len(re.findall(r"[a-z]{4}-[a-z]{4}-[a-z]{4}-[a-z]{4}", codes.text)) == 10
    assert "Your second step is on" in browser.open("/manage/account").text
    other.open("/manage", status=302)
    clock.shift(60)
    browser = PageClient(app)
    sent = browser.send_form("/sign-in", {"email": "viewer@example.org", "password": PASSWORD})
    browser.send_form(sent.response.headers["Location"], {"code": pyotp.TOTP(secret).now()})
    browser.open("/manage")


def test_a_wrong_password_turns_nothing_on(signed_in_as: SignedInAs) -> None:
    browser = signed_in_as(Role.VIEWER)

    page = browser.send_form("/manage/account/second-step", {"code": "123456", "current": "wrong"}, status=422)

    assert "That is not your password." in page.text
    assert "Your second step is off" in browser.open("/manage/account").text


def test_another_phone_takes_the_place_of_the_first(
    signed_in_as: SignedInAs, clock: time_machine.Traveller
) -> None:
    browser = signed_in_as(Role.VIEWER)
    first, old_codes = turned_on(browser)
    clock.shift(60)

    second, new_codes = turned_on(browser)

    assert first != second
    assert old_codes.text != new_codes.text


def test_the_second_step_can_be_turned_off_where_it_is_only_offered(
    session: Session, signed_in_as: SignedInAs
) -> None:
    browser = signed_in_as(Role.VIEWER)
    turned_on(browser)

    done = browser.send_form("/manage/account/second-step/off", {"current": PASSWORD})

    assert "Your second step is off." in browser.follow(done).text
    assert "second-step.removed" in [entry.act for entry in audit.entries(session)]


def test_new_recovery_codes_are_made_on_demand(signed_in_as: SignedInAs) -> None:
    browser = signed_in_as(Role.VIEWER)
    turned_on(browser)
    browser.send_form("/manage/account/recovery-codes", {"current": "wrong"}, status=422)

    page = browser.send_form("/manage/account/recovery-codes", {"current": PASSWORD}, status=200)

    assert len(re.findall(r"[a-z]{4}-[a-z]{4}-[a-z]{4}-[a-z]{4}", page.text)) == 10


def test_the_owner_is_told_what_was_changed_in_the_language_in_which_they_signed_in(
    app: Flask, session: Session, signed_in_as: SignedInAs
) -> None:
    browser = signed_in_as(Role.VIEWER)
    browser.open("/?lang=ur")
    browser.send_form("/sign-in", {"email": "viewer@example.org", "password": PASSWORD})
    turned_on(browser)
    browser.send_form("/manage/account/recovery-codes", {"current": PASSWORD}, status=200)
    browser.send_form("/manage/account/password", {"current": PASSWORD, "password": NEW})
    browser.send_form("/manage/account/second-step/off", {"current": NEW})

    session.rollback()
    told = session.exec(select(Message.template, Message.email, Message.language).order_by(col(Message.id))).all()
    news = ("second_step_set", "recovery_codes_made", "password_was_set", "second_step_removed")
    assert told == [(f"accounts/{what}", "viewer@example.org", "ur") for what in news]


def test_without_a_second_step_there_is_nothing_to_turn_off(signed_in_as: SignedInAs) -> None:
    browser = signed_in_as(Role.VIEWER)

    browser.open("/manage/account/second-step/off", status=404)
    browser.open("/manage/account/recovery-codes", status=404)


def test_whoever_came_by_an_inspectors_link_has_no_account(
    client: PageClient, session: Session, signed_in_as: SignedInAs
) -> None:
    signed_in_as(Role.VIEWER)
    viewer = somebody(session, "viewer@example.org")
    token = sessions.start(session, person=viewer, how=How.INSPECTOR_LINK, now=NOON)
    session.commit()
    with client.browser.session_transaction() as kept:
        kept["sign_in"] = token

    assert "/manage/account" not in client.open("/manage").links
    for address in ("", "/password", "/second-step", "/second-step/off", "/recovery-codes"):
        client.open(f"/manage/account{address}", status=403)


def test_whoever_signs_in_through_their_organisation_has_no_password_here(
    client: PageClient, session: Session, signed_in_as: SignedInAs
) -> None:
    signed_in_as(Role.VIEWER)
    viewer = somebody(session, "viewer@example.org")
    viewer.password_hash = ""
    token = sessions.start(session, person=viewer, how=How.OIDC, now=NOON)
    session.commit()
    with client.browser.session_transaction() as kept:
        kept["sign_in"] = token

    assert "You sign in through your organisation" in client.open("/manage/account").text
    client.open("/manage/account/password", status=404)


def test_whoever_comes_through_their_organisation_shows_the_phone_and_is_asked_for_no_password(
    session: Session, signed_in_as: SignedInAs
) -> None:
    browser = signed_in_as(Role.VIEWER)
    secret, _ = turned_on(browser)
    viewer = somebody(session, "viewer@example.org")
    session.add(ProviderSubject(person_id=viewer.id or 0, issuer="https://p.example", subject="s", linked_at=NOON))
    session.commit()

    asked = browser.open("/manage/account/recovery-codes")
    assert "Your password" not in asked.text
    wrong = browser.send_form("/manage/account/recovery-codes", {"current": "000000"}, status=422)
    assert "That code does not fit" in wrong.text
    new = {"current": pyotp.TOTP(secret).at(NOON + timedelta(seconds=30))}
    page = browser.send_form("/manage/account/recovery-codes", new, status=200)
    assert len(re.findall(r"[a-z]{4}-[a-z]{4}-[a-z]{4}-[a-z]{4}", page.text)) == 10
    assert "Code from the phone that you use now" in browser.open("/manage/account/second-step").text


def test_somebody_without_a_password_signs_in_with_none_and_is_asked_for_none(
    app: Flask, client: PageClient, session: Session, signed_in_as: SignedInAs
) -> None:
    browser = signed_in_as(Role.VIEWER)
    secret, _ = turned_on(browser)
    viewer = somebody(session, "viewer@example.org")
    viewer.password_hash = no_password()
    token = sessions.start(session, person=viewer, how=How.SECOND_STEP, now=NOON)
    session.commit()
    client.send_form("/sign-in", {"email": viewer.email, "password": viewer.password_hash}, status=422)
    with client.browser.session_transaction() as kept:
        kept["sign_in"] = token

    assert "have no password here" in client.open("/manage/account").text
    client.open("/manage/account/password", status=404)
    off = {"current": pyotp.TOTP(secret).at(NOON + timedelta(seconds=30))}
    done = client.follow(client.send_form("/manage/account/second-step/off", off))
    assert "through your organisation" in done.text


def test_today_says_what_the_real_site_asks_for(signed_in_as: SignedInAs) -> None:
    assert "Here your password is enough." in signed_in_as(Role.OFFICER).open("/manage").text
    assert "Here your password is enough." not in signed_in_as(Role.FORUM).open("/manage").text
