"""A flagged comment is planted, and every page and command is walked as everybody else: its words are nowhere."""

import zipfile
from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlmodel import Session, select

from coproduce.accounts import access
from coproduce.accounts.models import Role
from coproduce.core import clock
from coproduce.voice.models import Comment, Stance
from surveys.models import Channel, Stratum
from surveys.respond import Origin, respond
from surveys.running import asked
from surveys.sheet import Sheet
from tests.factories_surveys import ALL_AGREE, pulse
from tests.factories_voice import comment
from tests.pages import PageClient

SignIn = Callable[[Role], PageClient]
SECRET = "Zebrafinch says the quagmire man hit my son at the turnstile and he has bruises."
MARKS = ("zebrafinch", "quagmire", "turnstile")
ORDINARY = "Nobody rings back about the transport to school."
THEME = "transport"
SURVEY = "parent-pulse"
CODES = ("x", "transport", "safety_bullying", SURVEY, "2026-11")
BY_WAVE = "?wave=parent-pulse/2026-11"


@pytest.fixture
def planted(session: Session) -> UUID:
    """A comment that came through the survey's own page and was flagged, and ordinary ones beside it."""
    pulse(session)
    now_asked = asked(session, slug="parent-pulse", today=clock.today())
    sheet = Sheet(ALL_AGREE, {"comment": SECRET}, may_quote=True, writer_worried=True, faults={})
    origin = Origin(language="en", channel=Channel.OPEN, stratum=Stratum.OPEN, day=clock.today())
    given = respond(session, asked=now_asked, sheet=sheet, origin=origin, nonce="n", secret="k" * 40)
    for _ in range(12):
        comment(session, text=ORDINARY, themes={THEME: Stance.NEGATIVE}, said_on=date(2026, 11, 1), may_quote=True)
    session.commit()
    receipts.append(given.code)
    found = session.exec(select(Comment).where(Comment.concern)).one().id
    session.commit()
    return found


receipts: list[str] = []


def addresses(app: Flask, planted: UUID) -> list[str]:
    """Every page that can be opened, with the planted comment's own id wherever one goes into an address."""
    found = set()
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint == "static":
            continue
        told = {name: value(type(rule._converters[name]).__name__, name, planted) for name in rule.arguments}
        for code in (*CODES, receipts[-1]) if None in told.values() else CODES[:1]:
            with app.test_request_context():
                built = rule.build({name: code if known is None else known for name, known in told.items()})
            if built:
                found.add(built[1])
    return sorted(found)


def value(kind: str, name: str, planted: UUID) -> object:
    """What goes into this place of an address: None where any code may."""
    if kind == "UUIDConverter":
        return planted
    if kind in ("RowId", "IntegerConverter"):
        return 1
    return SURVEY if name == "slug" else None


def readable(data: bytes) -> str:
    """What a page, or a file that a page gives, holds in plain: a workbook is a packed folder."""
    if zipfile.is_zipfile(BytesIO(data)):
        with zipfile.ZipFile(BytesIO(data)) as packed:
            data = b"".join(packed.read(name) for name in packed.namelist())
    return data.decode("utf-8", "replace")


def leaks(text: str) -> list[str]:
    return [mark for mark in MARKS if mark in text.lower()]


@pytest.mark.parametrize("role", [None, *(role for role in Role)])
def test_no_page_of_anybody_else_shows_its_words(
    app: Flask, client: PageClient, signed_in_as: SignIn, session: Session, planted: UUID, role: Role | None
) -> None:
    browser = signed_in_as(role) if role else client
    walked = 0
    for address in addresses(app, planted):
        page = opened(browser, address)
        walked += page is not None
        if page is not None and ("wave=" in page or 'name="wave"' in page):
            opened(browser, address + BY_WAVE)
    assert walked > 10


def opened(browser: PageClient, address: str) -> str | None:
    """What is there, None where nothing is; nothing of the secret, in any case."""
    response = browser.browser.get(address)
    text = readable(response.get_data())
    assert response.status_code < 500, address
    assert leaks(text) == [], address
    return text if response.status_code == HTTPStatus.OK else None


@pytest.mark.parametrize("role", [Role.OFFICER, Role.FORUM])
def test_its_own_pages_are_not_there_for_readers(signed_in_as: SignIn, planted: UUID, role: Role) -> None:
    browser = signed_in_as(role)

    browser.open(f"/manage/comments/{planted}", status=404)
    assert "12" in browser.open("/manage/themes").text
    assert "13" not in browser.open(f"/manage/themes/{THEME}").text


def test_no_command_prints_or_writes_its_words(app: Flask, planted: UUID, tmp_path: Path) -> None:
    runner = app.test_cli_runner()
    out = tmp_path / "out"
    commands = [
        ["responses", "export", "parent-pulse", f"{out}.csv"],
        ["surveys", "export", "parent-pulse", f"{out}.json"],
        ["confidence"],
        ["confidence", "--json"],
        ["themes", "--json"],
        ["audit", "export", f"{out}.audit"],
        ["jobs", "list"],
        ["jobs", "run", "tell-the-lead"],
        ["jobs", "run", "look-back"],
        ["comments", "reanalyse"],
        ["concerns", "check"],
        ["retention", "run", "--dry-run"],
    ]
    for command in commands:
        result = runner.invoke(args=command)
        assert leaks(result.output) == [], command
        assert "No such command" not in result.output, command
    for path in tmp_path.iterdir():
        assert leaks(path.read_text("utf-8")) == [], path.name


def test_only_the_lead_who_opens_it_reads_them(signed_in_as: SignIn, planted: UUID) -> None:
    lead = signed_in_as(Role.SAFEGUARDING)
    address = f"/manage/concerns/{planted}"
    assert leaks(lead.open(address).html) == []

    lead.post(f"{address}/open", lead.open(address).hidden_fields())

    assert leaks(lead.open(address).html) == list(MARKS)


def test_every_page_that_was_walked_says_who_may_see_it(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        access.who_may_see(app, rule.endpoint)
