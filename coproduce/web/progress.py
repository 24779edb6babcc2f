"""A progress bar for commands that take longer than two seconds, on the error stream."""

import sys
import time
from types import TracebackType
from typing import Self

import click

PATIENCE_S = 2.0


class ProgressBar:
    """Tell it how many are done as often as you like; the bar shows once the wait is longer than PATIENCE_S.

    Used as `with ProgressBar(total) as bar: bar.told(1)`.
    """

    def __init__(self, total: int, *, patience: float = PATIENCE_S) -> None:
        self._total = max(total, 1)
        self._patience = patience
        self._started = time.monotonic()
        self.done = 0
        self._bar = click.progressbar(length=self._total, file=sys.stderr)
        self._is_shown = False

    def __enter__(self) -> Self:
        return self

    def told(self, done: int, *, total: int | None = None) -> None:
        """So many are done, of a total that may only now be known."""
        self._total = self._bar.length = max(total or self._total, 1)
        if not self._is_shown and time.monotonic() - self._started > self._patience:
            self._is_shown = True
            self._bar.__enter__()
            self._bar.render_progress()
        if self._is_shown:
            self._bar.update(min(done, self._total) - self.done)
            self.done = min(done, self._total)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._is_shown:
            self._bar.__exit__(kind, error, trace)
