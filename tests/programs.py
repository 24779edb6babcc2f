"""The program itself in processes of its own, for what only a real process shows."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parent.parent
PROGRAM = (sys.executable, "-c", "from coproduce.cli import main; main()")
PATIENCE_S = 120


def start(*args: str, database: str, log: IO[bytes] | None = None, **settings: str) -> subprocess.Popen[bytes]:
    """Start `coproduce ARGS` on this database; what it writes goes to `log`."""
    environment = {**os.environ, "COPRODUCE_DATABASE_URL": database, "COPRODUCE_SECRET_KEY": "k" * 40, **settings}
    out = log or subprocess.DEVNULL
    return subprocess.Popen([*PROGRAM, *args], env=environment, cwd=ROOT, stdout=out, stderr=out)


def wait_until(true: Callable[[], object], *, within: float = PATIENCE_S) -> None:
    """Wait until something is true, and fail when it is not in time."""
    end = time.monotonic() + within
    while not true():
        assert time.monotonic() < end, "It did not happen in time."
        time.sleep(0.05)


@dataclass(frozen=True, slots=True)
class Site:
    """A running `coproduce serve`: its process, its port, and the file with what it wrote to its log."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    def ask(
        self, path: str, *, method: str = "GET", body: bytes | Iterator[bytes] | None = None, **headers: str
    ) -> tuple[int, dict[str, str], str]:
        """The status, the headers (names in small letters) and the text of an answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body=body, headers=named)
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, found, answer.read().decode()
        finally:
            connection.close()

    def answers(self, path: str, status: int = 200) -> bool:
        """Whether it answers so, now."""
        try:
            return self.ask(path)[0] == status
        except (OSError, HTTPException):
            return False

    def children(self) -> dict[int, str]:
        """Its processes and their command lines."""
        found = {}
        for pid in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split():
            with suppress(FileNotFoundError):  # it may end while we look
                found[int(pid)] = Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
        return found

    def records(self) -> list[dict[str, str]]:
        """What it logged, a record a line."""
        return [json.loads(line) for line in self.log.read_text("utf-8").splitlines()]


@contextmanager
def serving(database: str, folder: Path, **settings: str) -> Iterator[Site]:
    """A site on this database until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    path = folder / "log"
    with path.open("wb") as log:
        process = start("serve", "--port", str(port), "--workers", "1", database=database, log=log, **settings)
    site = Site(process, port, path)
    try:
        wait_until(lambda: site.answers("/healthz"))
        yield site
    finally:
        process.terminate()
        process.wait(PATIENCE_S)
