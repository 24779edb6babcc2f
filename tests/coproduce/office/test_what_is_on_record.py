"""What people and commands do is in the audit, under a code that the page has words for."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlmodel import Session

from coproduce.core import audit
from coproduce.web import acts
from coproduce.yousaid.models import Verdict
from tests.factories_yousaid import many_said, officer, published

PLAN = Path(__file__).parents[3] / "coproduce" / "plan" / "data" / "dudley-2019.toml"
Run = Callable[..., str]


@pytest.fixture
def run(app: Flask) -> Run:
    runner: FlaskCliRunner = app.test_cli_runner()

    def command(*args: str) -> str:
        result = runner.invoke(args=list(args))
        assert result.exit_code == 0, result.output
        return str(result.output)

    return command


def on_record(session: Session) -> list[tuple[str, str, str]]:
    """The entries: what, by whom, about what."""
    session.rollback()
    return [(entry.act, entry.by, entry.about) for entry in audit.entries(session)]


def test_commands_that_change_something(run: Run, session: Session, tmp_path: Path) -> None:
    comments = tmp_path / "comments.csv"
    comments.write_text("text\nNobody rings back.\n", "utf-8")
    session.rollback()
    run("people", "add", "new@example.org", "--role", "officer")
    run("people", "reset", "new@example.org")
    run("plan", "import", str(PLAN), "--dry-run")
    run("plan", "import", str(PLAN))
    run("plan", "import", str(PLAN))
    run("surveys", "import", "parent-pulse")
    run("surveys", "import", "parent-pulse")
    run("surveys", "open", "parent-pulse", "2026-11", "--from", "2026-11-01")
    run("comments", "import", str(comments), "--source", "Coffee morning")

    found = on_record(session)
    assert [act for act, _, _ in found] == [
        "people.added",
        "people.password_given",
        "plan.imported",
        "surveys.published",
        "surveys.wave_opened",
        "comments.imported",
    ]
    assert {by for _, by, _ in found} == {"command"}
    assert "new@example.org" not in str([entry.facts for entry in audit.entries(session)])


def test_every_step_of_a_reply(session: Session) -> None:
    many_said(session, 6)
    writer = replace(officer(session), email="officer-1@example.org")
    reply = published(session, by=writer)
    session.commit()

    assert on_record(session) == [
        ("replies.written", "officer-1@example.org", f"reply:{reply.id}"),
        ("replies.signed", "officer-1@example.org", f"reply:{reply.id}"),
        ("replies.co_signed", "command", f"reply:{reply.id}"),
        ("replies.published", "officer-1@example.org", f"reply:{reply.id}"),
    ]


def test_each_has_words(app: Flask) -> None:
    with app.test_request_context():
        known = acts.in_words()

    assert {"plan.imported", "replies.published", "comments.corrected", "people.added"} <= known.keys()
    assert {f"quote.{verdict}" for verdict in Verdict} <= known.keys()
    assert all(sentence.endswith(".") for sentence in known.values())
