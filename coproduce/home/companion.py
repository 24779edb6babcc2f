"""The worker beside the server: it starts with it, ends with it, and is started again when it dies."""

import logging
import os
import subprocess  # nosec B404 # only to start our own worker
from collections.abc import Sequence
from contextlib import suppress

from coproduce.web.watch import PULSE
from coproduce.web.worker import PARENT

FIRST_WAIT_S = 1.0
LONGEST_WAIT_S = 60.0
WELL_AFTER_S = 60.0
"""A worker that lived so long was well: the next one starts at once again."""
PATIENCE_S = 30
SILENT_AFTER_S = 20.0
"""A worker that gives no pulse for so long hangs."""
STARTS_WITHIN_S = 60.0


ENOUGH = 4_096

log = logging.getLogger("coproduce.server")


class Companion:
    """One process that is always there, started again ever more slowly while it keeps dying."""

    def __init__(self, command: Sequence[str]) -> None:
        self.command = command
        self.process: subprocess.Popen[bytes] | None = None
        self.wait_s = FIRST_WAIT_S
        self._started_at = 0.0
        self._pulse: int | None = None
        self._heard_at: float | None = None
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
        elif self._is_silent(now):
            log.error("The worker hangs. It is ended.")
            self.process.kill()  # what it had not finished is undone, and is due again
            self.process.wait(PATIENCE_S)
            self._wait_longer(now)

    def _start(self, now: float) -> None:
        self._started_at, self._start_at = now, None
        # It also ends by itself when its parent is gone, however that went.
        if self._pulse is not None:
            os.close(self._pulse)
        self._heard_at = None
        self._pulse, its_end = os.pipe()
        for end in (self._pulse, its_end):
            os.set_blocking(end, False)
        environment = {**os.environ, PARENT: str(os.getpid()), PULSE: str(its_end)}
        self.process = subprocess.Popen(  # noqa: S603 # nosec B603 # our own command
            self.command, env=environment, pass_fds=(its_end,)
        )
        os.close(its_end)

    def _is_silent(self, now: float) -> bool:
        """Whether it has given no pulse for too long; how long it takes to start is no silence."""
        with suppress(BlockingIOError):
            if self._pulse is not None and os.read(self._pulse, ENOUGH):
                self._heard_at = now
        if self._heard_at is None:
            return now - self._started_at > STARTS_WITHIN_S
        return now - self._heard_at > SILENT_AFTER_S

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
