"""Who did what, and when: entries that are only ever added, each chained to the one before by a hash.

Whoever changes, removes or slips in an entry breaks the chain from there on, and `verify` says where. The tip
(the last number and hash) is a row of its own, so that entries cut off the end are missed too; who wrote the tip
down elsewhere (`coproduce audit verify` prints it) can tell even when both were changed. The database refuses to
change or remove an entry: triggers of the migration see to it on SQLite and PostgreSQL.
"""

import hashlib
import json
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, select, update
from sqlmodel import Field, Session, col

from coproduce.core.db import Model
from coproduce.core.inserts import insert_unless_there
from coproduce.core.types import UtcDateTime

FIRST_HASH = "0" * 64
ONE_TIP = 1
BATCH = 1_000


class AuditEntry(Model, table=True):
    """One thing that somebody did.

    `by` is an e-mail address, `command` or `job`; `role` what they were then. `act` is a code such as
    `people.invited`, `about` what it was done to (`person:12`). `facts` are short texts, never a family's words,
    a password or a token. `hash` is of everything else in the row.
    """

    __tablename__ = "audit_entries"
    __table_args__ = (
        CheckConstraint("act != ''", name="has_act"),
        CheckConstraint("\"by\" != ''", name="has_author"),
    )

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    by: str = Field(max_length=254)
    role: str = Field(default="", max_length=32)
    act: str = Field(max_length=60, index=True)
    about: str = Field(default="", max_length=120)
    facts: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    previous: str = Field(max_length=64)
    hash: str = Field(max_length=64, unique=True)


class AuditTip(Model, table=True):
    """The end of the chain. One row; whoever adds an entry holds it until they commit."""

    __tablename__ = "audit_tip"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: int = Field(default=ONE_TIP, primary_key=True)
    number: int = 0
    hash: str = Field(default=FIRST_HASH, max_length=64)


ENTRIES = AuditEntry.metadata.tables["audit_entries"]
TIP = AuditTip.metadata.tables["audit_tip"]


@dataclass(frozen=True, slots=True)
class Verified:
    """What `verify` found: up to which entry it read, its hash, what is wrong in plain sentences, and whether that
    entry is the last one."""

    entries: int
    tip: str
    faults: tuple[str, ...]
    complete: bool = True


def record(
    session: Session,
    *,
    act: str,
    by: str,
    now: datetime,
    role: str = "",
    about: str = "",
    facts: Mapping[str, str] | None = None,
) -> AuditEntry:
    """Add an entry in the caller's transaction, so that the act and its record are kept together or not at all."""
    insert_unless_there(session, TIP, {"id": ONE_TIP, "number": 0, "hash": FIRST_HASH})
    # Two who act at once wait for each other here: a chain has one end.
    tip = session.execute(select(TIP.c.number, TIP.c.hash).where(TIP.c.id == ONE_TIP).with_for_update()).one()
    entry = AuditEntry(
        number=tip.number + 1,
        at=now.astimezone(UTC),  # the hash is of the moment as it comes back
        by=by,
        role=role,
        act=act,
        about=about,
        facts=dict(facts or {}),
        previous=tip.hash,
        hash="",
    )
    entry.hash = hash_of(entry)
    session.add(entry)
    session.execute(update(TIP).where(TIP.c.id == ONE_TIP).values(number=entry.number, hash=entry.hash))
    session.flush()
    return entry


def hash_of(entry: AuditEntry) -> str:
    """SHA-256, in hexadecimal, of the entry and of the hash before it."""
    said = {name: value for name, value in as_json(entry).items() if name != "hash"}
    canonical = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def as_json(entry: AuditEntry) -> dict[str, Any]:
    """The entry as plain values: what is hashed, what is exported, and what anybody needs to check the chain."""
    return {**entry.model_dump(), "at": entry.at.isoformat(timespec="microseconds")}


def entries(
    session: Session, *, after: int = 0, act: str = "", newest_first: bool = False
) -> Generator[AuditEntry]:
    """The entries in their order, read in batches; `act` keeps those whose code begins with it."""
    query = select(AuditEntry).where(col(AuditEntry.number) > after)
    if act:
        query = query.where(col(AuditEntry.act).startswith(act, autoescape=True))
    number = col(AuditEntry.number)
    query = query.order_by(number.desc() if newest_first else number)
    found = session.scalars(query.execution_options(yield_per=BATCH))
    try:
        yield from found
    finally:
        found.close()  # whoever stops early leaves no cursor open


def newest(
    session: Session, *, act: str = "", before: int | None = None, after: int | None = None, most: int = 50
) -> list[AuditEntry]:
    """At most so many entries, the newest first; before or after a number, and of one kind of act."""
    number = col(AuditEntry.number)
    query = select(AuditEntry).limit(most)
    if act:
        query = query.where(col(AuditEntry.act) == act)
    if after is not None:  # those nearest to it, and so from below
        return list(session.scalars(query.where(number > after).order_by(number)))[::-1]
    if before is not None:
        query = query.where(number < before)
    return list(session.scalars(query.order_by(number.desc())))


def acts_seen(session: Session) -> list[str]:
    """The kinds of act that there are entries of."""
    return sorted(session.scalars(select(col(AuditEntry.act)).distinct()))


def last_number(session: Session) -> int:
    """How many entries there are."""
    return session.execute(select(TIP.c.number)).scalar() or 0


def knows(session: Session, *, tip: str) -> bool:
    """Whether an entry of the chain has this hash."""
    return session.execute(select(ENTRIES.c.number).where(ENTRIES.c.hash == tip)).first() is not None


def verify(session: Session, *, after: int = 0, go_on: Callable[[], bool] = lambda: True) -> Verified:
    """Read the chain and say where it is broken: all of it, or from the entry after one until `go_on` says no."""
    # Pages show what stands before the first entry too, and no entry of ours ever does.
    faults = [] if after else _faults_before_the_first(session)
    number, previous = after, _hash_at(session, after)
    complete = True
    with closing(entries(session, after=after)) as chain:
        for entry in chain:
            if number > after and not go_on():
                complete = False
                break
            faults += _faults_of(entry, number, previous)
            number, previous = entry.number, entry.hash
    if complete:
        faults += _faults_at_the_end(session, number, previous)
    return Verified(number, previous, tuple(faults), complete)


def _faults_before_the_first(session: Session) -> list[str]:
    slipped_in = session.scalars(select(ENTRIES.c.number).where(ENTRIES.c.number < 1).order_by(ENTRIES.c.number))
    return [f"Entry {number} was slipped in before the first." for number in slipped_in]


def _faults_of(entry: AuditEntry, number: int, previous: str) -> Iterator[str]:
    if entry.number != number + 1:
        yield f"Entries are missing between {number} and {entry.number}."
    elif entry.previous != previous:
        yield f"Entry {entry.number} does not follow the one before it."
    if hash_of(entry) != entry.hash:
        yield f"Entry {entry.number} was changed."


def _hash_at(session: Session, number: int) -> str:
    if number == 0:
        return FIRST_HASH
    found = session.execute(select(ENTRIES.c.hash).where(ENTRIES.c.number == number)).scalar()
    return "" if found is None else str(found)


def _faults_at_the_end(session: Session, number: int, hash_: str) -> list[str]:
    tip = session.execute(select(TIP.c.number, TIP.c.hash)).first()
    if tip is None:
        return ["The end of the chain is not on record."] if number else []
    if (tip.number, tip.hash) != (number, hash_):
        return [f"The chain should end with entry {tip.number}, but ends with {number}."]
    return []
