"""The pages on which an administrator reads who did what, takes a copy, and has the chain checked."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlmodel import Session

from coproduce.accounts.models import Role
from coproduce.core import audit
from coproduce.office.views import audit as audit_views
from tests.coproduce.core.test_audit import without_triggers
from tests.factories import NOON
from tests.pages import Page, PageClient


@pytest.fixture
def admin(signed_in_as: Callable[[Role], PageClient]) -> PageClient:
    return signed_in_as(Role.ADMIN)


def entries(session: Session, count: int, *, act: str = "things.done") -> None:
    """So many entries."""
    for number in range(count):
        at = NOON + timedelta(seconds=number)
        audit.record(session, act=act, by="command", about=f"thing:{number}", facts={"place": "here"}, now=at)
    session.commit()


def test_an_entry_is_shown_in_plain_words_and_an_unknown_code_as_it_is(
    admin: PageClient, session: Session
) -> None:
    entries(session, 1)

    page = admin.open("/manage/audit")

    assert "Somebody signed in. sign-in.started" in page.text
    assert "things.done" in page.text
    assert "A command on the server" in page.text
    assert "thing:0 place: here" in page.text
    assert "admin@example.org" in page.text
    assert page.text.index("things.done") < page.text.index("sign-in.started"), "The newest comes first."
    assert admin.open("/manage/audit", language="ur").all("html")[0]["dir"] == "rtl"


def beside(page: Page, rel: str) -> str:
    """Where the next or the previous page is, nothing where there is none."""
    return next((link["href"] for link in page.all("a") if link.get("rel") == rel), "")


def test_fifty_are_on_a_page_and_others_behind_links(admin: PageClient, session: Session) -> None:
    entries(session, 119)  # and one for signing in

    first = admin.open("/manage/audit")
    second = admin.open(beside(first, "next"))
    third = admin.open(beside(second, "next"))
    back = admin.open(beside(third, "prev"))

    assert [page.text.count("thing:") for page in (first, second, third)] == [50, 50, 19]
    assert "thing:118" in first.text
    assert (beside(first, "prev"), beside(third, "next")) == ("", "")
    assert back.text.count("thing:") == 50


def test_one_kind_can_be_chosen(admin: PageClient, session: Session) -> None:
    entries(session, 2)
    entries(session, 3, act="things.undone")

    page = admin.open("/manage/audit?act=things.undone")

    assert page.text.count("thing:") == 3
    assert page.chosen("act") == "things.undone"
    assert "There is no such entry." in admin.open("/manage/audit?act=nothing").text


def test_the_check_says_that_the_chain_is_whole_and_how_it_ends(admin: PageClient, session: Session) -> None:
    entries(session, 3)

    page = admin.open("/manage/audit/check")

    assert page.h1 == "The chain is whole from entry 1 to entry 4"
    assert audit.verify(session).tip in page.text


def test_the_check_says_where_it_is_broken(admin: PageClient, session: Session) -> None:
    entries(session, 3)
    without_triggers(session)
    session.execute(text("UPDATE audit_entries SET about = 'another' WHERE number = 3"))

    # Seen by this session alone, and undone with it.
    assert audit.verify(session).faults == ("Entry 3 was changed.",)
    session.rollback()


def test_a_long_chain_is_checked_in_steps(
    admin: PageClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries(session, 3)
    monkeypatch.setattr(audit_views, "PATIENCE_S", -1.0)

    page = admin.open("/manage/audit/check")
    assert page.h1 == "The chain is whole from entry 1 to entry 1"
    assert "There are 4 entries." in page.text
    monkeypatch.undo()
    rest = admin.open(next(link for link in page.links if "after=1" in link))

    assert rest.h1 == "The chain is whole from entry 2 to entry 4"


def test_a_step_that_begins_nowhere_is_no_error(admin: PageClient) -> None:
    assert admin.open("/manage/audit/check?after=99").h1 == "The chain is broken"
    assert admin.open("/manage/audit/check?after=-5").h1 == "The chain is whole from entry 1 to entry 1"


def test_the_copy_holds_every_entry_and_that_it_was_taken(admin: PageClient, session: Session) -> None:
    entries(session, 60)

    answer = _take_copy(admin)

    lines = [json.loads(line) for line in answer.splitlines()]
    assert [line["number"] for line in lines] == list(range(1, 63))
    assert (lines[-1]["act"], lines[-1]["by"]) == ("audit.exported", "admin@example.org")
    session.rollback()
    assert audit.verify(session).faults == ()


def _take_copy(admin: PageClient) -> str:
    token = admin.open("/manage/audit").hidden_fields()
    answer = admin.browser.post("/manage/audit/export", data=token)
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="audit-20')
    return answer.get_data(as_text=True)
