"""A worker that hangs must not keep what it holds: it watches its own jobs, and says by a pulse that it lives.

A job that runs past its time cannot be stopped from outside its thread: the whole worker ends, what the job had
not finished is undone, and it is due again. A process that is stopped or stuck as a whole gives no pulse: with
PostgreSQL another worker sees its silent heartbeat and cuts its connections (`coproduce.web.turn`), with SQLite
the server that started it ends it.
"""

import logging
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from time import monotonic

from coproduce.web.feature import Job

PULSE = "COPRODUCE_WORKER_PULSE"
"""The open file to which the pulse goes, where the process that started this worker listens."""

LOOK_S = 2.0
RECORD_S = 5.0
"""How long a worker that ends tries to write down why."""

HUNG = 70
"""The exit code of a worker that ended because a job hung (EX_SOFTWARE)."""

log = logging.getLogger("coproduce.worker")


def end_at_once() -> None:
    """End this process, whatever its threads do."""
    os._exit(HUNG)


@dataclass(slots=True)
class Watch:
    """Which jobs run since when. `record` writes down that one ran past its time; `end` ends the worker."""

    record: Callable[[Job, float], None]
    end: Callable[[], None] = end_at_once
    _running: dict[str, tuple[Job, float]] = field(default_factory=dict)
    _over: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def over(self, job: Job) -> Iterator[None]:
        """Watch over one run of a job."""
        self._running[job.name] = job, monotonic()
        try:
            yield
        finally:
            self._running.pop(job.name, None)

    @contextmanager
    def watching(self, *, look: float = LOOK_S) -> Iterator[None]:
        """Watch, in a thread of its own that waits for nobody, while the block lasts."""
        threading.Thread(target=self._watch, args=(look,), daemon=True).start()
        try:
            yield
        finally:
            self._over.set()

    def overdue(self, *, now: float) -> tuple[Job, float] | None:
        """A job that has run longer than it may, and for how many seconds."""
        for job, started in list(self._running.values()):
            if now - started > job.longest.total_seconds():
                return job, now - started
        return None

    def _watch(self, look: float) -> None:
        while not self._over.wait(look):
            _give_pulse()
            if hung := self.overdue(now=monotonic()):
                job, seconds = hung
                log.error("The job '%s' ran for %d seconds and did not end. This worker ends.", job.name, seconds)
                writes = threading.Thread(target=self.record, args=(job, seconds), daemon=True)
                writes.start()
                writes.join(RECORD_S)
                self.end()
                return


def _give_pulse() -> None:
    told = os.environ.get(PULSE, "")
    if told.isdigit():
        with suppress(OSError):  # nobody listens, or enough lies there unheard
            os.write(int(told), b".")
