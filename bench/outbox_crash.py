"""kill -9 of sending processes between handing a message over and writing that down; what arrived, and how often.

Three processes send at once. Each kills itself with SIGKILL after a message left, now and then, or is killed by
this script (by its own process id) at any moment. When all have ended, eleven minutes pass for the next three, so
that what was left behind is taken up. The mail server is aiosmtpd; the stand-in for GOV.UK Notify answers 201,
400, 429 and 500 (having kept the message or not).

A control comes first: the same load with nobody asked must send messages twice, or this script could not see it.
Exits 1 when a message arrived twice, or neither arrived nor waits for a person, or when the control saw nothing.

    python bench/outbox_crash.py [--store sqlite|postgresql|both] [--messages 100] [--seed 1]
"""

import argparse
import json
import multiprocessing
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from servers import SECRET, database
from sqlmodel import col, select

from coproduce.app import create_app
from coproduce.config import Mail, Settings
from coproduce.core import db, schema
from coproduce.core.contact import Contact
from coproduce.outbox import claims
from coproduce.outbox.models import Message, MessageState
from coproduce.outbox.render import Writer
from tests.messages import by_notify, by_smtp, messages, queued
from tests.stand_ins import dying
from tests.stand_ins.mail_server import MailServer, mail_server
from tests.stand_ins.notify import NotifyStandIn, notify_stand_in

AT_ONCE = 3
CHANCE = 0.15
ELEVEN_MINUTES = timedelta(minutes=11)
START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ANSWERS = (201,) * 7 + (429, 500, 500)
BAD = 6
"""Every so manieth address is one that Notify refuses with 400."""

UNFINISHED = (MessageState.WAITING, MessageState.SENDING)
FORK = multiprocessing.get_context("forkserver")


def sender(told: dict[str, Any]) -> None:
    """One sending process."""
    dying.run(told)


@contextmanager
def provider(name: str, rng: random.Random) -> Iterator[tuple[Mail, MailServer | NotifyStandIn]]:
    """What messages are handed to."""
    if name == "smtp":
        with mail_server() as server:
            yield by_smtp(server.port), server
        return
    with notify_stand_in() as stand_in:
        stand_in.answers = [rng.choice(ANSWERS) for _ in range(10_000)]
        stand_in.keeps = lambda: rng.random() < 0.5
        yield by_notify(stand_in), stand_in


def send_until_done(url: str, mail: Mail, rng: random.Random, *, blind: bool) -> Counter[str]:
    """Rounds of three processes that die, until nothing is left to send; how many were killed, and how."""
    engine, now, counts = db.open_engine(url), START, Counter[str]()
    while True:
        told = {
            "url": url,
            "secret": SECRET,
            "mail": _plain(mail),
            "now": now.isoformat(),
            "chance": CHANCE,
            "blind": blind,
        }
        running = [
            FORK.Process(target=sender, args=({**told, "seed": rng.random()},), daemon=True)
            for _ in range(AT_ONCE)
        ]
        for process in running:
            process.start()
        if rng.random() < 0.5:
            time.sleep(rng.uniform(0.3, 2.5))
            victim = rng.choice(running)
            if victim.pid is not None and victim.is_alive():
                os.kill(victim.pid, signal.SIGKILL)
                counts["killed_from_outside"] += 1
        for process in running:
            process.join()
        counts["processes"] += AT_ONCE
        counts["killed"] += sum(process.exitcode == -signal.SIGKILL for process in running)
        now += ELEVEN_MINUTES
        with db.reading(engine) as session:
            if not session.exec(select(Message.id).where(col(Message.state).in_(UNFINISHED))).first():
                break
            if not claims.anything_to_do(session, now=now):
                now += timedelta(hours=1)
    engine.dispose()
    return counts


def run(store: str, name: str, number: int, seed: int, *, blind: bool = False) -> dict[str, object]:
    """One load with kills on one kind of database and provider; the counts. `blind`: nobody is asked."""
    rng = random.Random(seed)
    with database(store) as address, provider(name, rng) as (mail, server):
        url = address.replace("postgresql://", "postgresql+psycopg://")
        engine = db.open_engine(url)
        schema.upgrade(engine)
        bad = 0
        for one in range(number):
            is_bad = name == "notify" and one % BAD == 0
            bad += is_bad
            host = "refused.example.org" if is_bad else "example.org"
            to = Contact(email=f"parent{one}@{host}")
            queued(engine, reference=f"crash/{one}", template="tests/must_have", to=to, now=START, urgent=True)
        began = time.monotonic()
        counts = send_until_done(url, mail, rng, blind=blind)
        found = messages(engine)
        engine.dispose()
        arrived = Counter(_arrived(server))
        marks = _marks(url, found)
    on_page = [each for each in found if each.state is MessageState.GIVEN_UP]
    perhaps = [each for each in on_page if each.unsure]
    return {
        "store": store,
        "provider": name,
        "seconds": round(time.monotonic() - began, 1),
        **counts,
        "messages": number,
        "arrived": len(arrived),
        "doubled": sum(count - 1 for count in arrived.values()),
        "refused_on_the_page": len(on_page) - len(perhaps),
        "refused_expected": bad,
        "perhaps_sent_on_the_page": len(perhaps),
        "of_these_arrived": sum(arrived[marks[each.reference]] > 0 for each in perhaps),
        "lost": sum(not arrived[marks[each.reference]] for each in found if each not in on_page),
        "said_sent_but_not": sum(
            not arrived[marks[each.reference]] for each in found if each.state is MessageState.SENT
        ),
    }


def _arrived(server: MailServer | NotifyStandIn) -> list[str]:
    if isinstance(server, MailServer):
        return server.references
    return [str(each["reference"]) for each in server.accepted]


def _marks(url: str, found: list[Message]) -> dict[str, str]:
    app = create_app(Settings(database_url=url, secret_key=SECRET))
    with app.app_context():
        writer = Writer.here()
        return {each.reference: writer.mark_of(each.reference) for each in found}


def _plain(mail: Mail) -> dict[str, Any]:
    return {name: value for name, value in asdict(mail).items() if name != "folder"}


def _sentence(found: dict[str, object]) -> str:
    return (
        f"On {found['store']} by {found['provider']}: {found['killed']} of {found['processes']} sending processes "
        f"were killed; of {found['messages']} messages {found['arrived']} arrived, {found['doubled']} twice, "
        f"{found['perhaps_sent_on_the_page']} wait for a person as perhaps sent "
        f"({found['of_these_arrived']} of them arrived), {found['lost']} were lost."
    )


def main() -> int:
    """Run on the stores asked for; print the counts; 1 when a message was doubled or lost."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--store", choices=["sqlite", "postgresql", "both"], default="both")
    parser.add_argument("--messages", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    FORK.set_forkserver_preload(["coproduce.app", "tests.stand_ins.dying"])
    control = run("sqlite", "smtp", args.messages // 2, args.seed, blind=True)
    print(f"Control: with nobody asked, {control['doubled']} of {control['messages']} messages arrived twice.")
    bad = not control["doubled"]
    for store in ("sqlite", "postgresql") if args.store == "both" else (args.store,):
        for name in ("smtp", "notify"):
            found = run(store, name, args.messages, args.seed)
            print(json.dumps(found), flush=True)
            print(_sentence(found), flush=True)
            bad = bad or any(found[fault] for fault in ("doubled", "lost", "said_sent_but_not"))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
