"""One moment of the database, read while others write."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text

from coproduce.office.backup.rows import quoted
from coproduce.office.backup.shapes import MIGRATIONS, Layout


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """A connection that sees the database as it is now, however long it reads and whoever writes meanwhile."""
    with engine.connect() as plain:
        connection = plain
        if engine.dialect.name == "postgresql":
            connection = plain.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        # SQLite's WAL shows a reader the moment of its first statement; PostgreSQL the same.
        yield connection
        connection.rollback()


def revision(connection: Connection) -> str | None:
    """The migration that the database is at; None when it is empty."""
    if not connection.dialect.has_table(connection, MIGRATIONS):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def counters(connection: Connection, found: Layout) -> dict[str, int]:
    """The last number that each table gave out: `people.id`. SQLite counts on from the highest that is there."""
    if connection.dialect.name != "postgresql":
        return {}
    given = {}
    for place, sequence in sequences(connection, found).items():
        last = connection.exec_driver_sql(f"SELECT last_value, is_called FROM {sequence}").one()  # noqa: S608 # nosec B608 # the server's own name
        if last.is_called:
            given[place] = int(last.last_value)
    return given


def sequences(connection: Connection, found: Layout) -> dict[str, str]:
    """PostgreSQL's sequence behind each numbered column, as the server writes its name."""
    numbered = [(s.name, c.name) for s in found.shapes for c in s.columns if c.kind == "integer"]
    named = {}
    for table, column in numbered:
        asked = {"table": quoted(table), "column": column}
        sequence = connection.execute(text("SELECT pg_get_serial_sequence(:table, :column)"), asked).scalar()
        if sequence:
            named[f"{table}.{column}"] = str(sequence)
    return named
