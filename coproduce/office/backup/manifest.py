"""What a backup says of itself: its format, the migration it is of, and every table's rows, size and hash."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Self

from coproduce.core.codes import derive_key
from coproduce.office.backup.shapes import Column, Shape

FORMAT = 1
MEMBER = "manifest.json"
PURPOSE = "backup-seal"


class UnusableBackup(ValueError):
    """A file is no backup of ours, is damaged, or does not fit; the message says which in one sentence."""


@dataclass(frozen=True, slots=True)
class Content:
    """One table in a backup: how many rows, how many bytes they take, and the SHA-256 of those bytes."""

    shape: Shape
    rows: int
    size: int
    sha256: str

    @property
    def member(self) -> str:
        """The file's name inside the backup."""
        return f"tables/{self.shape.name}.jsonl"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The first thing that is read of a backup.

    `counters` are the numbers that PostgreSQL gave out last: a number that was used is not used again after a
    restore. `seal` is made with a key of the installation's secret: it says whether receipt codes will open.
    """

    made_at: str
    revision: str
    contents: tuple[Content, ...]
    counters: Mapping[str, int]
    seal: str = ""
    format: int = FORMAT

    @property
    def rows(self) -> int:
        """All rows of all tables."""
        return sum(content.rows for content in self.contents)

    def stamped(self, secret: str) -> Self:
        """The same with its seal, made with this installation's secret."""
        return replace(self, seal=self._seal(secret))

    def has_stamp_of(self, secret: str) -> bool:
        """Whether an installation with this secret made it, and nobody changed a word of it since."""
        return hmac.compare_digest(self.seal.encode("utf-8", "replace"), self._seal(secret).encode())

    def _seal(self, secret: str) -> str:
        said = {name: value for name, value in asdict(self).items() if name != "seal"}
        return hmac.new(derive_key(secret, PURPOSE), _canonical(said), hashlib.sha256).hexdigest()

    def written(self) -> bytes:
        """As JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True).encode()

    @classmethod
    def read(cls, written: bytes) -> Self:
        """From JSON. Raises UnusableBackup."""
        try:
            found = json.loads(written)
            if found["format"] != FORMAT:
                raise UnusableBackup("The backup is of a format that this version of the program does not know.")
            contents = tuple(_content(each) for each in found["contents"])
            datetime.fromisoformat(found["made_at"])  # it goes on record as it stands
            counters = {str(name): int(value) for name, value in found["counters"].items()}
            return cls(str(found["made_at"]), str(found["revision"]), contents, counters, str(found["seal"]))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            if isinstance(error, UnusableBackup):
                raise
            raise UnusableBackup("The backup's list of contents cannot be read: the file is damaged.") from None


def _content(found: Any) -> Content:
    shape = found["shape"]
    columns = tuple(Column(str(column["name"]), str(column["kind"])) for column in shape["columns"])
    named = Shape(str(shape["name"]), columns, tuple(map(str, shape["key"])))
    return Content(named, int(found["rows"]), int(found["size"]), str(found["sha256"]))


def _canonical(said: Mapping[str, Any]) -> bytes:
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
