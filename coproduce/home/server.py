"""gunicorn, with the settings that were found good: threads, no control socket, no log of who asked."""

from typing import Any, cast
from wsgiref.types import WSGIApplication

from gunicorn.app.base import BaseApplication
from gunicorn.util import import_app

from coproduce.config import Settings

KEPT_ALIVE_S = 5
PATIENCE_S = 30


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
        """The application, made in each worker: database connections are never shared between processes."""
        # Named, not imported: the server stands below the application that it is told to serve.
        return cast(WSGIApplication, import_app("coproduce.app:create_app()"))


def run(settings: Settings, *, host: str, port: int, workers: int, threads: int) -> None:
    """Serve until stopped. There is no access log: an answer must not be found again by its time."""
    Server(
        {
            "bind": f"{host}:{port}",
            "workers": workers,
            "threads": threads,
            "worker_class": "gthread",
            "keepalive": KEPT_ALIVE_S,
            "timeout": PATIENCE_S,
            "accesslog": None,
            "loglevel": "warning" if not settings.is_production else "info",
            "control_socket_disable": True,
        }
    ).run()
