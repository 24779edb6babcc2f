"""Put a backup back: everything or nothing, and compared with the backup before it counts.

The target is always at this program's own migration. A backup of an older one is first restored into a SQLite file
of its own on the side and brought up to date there, so that the target is only ever filled, in one transaction.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from coproduce.core import audit, db, schema
from coproduce.office.backup import rows, target
from coproduce.office.backup.archive import Backup
from coproduce.office.backup.manifest import Content, Manifest, UnusableBackup
from coproduce.office.backup.shapes import Layout, Shape, layout
from coproduce.office.backup.snapshot import revision
from coproduce.office.backup.writing import write_backup
from coproduce.outbox.claims import hold_after_restore
from coproduce.web.feature import Replay

UNREADABLE = (
    "receipt codes, codes to erase answers and codes of complaints would open nothing, second steps and recovery "
    "codes would let nobody in, sealed contacts could not be traced, and whoever asked for no more messages would "
    "get them again"
)
"""What the database keeps under the secret key, and nobody can read under another."""
OTHER_KEY = (
    "The backup was made under another COPRODUCE_SECRET_KEY, or was changed by hand. Set the key it was made "
    f"under and restore again. With this key {UNREADABLE}. If the old key is lost, add --other-key to restore it "
    "all the same. Nothing was changed."
)


class NotEmpty(ValueError):
    """The database holds rows, and nobody said that they may go."""


class OtherKey(ValueError):
    """The backup was made under another secret key, or was changed by hand, and nobody said that this may be."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back and found equal to the backup, and what its audit looks like."""

    manifest: Manifest
    contents: tuple[Content, ...]
    same_secret: bool
    audit: audit.Verified
    held: int
    erased: int


def restore(
    engine: Engine,
    path: Path,
    *,
    replace: bool,
    secret: str,
    now: datetime,
    other_key: bool = False,
    replays: Sequence[Replay] = (),
) -> Restored:
    """Fill the database from this file. Raises UnusableBackup, NotEmpty, and OtherKey unless that may be.

    What families have erased since, as the database knows that is replaced, is erased again (`replays`).
    """
    with ExitStack() as stack:
        backup = stack.enter_context(Backup.opened(path))
        backup.check()
        same = backup.manifest.has_stamp_of(secret)
        if not (same or other_key):
            raise OtherKey(OTHER_KEY)
        fresh = stack.enter_context(_up_to_date(backup, secret=secret, now=now))
        ours = _prepare(engine)
        with engine.connect().execution_options(**db.WRITES) as connection:
            try:
                found = layout(connection)
                target.lock(connection, found)
                if not (replace or ours):
                    _must_be_empty(connection, found)
                gone, remembered = _tip(connection), _remember(connection, replays)
                target.empty(connection, found)
                _fill(connection, found, fresh)
                chain, held, erased = _record(
                    connection,
                    backup.manifest,
                    gone=gone,
                    again=list(zip(replays, remembered, strict=True)),
                    now=now,
                )
                connection.commit()
            except DBAPIError as error:
                raise UnusableBackup(_refused(error)) from None
        return Restored(backup.manifest, fresh.manifest.contents, same, chain, held, erased)


@contextmanager
def _up_to_date(backup: Backup, *, secret: str, now: datetime) -> Iterator[Backup]:
    """The backup at this program's own migration."""
    if backup.manifest.revision == schema.newest():
        yield backup
        return
    if backup.manifest.revision not in schema.revisions():
        raise UnusableBackup("The backup was made by a newer version of the program. Install that version first.")
    with TemporaryDirectory(prefix="coproduce-restore-") as folder:  # made with mode 0700
        path = Path(folder) / "upgraded.zip"
        aside = db.open_engine(f"sqlite:///{Path(folder) / 'aside.db'}")
        try:
            schema.upgrade(aside, to=backup.manifest.revision)
            with aside.connect().execution_options(**db.WRITES) as connection:
                found = layout(connection)
                target.empty(connection, found)
                _fill(connection, found, backup)
                connection.commit()
            schema.upgrade(aside)
            write_backup(aside, path, secret=secret, now=now)
        finally:
            aside.dispose()
        with Backup.opened(path) as fresh:
            yield fresh


def _prepare(engine: Engine) -> bool:
    """See that the database is at our migration; True when it was empty and we set it up."""
    with engine.connect() as connection:
        at = revision(connection)
    if at is None:
        schema.upgrade(engine)
    elif at != schema.newest():
        raise NotEmpty(f"The database is at {at}. Run first: coproduce db upgrade")
    return at is None


def _must_be_empty(connection: Connection, found: Layout) -> None:
    filled = target.filled(connection, found)
    if filled:
        named = ", ".join(filled[:3]) + (" and others" if len(filled) > 3 else "")
        raise NotEmpty(
            f"The database is not empty: it has rows in {named}. Restore into a new database, or add --replace to "
            "throw away what is there. Nothing was changed."
        )


def _fill(connection: Connection, found: Layout, backup: Backup) -> None:
    contents = {content.shape.name: content for content in backup.manifest.contents}
    _must_fit(found, contents)
    with target.late_links(connection, found):
        for shape in found.shapes:
            try:
                with closing(backup.lines(contents[shape.name])) as lines:
                    rows.fill(connection, shape, lines)
            except (ValueError, TypeError, AttributeError, OverflowError, RecursionError) as error:
                if isinstance(error, UnusableBackup):
                    raise
                raise UnusableBackup(f"A row of '{shape.name}' cannot be read. Nothing was changed.") from None
    target.count_on(connection, found, backup.manifest.counters)
    for shape in found.shapes:
        _must_be_equal(connection, shape, contents[shape.name])


def _must_fit(found: Layout, contents: Mapping[str, Content]) -> None:
    there = {shape.name: shape for shape in found.shapes}
    if there != {name: content.shape for name, content in contents.items()}:
        raise UnusableBackup("The backup's tables are not those of this database. Nothing was changed.")


def _must_be_equal(connection: Connection, shape: Shape, content: Content) -> None:
    count, digest = 0, hashlib.sha256()
    for line in rows.lines(connection, shape):
        count += 1
        digest.update(line)
    if (count, digest.hexdigest()) != (content.rows, content.sha256):
        raise UnusableBackup(f"The restored table '{shape.name}' is not equal to the backup. Nothing was changed.")


def _tip(connection: Connection) -> Mapping[str, str]:
    tip = connection.execute(text("SELECT number, hash FROM audit_tip")).first()
    return {"replaced_entries": str(tip.number), "replaced_tip": tip.hash} if tip else {}


def _remember(connection: Connection, replays: Sequence[Replay]) -> list[Any]:
    with Session(connection, join_transaction_mode="rollback_only") as session:
        return [replay.remember(session) for replay in replays]


def _record(
    connection: Connection,
    manifest: Manifest,
    *,
    gone: Mapping[str, str],
    again: Sequence[tuple[Replay, Any]],
    now: datetime,
) -> tuple[audit.Verified, int, int]:
    """Verify the chain that came back, and add that it did; the chain that had to go is named by its end.

    Messages that waited were perhaps sent since: they are held, and counted. What was erased since goes again.
    """
    with Session(connection, expire_on_commit=False, join_transaction_mode="rollback_only") as session:
        chain = audit.verify(session)
        held = hold_after_restore(session, now=now)
        erased = sum(replay.again(session, remembered, now=now) for replay, remembered in again)
        facts = {"made_at": manifest.made_at, "rows": str(manifest.rows), "messages_held": str(held), **gone}
        facts["erased_again"] = str(erased)
        audit.record(session, act="backup.restored", by="command", facts=facts, now=now)
    return chain, held, erased


def _refused(error: DBAPIError) -> str:
    if "lock" in str(error.orig).lower():
        return "Others use the database. Stop the server and the worker, then try again. Nothing was changed."
    return f"The database refused the backup ({str(error.orig).splitlines()[0]}). Nothing was changed."
