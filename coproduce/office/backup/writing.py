"""Write a backup: one moment of the whole database in one file, made while people go on working.

The file appears under its name only when it is whole and on disk; until then it has another name beside it. Only
the account that runs the program may read it.
"""

import hashlib
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from sqlalchemy import Connection, Engine

from coproduce.office.backup import rows, snapshot
from coproduce.office.backup.archive import is_backup
from coproduce.office.backup.manifest import MEMBER, Content, Manifest
from coproduce.office.backup.shapes import Shape, layout

NO_DAY = (1980, 1, 1, 0, 0, 0)
"""Members of the zip carry no time of their own."""


class NotOurs(ValueError):
    """The file that would be written over is no backup."""


class NothingThere(LookupError):
    """The database was never set up."""


def write_backup(engine: Engine, path: Path, *, secret: str, now: datetime) -> Manifest:
    """Write the database to this file. Raises NotOurs, NothingThere, UnknownKind, OSError."""
    if path.exists() and path.stat().st_size and not is_backup(path):
        raise NotOurs(f"{path} is there already and is no backup, so it is left alone. Choose another name.")
    with snapshot.snapshot(engine) as connection, _appearing(path) as file:
        return _write(connection, file, secret=secret, now=now)


def _write(connection: Connection, file: IO[bytes], *, secret: str, now: datetime) -> Manifest:
    revision = snapshot.revision(connection)
    if revision is None:
        raise NothingThere("The database is empty, so there is nothing to keep. Run: coproduce db upgrade")
    found = layout(connection)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        contents = tuple(_write_table(connection, archive, shape) for shape in found.shapes)
        made_at = now.astimezone(UTC).isoformat(timespec="seconds")
        manifest = Manifest(made_at, revision, contents, snapshot.counters(connection, found)).stamped(secret)
        archive.writestr(_member(MEMBER), manifest.written())
    return manifest


def _write_table(connection: Connection, archive: zipfile.ZipFile, shape: Shape) -> Content:
    count, size, digest = 0, 0, hashlib.sha256()
    with archive.open(_member(Content(shape, 0, 0, "").member), "w", force_zip64=True) as member:
        for line in rows.lines(connection, shape):
            member.write(line)
            digest.update(line)
            count, size = count + 1, size + len(line)
    return Content(shape, count, size, digest.hexdigest())


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, NO_DAY)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


@contextmanager
def _appearing(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes its name once it is whole and on disk, and is gone when the block fails."""
    file = NamedTemporaryFile(dir=path.parent, prefix=".backup-", delete=False)  # noqa: SIM115 - it outlives the block
    temporary = Path(file.name)  # made with mode 0600
    try:
        with file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            temporary.unlink()
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # so that the name is on disk too
    finally:
        os.close(folder)
