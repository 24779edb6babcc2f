"""Whose turn it is: of several workers on one database, one holds the turn and schedules.

On PostgreSQL it is an advisory lock, which the server takes back when the holder's connection ends; on SQLite a
lock on a file beside the database, which the system takes back when the holder's process ends. So a worker that is
killed never keeps its turn. One that hangs keeps its connections: when its heartbeat is silent, whoever waits for
the turn has PostgreSQL cut all of them, and what it had not finished is undone. On SQLite the server that started
it ends it (`coproduce.home.companion`).
"""

import fcntl
import logging
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import IO, Protocol

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from coproduce.core import clock, db

A_MOMENT_S = 0.1
log = logging.getLogger("coproduce.worker")

LOCK_NUMBER = 0x636F7072  # "copr": ours alone among advisory locks on this database

NOTICE_A_VANISHED_HOLDER = (
    "SELECT set_config('tcp_keepalives_idle', '5', false), set_config('tcp_keepalives_interval', '5', false), "
    "set_config('tcp_keepalives_count', '3', false)"
)
"""A process that is killed closes its connection; a machine that loses its power does not: the server asks it."""


SILENT_AFTER = timedelta(seconds=15)
"""So long after its last heartbeat, and its last word on the connection of the turn, a worker that has it is hung.

Both: where the disk is slow no heartbeat is written in time, and workers that are well would cut each other off.
"""

NAMES = "coproduce-worker-"

CUT_A_SILENT_HOLDER = """
    SELECT count(pg_terminate_backend(theirs.pid)) FROM pg_stat_activity AS theirs
    WHERE theirs.application_name IN (
        SELECT holder.application_name FROM pg_locks AS held
        JOIN pg_stat_activity AS holder ON holder.pid = held.pid
        LEFT JOIN workers ON holder.application_name = :names || workers.id
        WHERE held.locktype = 'advisory' AND held.granted AND held.classid = 0 AND held.objid = :number
        AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND holder.application_name LIKE :names || '%'
        AND coalesce(workers.beat_at, holder.backend_start) < :before
        AND holder.state_change < now() - :silent
    ) AND theirs.datname = current_database() AND theirs.pid <> pg_backend_pid()
"""


class Turn(Protocol):
    """The right to schedule."""

    def take(self) -> bool:
        """Try to get the turn, or see that we still have it."""

    def leave(self) -> None:
        """Give the turn back."""


def turn_on(engine: Engine) -> Turn:
    """The turn on this database."""
    if engine.dialect.name == "postgresql":
        return AdvisoryTurn(engine)
    return FileTurn(Path(f"{engine.url.database}-worker"))


class AdvisoryTurn:
    """A session's advisory lock: it lasts as long as its connection."""

    def __init__(self, engine: Engine, *, silent_after: timedelta = SILENT_AFTER) -> None:
        self._engine = engine
        self._silent_after = silent_after
        self._holding: Connection | None = None

    def take(self) -> bool:
        """Try to get the turn, or see that we still have it; False where the database cannot be reached."""
        try:
            return self._still_there() if self._holding is not None else self._try()
        except SQLAlchemyError:
            self._forget()
            return False

    def leave(self) -> None:
        """Give the turn back, so that another worker has it at once."""
        if self._holding is not None:
            # A connection that has failed holds nothing any more.
            with suppress(SQLAlchemyError):
                self._holding.execute(text("SELECT pg_advisory_unlock(:number)"), {"number": LOCK_NUMBER})
        self._forget()

    def _try(self) -> bool:
        with ExitStack() as unless_ours:
            connection = unless_ours.enter_context(self._engine.connect())
            connection.execution_options(isolation_level="AUTOCOMMIT")
            if not (_locks(connection) or (self._cut_a_silent_holder(connection) and _locks(connection))):
                return False
            unless_ours.pop_all()
            self._holding = connection
        connection.execute(text(NOTICE_A_VANISHED_HOLDER))
        return True

    def _cut_a_silent_holder(self, connection: Connection) -> bool:
        told = {
            "names": NAMES,
            "number": LOCK_NUMBER,
            "before": clock.now() - self._silent_after,
            "silent": self._silent_after,
        }
        cut = int(connection.execute(text(CUT_A_SILENT_HOLDER), told).scalar_one())
        if cut:
            log.error("The worker that had the turn was silent: %d connections of it were cut.", cut)
            time.sleep(A_MOMENT_S)  # until the server has let go of its lock
        return cut > 0

    def _still_there(self) -> bool:
        # The lock lives as long as this connection: when it answers, the turn is still ours.
        assert self._holding is not None  # noqa: S101 # nosec B101 # narrows the type
        self._holding.execute(text("SELECT 1"))
        return True

    def _forget(self) -> None:
        if self._holding is not None:
            held, self._holding = self._holding, None
            held.invalidate()  # closes the connection for good, and the server takes the lock back
            held.close()


def _locks(connection: Connection) -> bool:
    taken = text("SELECT pg_try_advisory_lock(:number)")
    return bool(connection.execute(taken, {"number": LOCK_NUMBER}).scalar_one())


@contextmanager
def named(engine: Engine, worker: str) -> Iterator[None]:
    """Let PostgreSQL know whose connections these are while the block lasts, so that they can be cut."""
    db.call_connections(engine, NAMES + worker)
    try:
        yield
    finally:
        db.call_connections(engine, None)


class FileTurn:
    """A lock on a file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._held: IO[bytes] | None = None

    def take(self) -> bool:
        """Try to get the turn, or see that we still have it."""
        if self._held is not None:
            return True
        opened = self._path.open("wb")
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            opened.close()
            return False
        self._held = opened
        return True

    def leave(self) -> None:
        """Give the turn back."""
        if self._held is not None:
            self._held.close()
            self._held = None
