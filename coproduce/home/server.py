"""gunicorn, with the settings that were found good: threads, no control socket, no log of who asked.

The application is loaded and warmed once, before the processes part: one that is ended is replaced at once, and
no family waits for the word lists. With SQLite the jobs run beside it, in the same process tree.
"""

import sys
import time
from typing import Any, cast
from wsgiref.types import WSGIApplication

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.glogging import Logger as GunicornLog
from gunicorn.util import import_app

from coproduce.config import Settings
from coproduce.home.companion import Companion
from coproduce.voice.receive import warm_up
from coproduce.web import logs

KEPT_ALIVE_S = 5
PATIENCE_S = 30
LONGEST_LINE = 4_094
MOST_HEADERS = 60
LONGEST_HEADER = 8_190
WORKER = (sys.executable, "-c", "from coproduce.cli import main; main()", "worker")


class Server(BaseApplication):
    """gunicorn told by us rather than by a file."""

    def __init__(self, options: dict[str, Any], companion: Companion | None = None) -> None:
        self.options = options
        self.companion = companion
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

    def run(self) -> None:
        """Serve until stopped."""
        if self.companion is None:
            super().run()
        else:
            LookingAfter(self, self.companion).run()


class OurLog(GunicornLog):
    """gunicorn's log through our own form: it has no other handler."""

    def setup(self, cfg: object) -> None:
        """Take gunicorn's own handlers away again."""
        super().setup(cfg)
        for its_log in (self.error_log, self.access_log):
            its_log.handlers.clear()
            its_log.propagate = True


class LookingAfter(Arbiter):
    """gunicorn's own loop, which looks every second after its processes: here after the companion too."""

    def __init__(self, server: Server, companion: Companion) -> None:
        self.companion = companion
        super().__init__(server)

    def manage_workers(self) -> None:
        """Start what is missing."""
        super().manage_workers()
        self.companion.look_after(now=time.monotonic())


def run(settings: Settings, *, host: str, port: int, workers: int, threads: int) -> None:
    """Serve until stopped. There is no access log: an answer must not be found again by its time."""
    logs.install(settings.log)
    options: dict[str, Any] = {
        "bind": f"{host}:{port}",
        "workers": workers,
        "threads": threads,
        "worker_class": "gthread",
        "keepalive": KEPT_ALIVE_S,
        "timeout": PATIENCE_S,
        "accesslog": None,
        "loglevel": "error",  # its warnings name the addresses of visitors
        "logger_class": OurLog,
        # What proxies say is heard in one place (web/hosts.py), and only when the settings name them.
        "forwarder_headers": "",
        "secure_scheme_headers": {},
        "limit_request_line": LONGEST_LINE,
        "limit_request_fields": MOST_HEADERS,
        "limit_request_field_size": LONGEST_HEADER,
        "control_socket_disable": True,
        "preload_app": True,
    }
    companion = Companion(WORKER) if settings.sqlalchemy_url.startswith("sqlite") else None
    if companion is not None:
        options["on_exit"] = lambda _arbiter: companion.stop()
    Server(options, companion).run()
