"""Guessing is slowed down: by account, by network, and never so that strangers keep an owner out for ever."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from coproduce.accounts import throttle
from coproduce.accounts.models import SignInTries
from coproduce.accounts.throttle import ACCOUNT, NETWORK, Counted, counted_for, network_of
from coproduce.core import audit
from tests.factories import NOON, person
from tests.pages import Page, PageClient

EMAIL, PASSWORD = "officer@example.org", "plain-words-for-a-test"
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@pytest.fixture
def officer(session: Session) -> str:
    person(session, email=EMAIL, password=PASSWORD)
    session.commit()
    return EMAIL


def guess(client: PageClient, password: str, *, email: str = EMAIL, status: int = 422) -> Page:
    return client.send_form("/sign-in", {"email": email, "password": password}, status=status)


def tried(session: Session, counted: tuple[Counted, ...], now: datetime) -> timedelta:
    return throttle.take(session, counted=counted, now=now).wait


def test_waits_grow_and_have_an_end() -> None:
    waits = [ACCOUNT.wait_after(tries).total_seconds() for tries in range(1, 13)]

    assert waits == [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]
    assert ACCOUNT.wait_after(10_000) == timedelta(minutes=15)


def test_five_tries_are_free_then_each_one_costs_a_wait(session: Session) -> None:
    counted = counted_for(secret="k" * 40, what="password", account=EMAIL)

    assert [tried(session, counted, NOON) for _ in range(6)] == [timedelta(0)] * 5 + [30 * SECOND]
    assert tried(session, counted, NOON + 29 * SECOND) == SECOND
    assert tried(session, counted, NOON + 30 * SECOND) == timedelta(0)
    assert tried(session, counted, NOON + 31 * SECOND) == 59 * SECOND


def test_a_day_without_a_try_is_forgotten(session: Session) -> None:
    counted = counted_for(secret="k" * 40, what="password", account=EMAIL)
    for _ in range(6):
        throttle.take(session, counted=counted, now=NOON)

    assert [tried(session, counted, NOON + timedelta(days=1)) for _ in range(5)] == [timedelta(0)] * 5


def test_one_network_that_tries_many_accounts_must_wait(session: Session) -> None:
    waits = [
        tried(
            session,
            counted_for(secret="k" * 40, what="password", account=f"{n}@example.org", network="203.0.113.9"),
            NOON,
        )
        for n in range(NETWORK.free + 1)
    ]

    assert waits == [timedelta(0)] * NETWORK.free + [30 * SECOND]


def test_those_who_sign_in_use_up_nothing_of_the_network_they_share(session: Session) -> None:
    for n in range(100):
        counted = counted_for(secret="k" * 40, what="password", account=f"{n}@example.org", network="203.0.113.9")
        taken = throttle.take(session, counted=counted, now=NOON)
        assert not taken.wait
        throttle.succeed(session, taken)


def test_what_is_kept_are_marks_that_tell_nothing(session: Session) -> None:
    counted = counted_for(secret="k" * 40, what="password", account=EMAIL, network="203.0.113.9")
    throttle.take(session, counted=counted, now=NOON)

    kept = str([row.model_dump() for row in session.exec(select(SignInTries))])
    assert EMAIL not in kept
    assert "203.0.113" not in kept
    assert {one.mark for one in counted} != {
        one.mark for one in counted_for(secret="j" * 40, what="password", account=EMAIL, network="203.0.113.9")
    }


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("127.0.0.1", ""),
        ("::1", ""),
        ("not an address", ""),
        (None, ""),
    ],
)
def test_a_household_is_one_network_and_our_own_proxy_is_none(address: str | None, network: str) -> None:
    assert network_of(address) == network


def test_tries_are_never_less_than_none(session: Session) -> None:
    session.add(SignInTries(mark="m", tries=-1, last_at=NOON))

    with pytest.raises(IntegrityError, match="not_negative"):
        session.flush()


def test_the_right_password_is_refused_during_a_wait_like_a_wrong_one(client: PageClient, officer: str) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(5):
            guess(client, "wrong")

        wrong = guess(client, "wrong", status=429)
        right = guess(client, PASSWORD, status=429)
        assert "Wait 30 seconds, then try again." in wrong.text
        assert wrong.text == right.text
        assert right.response.headers["Retry-After"] == "30"

        clock.shift(30)
        guess(client, PASSWORD, status=303)


def test_an_address_that_nobody_has_is_slowed_down_in_the_same_way(client: PageClient, officer: str) -> None:
    with time_machine.travel(NOON, tick=False):
        known = [guess(client, "wrong", status=s) for s in [422] * 5 + [429]]
        unknown = [guess(client, "wrong", email="nobody@example.org", status=s) for s in [422] * 5 + [429]]

    assert [page.text for page in known] == [page.text for page in unknown]


def test_signing_in_begins_the_count_anew(client: PageClient, officer: str) -> None:
    for _ in range(4):
        guess(client, "wrong")
    guess(client, PASSWORD, status=303)

    for _ in range(4):
        guess(client, "wrong")
    guess(client, PASSWORD, status=303)


def test_strangers_who_guess_cannot_keep_out_a_browser_that_its_owner_has_used(app: Flask, officer: str) -> None:
    owner, stranger = PageClient(app), PageClient(app)
    guess(owner, PASSWORD, status=303)
    owner.post("/sign-out", owner.open("/manage").hidden_fields())
    for _ in range(5):
        guess(stranger, "wrong")
    guess(stranger, "wrong", status=429)

    guess(owner, PASSWORD, status=303)


def test_a_browser_is_known_for_the_account_that_it_signed_in_to_and_for_no_other(
    app: Flask, session: Session, officer: str
) -> None:
    person(session, email="other@example.org", password=PASSWORD)
    session.commit()
    browser, stranger = PageClient(app), PageClient(app)
    guess(browser, PASSWORD, email="other@example.org", status=303)
    for _ in range(5):
        guess(stranger, "wrong")

    guess(browser, PASSWORD, status=429)


def test_a_forged_mark_of_a_known_browser_counts_for_nothing(client: PageClient, officer: str) -> None:
    for number in range(5):
        client.browser.set_cookie("known_browser", f"name{number}.{'0' * 32}", path="/sign-in")
        guess(client, "wrong")

    guess(client, "wrong", status=429)


def test_the_known_browser_is_told_to_the_sign_in_pages_alone(client: PageClient, officer: str) -> None:
    cookies = guess(client, PASSWORD, status=303).response.headers.getlist("Set-Cookie")

    (known,) = [cookie for cookie in cookies if cookie.startswith("known_browser=")]
    assert "Path=/sign-in" in known
    assert "HttpOnly" in known
    assert "SameSite=Lax" in known
    assert EMAIL not in known


def test_a_burst_of_wrong_passwords_is_on_record_once(client: PageClient, session: Session, officer: str) -> None:
    for status in [422] * 5 + [429] * 3:
        guess(client, "wrong", status=status)
    for status in [422] * 5 + [429] * 3:
        guess(client, "my-own-password", email="a-password-typed-here@x.example", status=status)

    refused = list(audit.entries(session, act="sign-in.refused"))
    assert [(entry.by, entry.about, entry.facts) for entry in refused] == [
        ("unknown", "person:1", {"what": "password"}),
        ("unknown", "", {"what": "password"}),
    ]


def test_fifty_wrong_passwords_at_once_are_no_more_than_five_tries(app: Flask, officer: str) -> None:
    app.config["WTF_CSRF_ENABLED"] = False

    def one(_number: int) -> int:
        browser = app.test_client()
        data = {"email": EMAIL, "password": "wrong"}
        return Context().run(browser.post, "/sign-in", data=data).status_code

    with ThreadPoolExecutor(50) as crowd:
        statuses = Counter(crowd.map(one, range(50)))

    assert statuses == {422: 5, 429: 45}
