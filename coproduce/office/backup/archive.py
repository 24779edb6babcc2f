"""Read a backup with suspicion: it must be ours, whole, and no larger than it says, before a row is used."""

import hashlib
import zipfile
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from coproduce.office.backup.manifest import MEMBER, Content, Manifest, UnusableBackup

LARGEST_MANIFEST = 4 * 1024 * 1024
LONGEST_LINE = 64 * 1024 * 1024
MOST_TIMES = 250
"""Rows of ours pack to a tenth or so; what unpacks to so many times its size was made to fill a disk."""
SMALL = 16 * 1024 * 1024
"""Below this nothing is too large, whatever its ratio."""
DAMAGED = "The backup is damaged or cut short. Nothing was changed."
NO_BACKUP = "The file is no backup of Coproduce, or it is damaged or cut short. Nothing was changed."
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)


def is_backup(path: Path) -> bool:
    """Whether this file is a backup of ours, whole or not."""
    try:
        with zipfile.ZipFile(path) as archive:
            return MEMBER in archive.namelist()
    except BROKEN:
        return False


class Backup:
    """An opened backup. Its rows are read as they are asked for; `check` reads them all once."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.manifest = self._read_manifest()
        self._check_members()

    @classmethod
    @contextmanager
    def opened(cls, path: Path) -> Iterator[Self]:
        """The backup in this file. Raises UnusableBackup."""
        try:
            archive = zipfile.ZipFile(path)
        except FileNotFoundError:
            raise UnusableBackup(f"There is no file {path}.") from None
        except BROKEN:
            raise UnusableBackup(NO_BACKUP) from None
        with archive:
            yield cls(archive)

    def check(self) -> None:
        """Read everything, and compare counts, sizes and hashes. Raises UnusableBackup."""
        for content in self.manifest.contents:
            count, digest = 0, hashlib.sha256()
            for line in self.lines(content):
                count += 1
                digest.update(line)
            if (count, digest.hexdigest()) != (content.rows, content.sha256):
                raise UnusableBackup(DAMAGED)

    def lines(self, content: Content) -> Generator[bytes]:
        """The rows of a table as lines, and never more bytes than the manifest says. Raises UnusableBackup."""
        left = content.size
        try:
            with self._archive.open(content.member) as member:
                while line := member.readline(LONGEST_LINE):
                    left -= len(line)
                    if left < 0 or not line.endswith(b"\n"):
                        raise UnusableBackup(DAMAGED)
                    yield line
        except BROKEN:
            raise UnusableBackup(DAMAGED) from None
        if left:
            raise UnusableBackup(DAMAGED)

    def _read_manifest(self) -> Manifest:
        try:
            with self._archive.open(MEMBER) as member:
                written = member.read(LARGEST_MANIFEST + 1)
        except KeyError:
            raise UnusableBackup(NO_BACKUP) from None
        except BROKEN:
            raise UnusableBackup(DAMAGED) from None
        if len(written) > LARGEST_MANIFEST:
            raise UnusableBackup("The backup's list of contents is far too long. Nothing was changed.")
        return Manifest.read(written)

    def _check_members(self) -> None:
        there = sorted(info.filename for info in self._archive.infolist())
        if there != sorted([MEMBER, *(content.member for content in self.manifest.contents)]):
            raise UnusableBackup("The backup does not hold the files that it lists. Nothing was changed.")
        packed = sum(info.compress_size for info in self._archive.infolist())
        said = sum(content.size for content in self.manifest.contents)
        if said > max(SMALL, MOST_TIMES * packed) or any(content.size < 0 for content in self.manifest.contents):
            raise UnusableBackup("The backup would unpack to far more than its size allows. Nothing was changed.")
