"""The restore drill on the demo database: backup under a running writer, restore, compare; both stores and across.

For each store: fill it with the demo, start a writer that records acts in the audit (three a transaction), make a
backup meanwhile, restore it into a new database of the same kind and of the other, and see that each is equal
and that the audit's chain is whole. Prints rows, bytes, seconds, the most memory, and the writer's pace before the
backup and during it. Exits 1 when anything differs.

    python bench/restore_drill.py [--families 120]
"""

import argparse
import os
import re
import subprocess
import sys
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from servers import ROOT, SECRET, database

COPRODUCE = (sys.executable, "-c", "from coproduce.cli import main; main()")
STORES = ("sqlite", "postgresql")
PAUSE_S = 0.002


@dataclass
class Writer:
    """Records acts until it is told to stop; remembers when each transaction was done."""

    url: str
    stop: threading.Event = field(default_factory=threading.Event)
    done: list[float] = field(default_factory=list)

    def run(self) -> None:
        from coproduce.config import Settings
        from coproduce.core import audit, clock, db

        engine = db.open_engine(Settings(database_url=self.url).sqlalchemy_url)
        while not self.stop.is_set():
            with db.transaction(engine) as session:
                for _ in range(3):
                    audit.record(session, act="drill.wrote", by="job", now=clock.now())
            self.done.append(time.monotonic())
            time.sleep(PAUSE_S)
        engine.dispose()

    def pace(self, start: float, end: float) -> float:
        """Transactions a second between two moments."""
        return sum(start <= at < end for at in self.done) / max(end - start, 0.001)


def coproduce(url: str, *arguments: str) -> tuple[str, float, int]:
    """Run a command: what it said, how long it took, and the most memory it had, in MB."""
    env = {**os.environ, "COPRODUCE_DATABASE_URL": url, "COPRODUCE_SECRET_KEY": SECRET, "PYTHONPATH": str(ROOT)}
    before = time.monotonic()
    process = subprocess.Popen([*COPRODUCE, *arguments], env=env, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"coproduce {' '.join(arguments)} failed.")
    return said, time.monotonic() - before, usage.ru_maxrss // 1024


def table_hashes(said: str) -> dict[str, tuple[str, str]]:
    """Rows and hash of each table, as the commands print them."""
    return {name: (rows, sha) for name, rows, sha in re.findall(r"^(\w+) +(\d+)  ([0-9a-f]{16})$", said, re.M)}


def backup_under_load(url: str, file: Path) -> str:
    """Make a backup while a writer goes on; says its figures, and gives what the command said."""
    writer = Writer(url)
    thread = threading.Thread(target=writer.run)
    thread.start()
    try:
        time.sleep(2)
        start = time.monotonic()
        said, seconds, memory = coproduce(url, "backup", str(file))
        end = time.monotonic()
    finally:
        writer.stop.set()
        thread.join()
    before, during = writer.pace(start - 1.5, start), writer.pace(start, end)
    print(f"  {said.splitlines()[-1].replace(str(file), file.name)}")
    print(
        f"  {file.stat().st_size / 1e6:.2f} MB, {seconds:.1f} s with the program's start, {memory} MB of memory;",
        end=" ",
    )
    print(f"the writer did {before:.0f} transactions a second before, {during:.0f} during it")
    return said


def drill(source: str, families: int, folder: Path) -> bool:
    """One store's drill; True when all came back equal."""
    fine = True
    file = folder / f"{source}.zip"
    with ExitStack() as stack:
        url = stack.enter_context(database(source))
        print(f"{source}")
        coproduce(url, "demo", "--families", str(families))
        kept = table_hashes(backup_under_load(url, file))
        for kind in STORES:
            with database(kind) as fresh:
                said, seconds, memory = coproduce(fresh, "restore", str(file))
                chain, _, _ = coproduce(fresh, "audit", "verify")
                equal = table_hashes(said) == kept
                fine = fine and equal
                print(
                    f"  into a new {kind}: {seconds:.1f} s, {memory} MB, {'equal' if equal else 'NOT EQUAL'};",
                    end=" ",
                )
                print(re.sub(r" The chain ends with .*", "", chain.strip()))
    return fine


def main() -> None:
    """Both stores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--families", type=int, default=120)
    asked = parser.parse_args()
    with TemporaryDirectory(prefix="coproduce-drill-") as folder:
        fine = [drill(source, asked.families, Path(folder)) for source in STORES]
    sys.exit(0 if all(fine) else 1)


if __name__ == "__main__":
    main()
