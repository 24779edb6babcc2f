"""What the tables could hold at all: a column that is not there cannot leak."""

from uuid import uuid4

from sqlalchemy import Date, DateTime, Time, Uuid
from sqlmodel import Session, SQLModel

from surveys.models import Response
from tests.factories_surveys import pulse

NEVER = ("ip", "addr", "agent", "session", "token", "time", "created", "updated", "cookie", "browser", "email")
COLUMNS = {
    "id",
    "wave_id",
    "version_id",
    "channel",
    "stratum",
    "language",
    "answered_on",
    "mark",
    "answers",
    "who_answered",
    "hurried",
    "again",
}


def test_a_response_has_these_columns_and_no_other() -> None:
    table = SQLModel.metadata.tables["responses"]

    assert {column.name for column in table.columns} == COLUMNS
    assert not any(isinstance(column.type, DateTime | Time) for column in table.columns)
    assert isinstance(table.c.answered_on.type, Date)


def test_no_column_of_an_answer_could_hold_a_time_an_address_or_a_browser() -> None:
    for name in ("responses", "response_comments"):
        for column in SQLModel.metadata.tables[name].columns:
            assert not any(word in column.name.split("_") for word in NEVER), f"{name}.{column.name}"


def test_ids_of_answers_are_random_and_sqlite_keeps_no_row_ids() -> None:
    for name in ("responses", "response_comments"):
        table = SQLModel.metadata.tables[name]
        assert not any(column.autoincrement is True for column in table.columns)
        assert table.dialect_options["sqlite"]["with_rowid"] is False
    assert isinstance(SQLModel.metadata.tables["responses"].c.id.type, Uuid)
    assert Response.model_fields["id"].default_factory is uuid4


def test_the_database_agrees(session: Session) -> None:
    pulse(session)
    found = session.connection().dialect.get_columns(session.connection(), "responses")

    assert {column["name"] for column in found} == COLUMNS
