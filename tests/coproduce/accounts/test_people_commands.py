"""`coproduce people invite`."""

from flask import Flask
from sqlmodel import Session

from tests.factories import person
from tests.factories_accounts import last_link


def test_somebody_is_invited_by_command(app: Flask, session: Session) -> None:
    session.rollback()
    run = app.test_cli_runner()

    said = run.invoke(args=["people", "invite", "New@example.org", "--role", "viewer", "--language", "ur"])

    assert said.exit_code == 0, said.output
    assert said.output == "The invitation to new@example.org is in the outbox.\n"
    assert last_link(session).startswith("/invitations/")
    session.rollback()
    again = run.invoke(args=["people", "invite", "new@example.org", "--role", "viewer"])
    assert again.exit_code == 1
    assert "invited already" in again.output


def test_who_is_there_already_is_not_invited(app: Flask, session: Session) -> None:
    person(session, email="old@example.org")
    session.commit()
    run = app.test_cli_runner()

    assert run.invoke(args=["people", "invite", "old@example.org", "--role", "viewer"]).exit_code == 1
    assert run.invoke(args=["people", "invite", "nobody", "--role", "viewer"]).exit_code == 2
