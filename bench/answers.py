"""How many answers a second the whole application stores, beside a bare Flask form in the same run.

Both run under gunicorn with the same workers, in turn, for several rounds; medians and their ratio are printed.
Two measures: `post`, one POST after another by visitors who have the page open; `visit`, the whole way of a new
visitor: the page, the POST, the thank-you. Exits 1 when either ratio is below the floor.

    python bench/answers.py [--store sqlite|postgresql] [--floor 0.5] [--seconds 1.5] [--rounds 6]
"""

import argparse
import json
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from client import Browser, fill
from servers import ROOT, SECRET, SLUG, Server, count, database, median, prepare, serving

PATHS = {"ours": (f"/s/{SLUG}", f"/s/{SLUG}/thank-you"), "bare": ("/pulse", "/thanks")}
TABLES = {"ours": "responses", "bare": "bare_answers"}
VISITORS = 4
Codes = dict[str, list[str]]
Somebody = Callable[[Server, random.Random, Codes], Callable[[], None]]


def choices() -> dict[str, list[str]]:
    """The codes of every question with options."""
    pulse = json.loads((ROOT / "surveys" / "data" / f"{SLUG}.json").read_text("utf-8"))
    found = {}
    for question in (q for section in pulse["sections"] for q in section["questions"]):
        options = question.get("options") or pulse["scales"].get(question.get("scale"), [])
        codes = [option["code"] for option in options]
        codes = [str(point) for point in range(11)] if question["type"] == "rating" else codes
        if codes:
            found[question["code"]] = codes
    return found


def send(server: Server, browser: Browser, rng: random.Random, form: dict[str, str], codes: Codes) -> None:
    """One POST with random answers; it must be acknowledged."""
    sheet = fill(rng, codes, comment=f"({rng.getrandbits(40):x})")
    answer = browser.request("POST", PATHS[server.name][0], {**form, **sheet})
    if answer.status != 303:
        raise RuntimeError(f"{server.name} answered {answer.status}: {answer.body[:300]!r}")


def posts(server: Server, rng: random.Random, codes: Codes) -> Callable[[], None]:
    """Somebody who has the page open and sends again and again."""
    browser = Browser(server.port)
    form = browser.open_form(PATHS[server.name][0])
    return lambda: send(server, browser, rng, form, codes)


def visits(server: Server, rng: random.Random, codes: Codes) -> Callable[[], None]:
    """A new visitor each time: the page, the POST, the thank-you."""
    browser = Browser(server.port)

    def visit() -> None:
        send(server, browser, rng, browser.open_form(PATHS[server.name][0]), codes)
        if browser.request("GET", PATHS[server.name][1]).status != 200:
            raise RuntimeError(f"{server.name} did not thank")

    return visit


def measure(
    server: Server, somebody: Somebody, codes: Codes, *, seconds: float, seed: int
) -> tuple[float, float, int]:
    """Answers a second, server CPU milliseconds for each, and how many were acknowledged."""
    done = [0] * VISITORS
    failed: list[BaseException] = []
    until = time.monotonic() + seconds
    cpu, started = server.cpu_seconds(), time.monotonic()

    def run(number: int) -> None:
        try:
            act = somebody(server, random.Random(seed * 1000 + number), codes)
            while time.monotonic() < until:
                act()
                done[number] += 1
        except Exception as error:  # a thread's failure must reach the one who measures
            failed.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(VISITORS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    took, used = time.monotonic() - started, server.cpu_seconds() - cpu
    return sum(done) / took, 1000 * used / max(1, sum(done)), sum(done)


def main() -> int:
    """Measure, print, and say whether it is fast enough."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--store", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--floor", type=float, default=0.5)
    parser.add_argument("--seconds", type=float, default=1.5)
    parser.add_argument("--rounds", type=int, default=6)
    args = parser.parse_args()
    with database(args.store) as ours_url, database(args.store) as bare_url:
        prepare(ours_url)
        create = [sys.executable, "-c", "import bare_app; bare_app.create_table()"]
        env = {**os.environ, "COPRODUCE_DATABASE_URL": bare_url, "COPRODUCE_SECRET_KEY": SECRET}
        subprocess.run(create, env=env, cwd=ROOT / "bench", check=True)
        found = rounds(args, ours_url, bare_url)
    print(json.dumps(found))
    worst = min(found["post"]["ratio"], found["visit"]["ratio"])
    print(
        f"On {args.store} the application stores {found['post']['ours_per_s']} answers a second, the bare form "
        f"{found['post']['bare_per_s']}: {found['post']['ratio']} of it. With the page and the thank-you: "
        f"{found['visit']['ratio']}. The floor is {args.floor}."
    )
    return 0 if worst >= args.floor else 1


def rounds(args: argparse.Namespace, ours_url: str, bare_url: str) -> dict[str, Any]:
    """Both servers in turn, every round; the medians."""
    codes = choices()
    speeds: dict[tuple[str, str], list[tuple[float, float]]] = {}
    acknowledged = {"ours": 0, "bare": 0}
    gunicorn = {"workers": 2, "threads": 4}
    with (
        serving("ours", "wsgi:app", ours_url, **gunicorn) as ours,
        serving("bare", "bare_app:app", bare_url, **gunicorn) as bare,
    ):
        for seed in range(args.rounds + 1):
            for server in (ours, bare) if seed % 2 else (bare, ours):
                for name, somebody in (("post", posts), ("visit", visits)):
                    seconds = args.seconds if seed else 1.0  # the first round only warms up
                    rate, cpu, done = measure(server, somebody, codes, seconds=seconds, seed=seed)
                    acknowledged[server.name] += done
                    if seed:
                        speeds.setdefault((server.name, name), []).append((rate, cpu))
    for name, url in (("ours", ours_url), ("bare", bare_url)):
        (stored,) = count(url, f"select count(*) from {TABLES[name]}")
        if stored != acknowledged[name]:
            raise SystemExit(f"{name}: {acknowledged[name]} acknowledged and {stored} stored")
    return {"store": args.store, "acknowledged": acknowledged} | {
        name: summary(speeds["ours", name], speeds["bare", name]) for name in ("post", "visit")
    }


def summary(ours: list[tuple[float, float]], bare: list[tuple[float, float]]) -> dict[str, float]:
    """Medians, and the ratio of the medians."""
    rate = {name: median([speed for speed, _ in each]) for name, each in (("ours", ours), ("bare", bare))}
    return {
        "ours_per_s": round(rate["ours"], 1),
        "bare_per_s": round(rate["bare"], 1),
        "ratio": round(rate["ours"] / rate["bare"], 3),
        "ours_cpu_ms": round(median([cpu for _, cpu in ours]), 2),
        "bare_cpu_ms": round(median([cpu for _, cpu in bare]), 2),
    }


if __name__ == "__main__":
    sys.exit(main())
