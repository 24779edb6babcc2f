"""The database that is filled: locked, emptied and made to count on, each in the one transaction of a restore."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy import Connection, column, exists, func, literal, select, table, text, union_all

from coproduce.office.backup.rows import quoted
from coproduce.office.backup.shapes import Layout
from coproduce.office.backup.snapshot import sequences

PATIENCE = "15s"


def lock(connection: Connection, found: Layout) -> None:
    """Let nobody else write, or read half of it, until the transaction ends. SQLite has its one lock already."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{PATIENCE}'")
        names = ", ".join(quoted(shape.name) for shape in found.shapes)
        connection.exec_driver_sql(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE")


def filled(connection: Connection, found: Layout) -> list[str]:
    """The tables that hold a row."""
    asked = [
        select(literal(shape.name), exists(select(literal(1)).select_from(table(shape.name))))
        for shape in found.shapes
    ]
    return sorted(str(name) for name, there in connection.execute(union_all(*asked)) if there)


def empty(connection: Connection, found: Layout) -> None:
    """Empty every table, those too that refuse it by a trigger; the triggers are back before this ends."""
    if connection.dialect.name == "postgresql":
        _truncate(connection, found)
        return
    asked = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql IS NOT NULL")
    triggers = connection.execute(asked).all()
    for name, _ in triggers:
        connection.exec_driver_sql(f"DROP TRIGGER {quoted(name)}")
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    for shape in reversed(found.shapes):
        connection.exec_driver_sql(f"DELETE FROM {quoted(shape.name)}")  # noqa: S608 # nosec B608 # quoted
    for _, statement in triggers:
        connection.exec_driver_sql(statement)


def _truncate(connection: Connection, found: Layout) -> None:
    names = [quoted(shape.name) for shape in found.shapes]
    for name in names:
        connection.exec_driver_sql(f"ALTER TABLE {name} DISABLE TRIGGER USER")
    connection.exec_driver_sql(f"TRUNCATE {', '.join(names)} RESTART IDENTITY")
    for name in names:
        connection.exec_driver_sql(f"ALTER TABLE {name} ENABLE TRIGGER USER")


@contextmanager
def late_links(connection: Connection, found: Layout) -> Iterator[None]:
    """Check the foreign keys that no order satisfies when the block ends, and not row by row."""
    if connection.dialect.name != "postgresql":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")  # until the transaction ends
        yield
        return
    alter = [f"ALTER TABLE {quoted(link.table)} ALTER CONSTRAINT {quoted(link.name)}" for link in found.late]
    for start in alter:
        connection.exec_driver_sql(f"{start} DEFERRABLE INITIALLY DEFERRED")
    yield
    connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
    for start in alter:
        connection.exec_driver_sql(f"{start} NOT DEFERRABLE")


def count_on(connection: Connection, found: Layout, counters: Mapping[str, int]) -> None:
    """Let PostgreSQL give out numbers from where the backup ended. SQLite counts on by itself."""
    if connection.dialect.name != "postgresql":
        return
    for place, sequence in sequences(connection, found).items():
        name, _, counted = place.partition(".")
        highest = connection.execute(select(func.max(column(counted))).select_from(table(name))).scalar()
        last = max(highest or 0, counters.get(place, 0))
        if last:
            connection.execute(text("SELECT setval(:sequence, :last)"), {"sequence": sequence, "last": last})
