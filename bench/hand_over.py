"""kill -9 or kill -STOP of the worker that schedules, again and again: how long until another one has the turn.

Three `coproduce worker` processes on one PostgreSQL with the settings they have by themselves. The one that holds
the turn is killed and replaced by a fresh one; the time is taken from the kill until another says that it has it.
Exits 1 when it ever takes longer than 30 seconds.

    python bench/hand_over.py [--kills 10] [--hangs 3] [--workers 3]

A worker that is stopped with SIGSTOP stands for one that hangs as a whole: it keeps its connections and is silent.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import time

from servers import ROOT, SECRET, database, median

PROGRAM = (sys.executable, "-c", "from coproduce.cli import main; main()")
LIMIT_S = 30.0
HOLDER = "SELECT pid FROM workers WHERE holds_turn"


def start(url: str) -> subprocess.Popen[bytes]:
    """Start one worker."""
    return subprocess.Popen([*PROGRAM, "worker"], env=_env(url), cwd=ROOT, stderr=subprocess.DEVNULL)


def _env(url: str) -> dict[str, str]:
    return {**os.environ, "COPRODUCE_DATABASE_URL": url, "COPRODUCE_SECRET_KEY": SECRET}


def measure(url: str, *, kills: int, hangs: int, workers: int) -> dict[str, object]:
    """Kill and wait, so many times."""
    from sqlalchemy import create_engine, text

    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))

    def ask(query: str) -> int:
        with engine.connect() as connection:
            return int(connection.execute(text(query)).scalar() or 0)

    running: dict[int, subprocess.Popen[bytes]] = {}

    def wait_for_another(than: int) -> float:
        began = time.monotonic()
        while ask(HOLDER) in (0, than):
            if time.monotonic() - began > 4 * LIMIT_S:
                left = [pid for pid, process in running.items() if process.poll() is None]
                raise SystemExit(f"Nobody took over. {len(left)} of {len(running)} workers are there.")
            time.sleep(0.02)
        return time.monotonic() - began

    for _ in range(workers):
        process = start(url)
        running[process.pid] = process
    took: dict[int, list[float]] = {signal.SIGKILL: [], signal.SIGSTOP: []}
    twice = 0
    try:
        wait_for_another(0)
        for how in [signal.SIGKILL] * kills + [signal.SIGSTOP] * hangs:
            while ask("SELECT count(*) FROM workers WHERE beat_at > now() - interval '20 s'") < workers:
                time.sleep(0.1)
            time.sleep(random.uniform(0, 5))  # the others look at moments of their own
            while not (holder := ask(HOLDER)):  # 0 would be this script and all that it started
                time.sleep(0.02)
            os.kill(holder, how)
            took[how].append(wait_for_another(holder))
            if how == signal.SIGSTOP:
                os.kill(holder, signal.SIGKILL)
            running.pop(holder).wait()
            twice += ask("SELECT count(*) FROM workers WHERE holds_turn") != 1
            process = start(url)
            running[process.pid] = process
    finally:
        for process in running.values():
            process.terminate()
        for process in running.values():
            process.wait(30)
        engine.dispose()
    return {
        "kills": kills,
        "hangs": hangs,
        "workers": workers,
        "shortest_s": round(min(took[signal.SIGKILL]), 2),
        "median_s": round(median(took[signal.SIGKILL]), 2),
        "longest_s": round(max(took[signal.SIGKILL]), 2),
        "longest_after_a_hang_s": round(max(took[signal.SIGSTOP], default=0.0), 2),
        "two_at_once": twice,
    }


def main() -> int:
    """Measure on a server of this script's own; 1 when a hand-over took too long."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--hangs", type=int, default=3)
    parser.add_argument("--workers", type=int, default=3)
    args = parser.parse_args()
    with database("postgresql") as url:
        subprocess.run([*PROGRAM, "db", "upgrade"], env=_env(url), cwd=ROOT, check=True, capture_output=True)
        found = measure(url, kills=args.kills, hangs=args.hangs, workers=args.workers)
    print(json.dumps(found))
    print(
        f"The scheduling worker was killed {found['kills']} times: another took over after {found['median_s']} s "
        f"(median), {found['longest_s']} s at most. It hung {found['hangs']} times: "
        f"{found['longest_after_a_hang_s']} s at most."
    )
    late = max(float(str(found[name])) for name in ("longest_s", "longest_after_a_hang_s"))
    return int(late > LIMIT_S or bool(found["two_at_once"]))


if __name__ == "__main__":
    sys.exit(main())
