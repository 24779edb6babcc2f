"""Each error has a page in the reader's language, reached by what really causes it: what happened, what is kept,
what to do."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask, request
from sqlalchemy import Engine, text
from sqlmodel import Session
from werkzeug.exceptions import TooManyRequests, UnprocessableEntity

from coproduce.accounts.models import Role
from coproduce.app import LARGEST_POST, create_app
from coproduce.config import Settings
from coproduce.core import db
from coproduce.core.facts import Fact
from coproduce.web.session import session as page_session
from tests.factories import person
from tests.logbook import Logbook, logbook
from tests.pages import Page, PageClient

pytestmark = pytest.mark.own_app
KEPT = "What you sent before is safe."
SECRETS = (
    "hunter2-password",
    "amina@example.org",
    "t0ken-in-the-path",
    "My child was hurt",
    "12 Elm Road",
    "Mozilla/9",
)


@pytest.fixture
def book() -> Iterator[Logbook]:
    with logbook() as opened:
        yield opened


@pytest.fixture
def served(app: Flask) -> Flask:
    """The application as it answers when it is not tested: no error comes through to the test."""
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


def add_route(app: Flask, path: str, view: Callable[..., str]) -> None:
    """A page of this test's own."""
    view.who_may_see = "everybody"  # type: ignore[attr-defined]
    app.add_url_rule(path, endpoint=view.__name__, view_func=view, methods=["GET", "POST"])


def in_both(client: PageClient, address: str, status: int) -> tuple[Page, Page]:
    """The page in English and in Urdu."""
    english, urdu = client.open(address, status=status), client.open(address, status=status, language="ur")
    assert (english.all("html")[0]["dir"], urdu.all("html")[0]["dir"]) == ("ltr", "rtl")
    assert english.h1 != urdu.h1
    for page in (english, urdu):
        assert "tel:999" in page.links
        assert "/help-now" in page.links
    return english, urdu


def test_400_a_form_without_its_token(client: PageClient) -> None:
    page = client.post("/sign-in", {"email": "a@example.org"}, status=400)

    assert page.h1 == "We could not read what was sent"
    assert f"What you sent just now was not kept. {KEPT}" in page.text
    assert "Your browser may still hold what you typed." in page.text


def test_403_says_whom_to_ask_to_people_who_sign_in(
    client: PageClient, session: Session, signed_in_as: Callable[[Role], PageClient]
) -> None:
    person(session, email="amir@example.org", role=Role.ADMIN)
    viewer = signed_in_as(Role.VIEWER)

    page, _ = in_both(viewer, "/manage/people", 403)

    assert "ask an administrator" in page.text
    assert "mailto:amir@example.org" in page.links


def test_404_and_405(client: PageClient) -> None:
    nowhere, _ = in_both(client, "/no-such-page", 404)
    wrong_way, _ = in_both(client, "/sign-out", 405)

    assert "Nothing you have sent us is lost." in nowhere.text
    assert wrong_way.h1 == "This page cannot be used that way"
    assert set(wrong_way.response.headers["Allow"].split(", ")) == {"POST", "OPTIONS"}


def test_413_more_than_we_take(client: PageClient) -> None:
    page = client.post("/sign-in", {"email": "x" * (LARGEST_POST + 1)}, status=413)

    assert page.h1 == "That was too much to send at once"
    assert "make the words or the file smaller" in page.text


def test_422_where_no_form_says_it_better(served: Flask, client: PageClient) -> None:
    def unwilling() -> str:
        raise UnprocessableEntity

    add_route(served, "/unwilling", unwilling)

    page, _ = in_both(client, "/unwilling", 422)
    assert page.h1 == "Something needs mending before we can keep this"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (40, "Wait a minute, then try again."),
        (600, "Wait 10 minutes, then try again."),
        (7200, "Wait 2 hours, then try again."),
        (None, "Wait a few minutes, then try again."),
    ],
)
def test_429_says_how_long(served: Flask, client: PageClient, seconds: int | None, words: str) -> None:
    def busy() -> str:
        raise TooManyRequests(retry_after=seconds)

    add_route(served, "/busy", busy)

    page, _ = in_both(client, "/busy", 429)

    assert words in page.text
    assert page.response.headers.get("Retry-After") == (str(seconds) if seconds else None)


def test_500_tells_what_to_quote_and_the_log_calls_it_the_same(
    served: Flask, client: PageClient, book: Logbook
) -> None:
    def broken() -> str:
        raise RuntimeError(SECRETS[3])

    add_route(served, "/broken", broken)

    page, _ = in_both(client, "/broken", 500)

    name = page.response.headers["X-Request-ID"]
    assert name in page.text
    record = next(record for record in book.records if record.get("request") == name)
    assert (record["endpoint"], record["level"]) == ("broken", "error")
    assert "RuntimeError" in record["message"]


def test_500_when_the_commit_fails_is_no_thank_you(served: Flask, client: PageClient, book: Logbook) -> None:
    def unfinished() -> str:
        fact = Fact(name=SECRETS[1], value="")
        page_session.add(fact)
        fact.value = None  # type: ignore[assignment] # a mistake, which the database finds
        return "Thank you."

    add_route(served, "/unfinished", unfinished)
    token = client.open("/sign-in").hidden_fields()

    page = client.post("/unfinished", token, status=500)

    assert "Thank you." not in page.text
    assert "IntegrityError" in book.text
    assert SECRETS[1] not in book.text


def test_the_last_page_needs_nothing_that_the_others_share(served: Flask, client: PageClient) -> None:
    served.context_processor(lambda: {"share": 1 // 0})

    page = client.open("/help-now", status=500)

    assert page.h1 == "Something went wrong on our side"
    assert page.response.headers["X-Request-ID"] in page.text
    assert "tel:999" in page.links


def away(settings: Settings, address: str) -> Flask:
    """The same site, whose database is not there."""
    app = create_app(replace(settings, database_url=address))
    app.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False)
    return app


def test_503_when_the_database_is_away(
    settings: Settings, tmp_path: Path, signed_in_as: Callable[[Role], PageClient]
) -> None:
    cookie = signed_in_as(Role.OFFICER).browser.get_cookie("session")
    assert cookie is not None

    for address in (f"sqlite:///{tmp_path}", "postgresql+psycopg://nobody@127.0.0.1:1/none"):
        app = away(settings, address)
        client = PageClient(app)
        in_both(client, "/", 503)
        client.browser.set_cookie("session", cookie.value)
        page, _ = in_both(client, "/manage", 503)
        assert page.h1 == "We are closed for a short time"
        assert page.response.headers["Retry-After"] == "30"
        assert PageClient(app).open("/help-now").status == 200, "Help is there without a database."
        app.extensions["engine"].dispose()


def test_503_when_the_database_is_locked(
    served: Flask, client: PageClient, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL has no lock on everything.")
    monkeypatch.setattr(db, "WRITERS_PATIENCE_S", 0.1)
    monkeypatch.setattr(db, "BUSY_TIMEOUT_MS", 10)
    add_route(served, "/writes", lambda: str(page_session.execute(text("SELECT 1")).scalar()))
    token = client.open("/sign-in").hidden_fields()

    with db.transaction(engine):
        page = client.post("/writes", token, status=503)

    assert "What you sent just now may not have been kept." in page.text
    assert client.browser.post("/writes", data=token).text == "1"


def test_503_when_postgresql_refuses_to_write(served: Flask, client: PageClient, engine: Engine) -> None:
    if engine.dialect.name != "postgresql":
        pytest.skip("SQLite says the same with another error.")

    def writes() -> str:
        page_session.execute(text("SET TRANSACTION READ ONLY"))
        page_session.add(Fact(name="x", value="x"))
        page_session.flush()
        return ""

    add_route(served, "/writes", writes)

    client.post("/writes", client.open("/sign-in").hidden_fields(), status=503)


def test_a_wrong_statement_is_our_error_and_no_absence(served: Flask, client: PageClient) -> None:
    add_route(served, "/wrong", lambda: str(page_session.execute(text("SELECT * FROM nowhere"))))

    client.open("/wrong", status=500)


def test_no_error_path_logs_what_a_family_sent(
    served: Flask, settings: Settings, client: PageClient, session: Session, book: Logbook, tmp_path: Path
) -> None:
    password, email, token, comment, address, agent = SECRETS
    session.add(Fact(name=email, value="x"))
    session.commit()

    def breaks(kind: str, token: str) -> str:
        if kind == "runtime":
            raise RuntimeError(f"{request.form.to_dict()} {request.args} {token}")
        if kind == "unique":
            page_session.add(Fact(name=email, value=comment))
            page_session.flush()
        if kind == "commit":
            page_session.add(Fact(name=email, value=comment))
        if kind == "statement":
            page_session.execute(text("SELECT :words FROM nowhere"), {"words": comment})
        if kind == "data":
            page_session.execute(text("SELECT CAST(:words AS integer) / 0"), {"words": comment})
        if kind == "chain":
            try:
                int(comment)
            except ValueError as error:
                raise KeyError(address) from error
        return ""

    add_route(served, "/breaks/<kind>/<token>", breaks)
    csrf = client.open("/sign-in").hidden_fields()
    sent = {**csrf, "email": email, "password": password, "comment": comment, "address": address}
    headers = {"User-Agent": agent, "Referer": f"http://localhost/sign-ups/{token}", "X-Request-ID": email}
    statuses = set()
    for app in (served, away(settings, f"sqlite:///{tmp_path}")):
        browser = PageClient(app).browser
        browser.set_cookie("session", client.browser.get_cookie("session").value)  # type: ignore[union-attr]
        for path in (
            *(f"/breaks/{kind}/{token}" for kind in ("runtime", "unique", "commit", "statement", "data", "chain")),
            f"/sign-in?next=/sign-ups/{token}&q={email}",
            f"/s/parent-pulse/t/{token}",
            f"/receipt/{token}?q={email}",
            f"/no/{token}",
        ):
            for data in (sent, {"comment": comment}, {**sent, "comment": comment * LARGEST_POST}):
                answer = browser.post(path, data=data, headers=headers)
                statuses.add(answer.status_code)
                assert email not in answer.headers["X-Request-ID"]
            statuses.add(browser.get(path, headers=headers).status_code)

    assert statuses >= {400, 404, 405, 413, 422, 500, 503}
    assert len(book.records) >= 6
    for secret in SECRETS:
        assert secret not in book.text


def test_409_two_who_make_the_same_thing_at_once(
    served: Flask, client: PageClient, session: Session, book: Logbook
) -> None:
    session.add(Fact(name=SECRETS[1], value="x"))
    session.commit()

    def doubled() -> str:
        page_session.add(Fact(name=SECRETS[1], value="y"))
        return "Thank you."

    add_route(served, "/doubled", doubled)
    token = client.open("/sign-in").hidden_fields()

    page = client.post("/doubled", token, status=409)

    assert page.h1 == "This changed at the same moment"
    assert "Go back, load the page again, and look at what is there now." in page.text
    assert "IntegrityError" in book.text
    assert SECRETS[1] not in book.text
