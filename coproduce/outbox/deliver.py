"""Sending what is due: claim and commit, send outside any transaction, write down what came of it and commit.

Between the two commits a crash leaves the message marked as being sent. It is then never sent again unasked: the
provider is asked by our reference, and where nobody can be asked a person decides.
"""

import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic

from sqlalchemy import Engine

from coproduce.core import db
from coproduce.core.contact import Channel
from coproduce.outbox import claims, steps, stopping
from coproduce.outbox.channels import Provider
from coproduce.outbox.models import Message, MessageState
from coproduce.outbox.outgoing import Fault, Outgoing, Result, not_wanted, refused, unknown
from coproduce.outbox.render import Writer

LONGEST_RUN_S = 20.0
"""A run ends after the message it is at by then, so that a worker stops soon when it is asked to."""

log = logging.getLogger("coproduce.outbox")


@dataclass(slots=True)
class Delivery:
    """One run of one process: what it sends with, and what it did."""

    engine: Engine
    writer: Writer
    providers: Mapping[Channel, Provider]
    started: datetime
    began: float = field(default_factory=monotonic)
    paused: set[Channel] = field(default_factory=set)
    done: Counter[str] = field(default_factory=Counter)

    def now(self) -> datetime:
        """The moment it is, counted from the one we were told."""
        return self.started + timedelta(seconds=monotonic() - self.began)

    def run(self, *, longest: float = LONGEST_RUN_S) -> str:
        """Send what is due; answers with what was done, in words."""
        with db.reading(self.engine) as session:
            idle = not claims.anything_to_do(session, now=self.started)
        if not idle:
            self._tidy()
            while monotonic() - self.began < longest and self.send_one():
                pass
        return self.in_words()

    def in_words(self) -> str:
        """How many of which, and of whom nothing."""
        if not self.done:
            return "Nothing was due."
        return ", ".join(f"{count} {what}" for what, count in sorted(self.done.items())) + "."

    def _tidy(self) -> None:
        can_ask = [channel for channel, provider in self.providers.items() if provider.can_ask]
        with db.transaction(self.engine) as session:
            self.done["left behind"] += claims.take_up_lost(session, now=self.started, can_ask=can_ask)
            self.done["too late"] += claims.expire(session, now=self.started)
        self.done = +self.done

    def send_one(self) -> bool:
        """Send the next message that is due; False where none is."""
        with db.transaction(self.engine) as session:
            message = claims.claim(session, now=self.now(), leave_alone=self.paused)
        if message is None:
            return False
        result = self._try(message)
        self._write_down(message, result)
        if result.pause:
            self.paused.add(message.channel)
        return True

    def _try(self, message: Message) -> Result:
        provider = self.providers.get(message.channel)
        if provider is None:
            return refused(Fault.NO_CHANNEL)
        if self._is_stopped(message):
            return not_wanted()
        try:
            outgoing = self.writer.write(message, now=self.now())
        except Exception as error:
            # What is missing from a template may be a family's: the kind of error has to do.
            log.error("A message (%s) could not be written: %s.", message.template, type(error).__name__)
            return refused(Fault.NOT_WRITTEN)
        return _send(provider, outgoing, ask_first=message.unsure)

    def _is_stopped(self, message: Message) -> bool:
        if not self.writer.can_stop(message):
            return False
        with db.reading(self.engine) as session:
            return stopping.is_stopped(session, mark=self.writer.stop_mark(message))

    def _write_down(self, message: Message, result: Result) -> None:
        provider = self.providers.get(message.channel)
        change = steps.after(
            message,
            result,
            now=self.now(),
            can_ask=provider is not None and provider.can_ask,
            open_ways=_open_ways(self.writer, self.providers, message),
        )
        with db.transaction(self.engine) as session:
            kept = claims.write_down(session, message, change, result=result)
        self.done[_WORDS[change["state"]] if kept else "dealt with by others"] += 1
        if kept and change["state"] is MessageState.GIVEN_UP:
            fault = "perhaps sent" if change["unsure"] else change["fault"]
            log.error("A message (%s, by %s) was given up: %s.", message.template, message.channel, fault)


def take_up_what_came_back(
    engine: Engine, writer: Writer, providers: Mapping[Channel, Provider], *, now: datetime
) -> str:
    """Tell another way what a provider took and could not deliver after all, or give it up; says how many."""
    ids = {one for provider in providers.values() for one in provider.came_back()}
    if not ids:
        return "Nothing came back."
    back, again = 0, 0
    with db.transaction(engine) as session:
        for message in claims.that_came_back(session, provider_ids=ids, now=now):
            way = message.channel
            change = steps.came_back(message, now=now, open_ways=_open_ways(writer, providers, message))
            for name, value in change.items():
                setattr(message, name, value)
            back += 1
            if message.state is MessageState.WAITING:
                again += 1
            else:
                log.error("A message (%s, by %s) was given up: %s.", message.template, way, Fault.CAME_BACK)
    return f"{back} came back, {again} of them to go another way."


def _open_ways(writer: Writer, providers: Mapping[Channel, Provider], message: Message) -> list[Channel]:
    kind = writer.kinds.get(message.template)
    return [way for way in providers if way is not Channel.SMS or (kind is not None and kind.by_sms)]


def _send(provider: Provider, outgoing: Outgoing, *, ask_first: bool) -> Result:
    try:
        earlier = provider.ask(outgoing) if ask_first else None
        return earlier or provider.send(outgoing)
    except Exception as error:
        # Whatever went wrong, it may have done so after the message left.
        log.error("Sending ended with an error we do not know: %s.", type(error).__name__)
        return unknown(Fault.NO_ANSWER)


_WORDS = {
    MessageState.SENT: "sent",
    MessageState.WAITING: "to try again",
    MessageState.GIVEN_UP: "given up",
    MessageState.WITHDRAWN: "not wanted",
}
