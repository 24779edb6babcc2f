"""The database: constraint names, the engine with its safe settings, and one transaction."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any, cast
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session, SQLModel, create_engine

# Set before the first model, so that every constraint has a name that a migration can speak of.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

BUSY_TIMEOUT_MS = 5_000
SHORT_WAIT_MS = 8
"""SQLite then looks again after 1, 2 and 5 ms. With a long timeout it sleeps up to 100 ms between looks, and a
writer that sleeps while others come and go was seen to wait more than five seconds for its turn."""
WRITERS_PATIENCE_S = 15
NAMED = "name"
NOTICE_A_VANISHED_CLIENT = "SELECT set_config('client_connection_check_interval', '5s', false)"
"""A statement that runs for a process that was killed ends too, and gives back what it locked."""
KNOWS_OF_IT = 140_000
WRITES = {"writes": True}
"""Execution option for a transaction that will write: SQLite then takes its write lock first."""


class Model(SQLModel):
    """The base of every table: rows are found by their key and never trusted to validate."""


def open_engine(url: str) -> Engine:
    """An engine on SQLite (WAL, every commit on disk, foreign keys) or PostgreSQL.

    Its errors never hold what was stored: they end in logs.
    """
    if url.startswith("sqlite"):
        return _sqlite_engine(url)
    engine = create_engine(url, pool_size=8, max_overflow=8, pool_pre_ping=True, hide_parameters=True)
    _NAMES[engine] = name = Name()
    # Listened to from the start: a listener that joins while other threads take connections upsets them. When a
    # connection is taken, and not when it is opened: those from before need the name too.
    event.listen(engine, "checkout", name.give)
    return engine


@dataclass(slots=True)
class Name:
    """What PostgreSQL's server calls the connections of one engine, where they have a name."""

    said: str | None = None

    def give(self, connection: Any, record: ConnectionPoolEntry, _taken: object) -> None:
        """Name this connection, if it is not called so yet."""
        if self.said is None or record.info.get(NAMED) == self.said:
            return
        name = self.said
        try:
            connection.autocommit = True
            connection.execute("SELECT set_config('application_name', %s, false)", (name,))
            if connection.info.server_version >= KNOWS_OF_IT:
                connection.execute(NOTICE_A_VANISHED_CLIENT)
            connection.autocommit = False
        except Exception as gone:
            raise DisconnectionError from gone  # the pool then opens another one
        record.info[NAMED] = name


_NAMES: WeakKeyDictionary[Engine, Name] = WeakKeyDictionary()


def call_connections(engine: Engine, name: str | None) -> None:
    """Name the connections this engine hands out from now on, so that the server shows it; SQLite needs none."""
    if engine in _NAMES:
        _NAMES[engine].said = name


def _sqlite_engine(url: str) -> Engine:
    path = make_url(url).database
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        # Families' own words are in it: only the account that runs the program may read it.
        Path(path).touch(mode=0o600, exist_ok=True)
    arguments = {"timeout": BUSY_TIMEOUT_MS / 1000, "check_same_thread": False}
    engine = create_engine(url, connect_args=arguments, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: ConnectionPoolEntry) -> None:
    assert isinstance(connection, sqlite3.Connection)  # noqa: S101 # nosec B101 # narrows the driver's type
    connection.isolation_level = None  # we say BEGIN ourselves, see _begin_sqlite
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")  # what is deleted is overwritten
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")


def _begin_sqlite(connection: Connection) -> None:
    # A writer that starts as a reader cannot be made to wait: it fails at once when another writes first.
    if connection.get_execution_options().get("writes"):
        _begin_immediate(connection)
    else:
        connection.exec_driver_sql("BEGIN DEFERRED")


def _begin_immediate(connection: Connection) -> None:
    """Take SQLite's one write lock, looking often so that every writer has the same chance."""
    driver = cast(sqlite3.Connection, connection.connection.dbapi_connection)
    give_up = monotonic() + WRITERS_PATIENCE_S
    driver.execute(f"PRAGMA busy_timeout={SHORT_WAIT_MS}")
    try:
        while monotonic() < give_up:
            try:
                driver.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    raise
            else:
                return
    finally:
        driver.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def begin_writing(session: Session) -> None:
    """Say, before the session's first statement, that it will write."""
    session.connection(execution_options=WRITES)


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """One session that commits when the block ends well, and leaves no trace when it does not."""
    with Session(engine, expire_on_commit=False) as session:
        begin_writing(session)
        yield session
        session.commit()


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """One session that only reads."""
    with Session(engine, expire_on_commit=False) as session:
        yield session
