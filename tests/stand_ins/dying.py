"""A process that sends what is due and is killed between handing a message over and writing that down.

    python -m tests.stand_ins.dying '{"url": ..., "secret": ..., "mail": {...}, "now": ..., "after": 3}'

It kills itself with SIGKILL after its third message (`after`), or after each with a chance (`chance`, `seed`).
"""

import json
import os
import random
import signal
import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from coproduce.app import create_app
from coproduce.config import Mail, Settings
from coproduce.outbox import channels
from coproduce.outbox.channels import Provider
from coproduce.outbox.outgoing import Outgoing, Result
from tests.messages import deliver, with_test_messages


@dataclass(slots=True)
class Dying:
    """A provider that takes the message, and the process with it. A `blind` one is never asked: it sends again."""

    provider: Provider
    dies: Callable[[], bool]
    blind: bool = False

    @property
    def can_ask(self) -> bool:
        """Whether the real one can be asked."""
        return self.blind or self.provider.can_ask

    def ask(self, outgoing: Outgoing) -> Result | None:
        """Ask the real one."""
        return None if self.blind else self.provider.ask(outgoing)

    def came_back(self) -> Collection[str]:
        """Ask the real one."""
        return self.provider.came_back()

    def send(self, outgoing: Outgoing) -> Result:
        """Hand over to the real one; nobody may live to tell."""
        result = self.provider.send(outgoing)
        if self.dies():
            os.kill(os.getpid(), signal.SIGKILL)
        return result


def run(told: dict[str, Any]) -> str:
    """Send what is due until there is nothing more, or until this process is dead."""
    mail = dict(told["mail"])
    if "notify_templates" in mail:
        mail["notify_templates"] = tuple(mail["notify_templates"])
    sends = Mail(**mail)
    settings = Settings(database_url=told["url"], secret_key=told["secret"], mail=sends)
    app = with_test_messages(create_app(settings))
    dies = _dies(told)
    blind = bool(told.get("blind"))
    providers = {channel: Dying(each, dies, blind) for channel, each in channels.open_all(sends).items()}
    return deliver(app, sends, now=datetime.fromisoformat(told["now"]), providers=providers)


def _dies(told: dict[str, Any]) -> Callable[[], bool]:
    """When this process dies."""
    sent, chance = 0, random.Random(told.get("seed"))

    def now() -> bool:
        nonlocal sent
        sent += 1
        return sent == told.get("after") or chance.random() < told.get("chance", 0)

    return now


if __name__ == "__main__":
    print(run(json.loads(sys.argv[1])))
