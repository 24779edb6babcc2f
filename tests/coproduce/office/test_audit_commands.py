"""`coproduce audit verify | export`."""

import json

from flask import Flask
from sqlmodel import Session

from coproduce.core import audit
from tests.factories import NOON


def test_the_end_of_the_chain_is_printed_and_known_again(app: Flask, session: Session) -> None:
    first = audit.record(session, act="people.invited", by="admin@example.org", now=NOON)
    audit.record(session, act="people.left", by="admin@example.org", now=NOON)
    session.commit()
    run = app.test_cli_runner().invoke

    said = run(args=["audit", "verify"])
    assert said.exit_code == 0
    assert "2 entries" in said.output
    assert run(args=["audit", "verify", "--tip", first.hash]).exit_code == 0

    unknown = run(args=["audit", "verify", "--tip", "f" * 64])
    assert unknown.exit_code == 1
    assert "not in the chain" in unknown.output


def test_the_export_holds_all_that_is_needed_to_check_it(app: Flask, session: Session) -> None:
    audit.record(session, act="people.invited", by="admin@example.org", about="person:2", now=NOON)
    session.commit()

    said = app.test_cli_runner().invoke(args=["audit", "export"])

    entry = json.loads(said.output)
    assert (entry["act"], entry["about"], entry["previous"]) == ("people.invited", "person:2", audit.FIRST_HASH)
    assert entry["at"] == "2026-11-24T12:00:00.000000+00:00"
