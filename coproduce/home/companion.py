"""The worker beside the server: it starts with it, ends with it, and is started again when it dies."""

import logging
import os
import subprocess  # nosec B404 # only to start our own worker
from collections.abc import Sequence

from coproduce.web.worker import PARENT

FIRST_WAIT_S = 1.0
LONGEST_WAIT_S = 60.0
WELL_AFTER_S = 60.0
"""A worker that lived so long was well: the next one starts at once again."""
PATIENCE_S = 30

log = logging.getLogger("coproduce.server")


class Companion:
    """One process that is always there, started again ever more slowly while it keeps dying."""

    def __init__(self, command: Sequence[str]) -> None:
        self.command = command
        self.process: subprocess.Popen[bytes] | None = None
        self.wait_s = FIRST_WAIT_S
        self._started_at = 0.0
        self._start_at: float | None = None

    def look_after(self, *, now: float) -> None:
        """Start the process when it is due; call this every second. `now` is any steady clock."""
        if self.process is None:
            self._start(now)
        elif self._start_at is not None:
            if now >= self._start_at:
                self._start(now)
        elif self.process.poll() is not None:
            self._wait_longer(now)

    def _start(self, now: float) -> None:
        self._started_at, self._start_at = now, None
        # It also ends by itself when its parent is gone, however that went.
        environment = {**os.environ, PARENT: str(os.getpid())}
        self.process = subprocess.Popen(self.command, env=environment)  # noqa: S603 # nosec B603 # our own command

    def _wait_longer(self, now: float) -> None:
        was_well = now - self._started_at >= WELL_AFTER_S
        wait = FIRST_WAIT_S if was_well else self.wait_s
        self._start_at, self.wait_s = now + wait, min(2 * wait, LONGEST_WAIT_S)
        log.error("The worker ended. It starts again in %d seconds.", wait)

    def stop(self) -> None:
        """Ask the process to end, and wait for the job that runs."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            self.process.kill()  # a job that was cut short is undone, and is due again
