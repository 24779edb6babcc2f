"""gunicorn, with the settings that were found good: threads, no control socket, no log of who asked.

The application is loaded and warmed once, before the processes part: one that is ended is replaced at once, and
no family waits for the word lists. With SQLite the jobs run beside it, in the same process tree.
"""

import os
import subprocess
import sys
from typing import Any, cast
from wsgiref.types import WSGIApplication

from gunicorn.app.base import BaseApplication
from gunicorn.util import import_app

from coproduce.config import Settings
from coproduce.voice.receive import warm_up
from coproduce.web.worker import PARENT

KEPT_ALIVE_S = 5
PATIENCE_S = 30
WORKER = (sys.executable, "-c", "from coproduce.cli import main; main()", "worker")


class Server(BaseApplication):
    """gunicorn told by us rather than by a file."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        """Hand gunicorn its settings."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIApplication:
        """The application. It opens no database connection here, so none is shared between processes."""
        warm_up()
        # Named, not imported: the server stands below the application that it is told to serve.
        return cast(WSGIApplication, import_app("coproduce.app:create_app()"))


class Companion:
    """The worker beside the server: it starts when the server is ready and ends with it."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, _arbiter: object) -> None:
        """Start the worker, which also ends when its parent is gone."""
        self.process = subprocess.Popen(WORKER, env={**os.environ, PARENT: str(os.getpid())})  # noqa: S603

    def stop(self, _arbiter: object) -> None:
        """Ask the worker to end, and wait for the job that runs."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(PATIENCE_S)


def run(settings: Settings, *, host: str, port: int, workers: int, threads: int) -> None:
    """Serve until stopped. There is no access log: an answer must not be found again by its time."""
    options: dict[str, Any] = {
        "bind": f"{host}:{port}",
        "workers": workers,
        "threads": threads,
        "worker_class": "gthread",
        "keepalive": KEPT_ALIVE_S,
        "timeout": PATIENCE_S,
        "accesslog": None,
        "loglevel": "error",  # its warnings name the addresses of visitors
        "forwarder_headers": "",
        "control_socket_disable": True,
        "preload_app": True,
    }
    if settings.sqlalchemy_url.startswith("sqlite"):
        companion = Companion()
        options |= {"when_ready": companion.start, "on_exit": companion.stop}
    Server(options).run()
