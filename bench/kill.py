"""kill -9 of workers while answers arrive: every acknowledged answer must be there, and none twice.

Each answer has a comment of its own. The oldest worker of this script's own server is killed again and again, each
time after some more answers were acknowledged, so that there is always a load to break. A visitor whose connection
broke sends the same form again until it is acknowledged, as a browser's retry does: that must store one answer,
whether or not the first attempt was stored. Exits 1 on a loss or a double.

    python bench/kill.py [--store sqlite|postgresql|both] [--seconds 16]
"""

import argparse
import json
import os
import random
import signal
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field

from answers import choices
from client import Browser, Dropped, fill
from servers import SLUG, Server, count, database, prepare, serving

VISITORS = 6
ANSWERS_BETWEEN_KILLS = 30
TRIES = 2_000


@dataclass(slots=True)
class Tally:
    """What the visitors saw."""

    acknowledged: set[str] = field(default_factory=set)
    broken: int = 0
    retried_and_acknowledged: int = 0
    given_up: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


def visitor(server: Server, number: int, until: float, tally: Tally) -> None:
    """Answer again and again, each time with a comment that nobody else has."""
    rng, browser, sent, codes = random.Random(number), Browser(server.port), 0, choices()
    form: dict[str, str] = {}
    while time.monotonic() < until:
        if not form:
            form = open_form(browser)
        sent += 1
        unique = f"Nobody rings back about visit {number} {sent}."
        sheet = {**fill(rng, codes, comment=""), "comment": unique}
        attempts = send_until_acknowledged(browser, {**form, **sheet})
        with tally.lock:
            tally.broken += max(0, attempts - 1)
            tally.retried_and_acknowledged += attempts > 1
            tally.given_up += attempts == 0
            if attempts:
                tally.acknowledged.add(unique)
    browser.close()


def open_form(browser: Browser) -> dict[str, str]:
    """The hidden fields, however often the worker dies meanwhile."""
    for _ in range(TRIES):
        with suppress(Dropped):
            return browser.open_form(f"/s/{SLUG}")
        time.sleep(0.05)
    raise RuntimeError("the page never came")


def send_until_acknowledged(browser: Browser, form: dict[str, str]) -> int:
    """Send the same form until it is acknowledged; how many attempts it took, 0 when it never was."""
    for attempt in range(1, TRIES):
        try:
            answer = browser.request("POST", f"/s/{SLUG}", form)
        except Dropped:
            time.sleep(0.02)
            continue
        if answer.status == 303:
            return attempt
        raise RuntimeError(f"a POST answered {answer.status}")
    return 0


def warm_up(server: Server) -> None:
    """Let every worker load its word lists: a page each, and some to spare."""
    for number in range(VISITORS):
        browser = Browser(server.port)
        form = open_form(browser)
        send_until_acknowledged(browser, {**form, "i1": "5", "comment": f"Warming up {number}."})
        browser.close()


def kill_workers(server: Server, until: float, tally: Tally) -> int:
    """Kill the oldest of this server's own workers, one that surely serves, in turn; how many were killed."""
    killed = seen = 0
    while time.monotonic() < until:
        time.sleep(0.05)
        workers = server.workers()
        if not workers or len(tally.acknowledged) < seen + ANSWERS_BETWEEN_KILLS:
            continue
        seen = len(tally.acknowledged)
        with suppress(ProcessLookupError):
            os.kill(min(workers), signal.SIGKILL)
            killed += 1
    return killed


def run(store: str, seconds: float) -> dict[str, object]:
    """One load with kills on one kind of database; the counts."""
    with database(store) as url:
        prepare(url)
        tally = Tally()
        with serving("ours", "wsgi:app", url, workers=3, threads=4) as server:
            warm_up(server)
            until = time.monotonic() + seconds
            threads = [threading.Thread(target=visitor, args=(server, n, until, tally)) for n in range(VISITORS)]
            for thread in threads:
                thread.start()
            killed = kill_workers(server, until, tally)
            for thread in threads:
                thread.join()
        answers, joined, comments, different, receipts = count(
            url,
            "select count(*) from responses",
            "select count(*) from response_comments",
            "select count(*) from comments",
            "select count(distinct original) from comments",
            "select (select count(*) from receipts) + (select count(*) from receipts_waiting)",
        )
        answers, joined, comments, different, receipts = (
            found - VISITORS for found in (answers, joined, comments, different, receipts)
        )
        missing = len(tally.acknowledged) - present(url, tally.acknowledged)
    return {
        "store": store,
        "workers_killed": killed,
        "acknowledged": len(tally.acknowledged),
        "acknowledged_missing": missing,
        "connections_broken": tally.broken,
        "retried_and_acknowledged": tally.retried_and_acknowledged,
        "given_up": tally.given_up,
        "answers": answers,
        "stored_twice": comments - different,
        "half_stored": max(answers, joined, comments, receipts) - min(answers, joined, comments, receipts),
    }


def present(url: str, wanted: set[str]) -> int:
    """How many of these comments the database has."""
    from sqlalchemy import create_engine, text

    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        found = {row[0] for row in connection.execute(text("select original from comments"))}
    engine.dispose()
    return len(wanted & found)


def main() -> int:
    """Run on the stores asked for; print the counts; 1 when an answer is missing, doubled or half stored."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--store", choices=["sqlite", "postgresql", "both"], default="both")
    parser.add_argument("--seconds", type=float, default=16)
    args = parser.parse_args()
    bad = 0
    for store in ("sqlite", "postgresql") if args.store == "both" else (args.store,):
        found = run(store, args.seconds)
        print(json.dumps(found))
        print(
            f"On {store}, {found['workers_killed']} workers were killed; of {found['acknowledged']} acknowledged "
            f"answers {found['acknowledged_missing']} are missing and {found['stored_twice']} are there twice; "
            f"{found['retried_and_acknowledged']} were sent again after a broken connection."
        )
        bad += any(found[name] for name in ("acknowledged_missing", "stored_twice", "half_stored"))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
