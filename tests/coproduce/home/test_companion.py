"""The worker beside the server is started again when it dies, ever more slowly."""

import signal
import sys
from collections.abc import Iterator

import pytest

from coproduce.home.companion import LONGEST_WAIT_S, SILENT_AFTER_S, STARTS_WITHIN_S, WELL_AFTER_S, Companion
from tests.programs import wait_until

SLEEPS = (sys.executable, "-c", "import time; time.sleep(60)")


@pytest.fixture
def companion() -> Iterator[Companion]:
    made = Companion(SLEEPS)
    yield made
    made.stop()


def die(companion: Companion) -> None:
    """Kill its process, as the system does when memory is short."""
    assert companion.process is not None
    companion.process.kill()
    companion.process.wait()


def pid(companion: Companion) -> int:
    assert companion.process is not None
    return companion.process.pid


def test_it_starts_once_and_lives(companion: Companion) -> None:
    companion.look_after(now=0.0)
    first = pid(companion)
    companion.look_after(now=1.0)

    assert pid(companion) == first


def test_it_is_started_again_after_a_second(companion: Companion) -> None:
    companion.look_after(now=0.0)
    first = pid(companion)
    die(companion)

    companion.look_after(now=1.0)
    companion.look_after(now=1.5)
    assert pid(companion) == first, "Not yet."

    companion.look_after(now=2.0)
    assert pid(companion) != first
    assert companion.process is not None
    assert companion.process.poll() is None


def test_it_waits_ever_longer_while_it_keeps_dying(companion: Companion) -> None:
    now, waits = 0.0, []
    companion.look_after(now=now)
    for _ in range(9):
        die(companion)
        companion.look_after(now=now)
        waits.append(companion.wait_s)
        now += companion.wait_s
        companion.look_after(now=now)

    assert waits[:3] == [2.0, 4.0, 8.0]
    assert waits[-1] == LONGEST_WAIT_S


def test_one_that_was_well_for_long_starts_soon_again(companion: Companion) -> None:
    companion.wait_s = LONGEST_WAIT_S
    companion.look_after(now=0.0)
    first = pid(companion)
    die(companion)

    companion.look_after(now=WELL_AFTER_S)
    companion.look_after(now=WELL_AFTER_S + 1)

    assert pid(companion) != first


def test_one_that_hangs_is_ended_and_started_again(companion: Companion) -> None:
    companion.command = (
        sys.executable,
        "-c",
        "import os, time; os.write(int(os.environ['COPRODUCE_WORKER_PULSE']), b'.'); time.sleep(60)",
    )
    companion.look_after(now=0.0)
    first = pid(companion)
    wait_until(lambda: not companion._is_silent(1.0) and companion._heard_at is not None)
    companion.look_after(now=1.0 + SILENT_AFTER_S)
    assert pid(companion) == first

    companion.look_after(now=1.5 + SILENT_AFTER_S)
    assert companion.process is not None
    assert companion.process.returncode == -signal.SIGKILL
    companion.look_after(now=2.5 + SILENT_AFTER_S)
    assert pid(companion) != first


def test_one_that_never_gives_a_pulse_has_time_to_start(companion: Companion) -> None:
    companion.look_after(now=0.0)
    first = pid(companion)
    companion.look_after(now=STARTS_WITHIN_S)
    assert pid(companion) == first
    companion.look_after(now=STARTS_WITHIN_S + 1)
    companion.look_after(now=STARTS_WITHIN_S + 2)
    assert pid(companion) != first


def test_it_ends_when_it_is_stopped(companion: Companion) -> None:
    companion.look_after(now=0.0)

    companion.stop()

    assert companion.process is not None
    assert companion.process.returncode is not None
