"""Bring in a list of contacts, keep it sealed, read it again when families are asked, and let it go.

Whoever wants no more messages is left out for good: the outbox keeps a keyed mark of each such address, and
nothing else of them.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import func, insert
from sqlmodel import Session, col, select

from coproduce.core.contact import Channel, Contact
from coproduce.core.sealing import seal, unseal
from coproduce.outbox import stopping
from coproduce.outbox.models import StoppedContact
from surveys.reach import marks, reading
from surveys.reach.models import ContactList, ListedContact
from surveys.reach.reading import Entry, Reject, Why
from surveys.transfer.tables import Row

CONTACTS = ListedContact.metadata.tables["survey_contacts"]


class NoSuchList(LookupError):
    """There is no list with this number."""


class NameTaken(ValueError):
    """Another list has this name."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file holds: whom it names, which rows are not taken; how many were one family, or want no more."""

    entries: tuple[Entry, ...]
    rejected: tuple[Reject, ...]
    merged: int
    stopped: int


def check(session: Session, rows: Iterable[Row], *, secret: str) -> Checked:
    """Read a file's rows; nothing is kept. Raises what reading the file raises."""
    entries: list[Entry] = []
    rejected: list[Reject] = []
    place: dict[str, int] = {}
    merged = 0
    for count, row in enumerate(rows, 1):
        found = Reject(row.number, Why.TOO_MANY) if count > reading.MOST_ROWS else reading.read(row)
        if isinstance(found, Reject):
            rejected.append(found)
            if count > reading.MOST_ROWS:
                break
            continue
        own = marks.of(secret, marks.LISTED, found.contact)
        at = next((place[mark] for mark in own if mark in place), None)
        if at is None:
            at = len(entries)
            entries.append(found)
        else:
            entries[at] = reading.merged(entries[at], found)
            merged += 1
        place |= dict.fromkeys((*own, *marks.of(secret, marks.LISTED, entries[at].contact)), at)
    stopped = stopped_marks(session)
    wanted = tuple(entry for entry in entries if not is_stopped(entry.contact, stopped, secret=secret))
    return Checked(wanted, tuple(rejected), merged, len(entries) - len(wanted))


def keep(
    session: Session, checked: Checked, *, name: str, body: str, by: str, today: date, secret: str
) -> ContactList:
    """Keep whom a file named as a new list. Raises NameTaken."""
    if session.exec(select(ContactList.id).where(ContactList.name == name)).first() is not None:
        raise NameTaken(name)
    made = ContactList(name=name, body=body, brought_on=today, brought_by=by)
    session.add(made)
    session.flush()
    rows = [_row(entry, list_id=made.id or 0, secret=secret) for entry in checked.entries]
    if rows:
        session.connection().execute(insert(CONTACTS), sorted(rows, key=lambda row: str(row["id"])))
    return made


def find(session: Session, *, list_id: int) -> ContactList:
    """The list with this number. Raises NoSuchList."""
    found = session.get(ContactList, list_id)
    if found is None:
        raise NoSuchList(str(list_id))
    return found


def all_with_size(session: Session) -> Sequence[tuple[ContactList, int]]:
    """Every list and how many contacts it has."""
    size = func.count(col(ListedContact.id))
    query = select(ContactList, size).outerjoin(ListedContact, col(ListedContact.list_id) == ContactList.id)
    return [(found, int(count)) for found, count in session.exec(query.group_by(col(ContactList.id))).all()]


def entries(session: Session, *, list_id: int, secret: str) -> dict[UUID, Entry]:
    """Whom a list names, unsealed, by the number of the contact. Raises CannotUnseal."""
    query = select(ListedContact.id, ListedContact.sealed).where(ListedContact.list_id == list_id)
    return {contact_id: opened(contact_id, sealed, secret=secret) for contact_id, sealed in session.exec(query)}


def opened(contact_id: UUID, sealed: str, *, secret: str) -> Entry:
    """One contact, unsealed. Raises CannotUnseal."""
    told = json.loads(unseal(secret, _purpose(contact_id), sealed))
    contact = Contact(email=told["email"], mobile=told["mobile"], post=told["post"])
    return Entry(contact, told["language"], told["body"])


def delete(session: Session, found: ContactList) -> None:
    """Let a list go, with its contacts and whom of them a survey has asked."""
    session.delete(found)
    session.flush()


def stopped_marks(session: Session) -> frozenset[str]:
    """The marks of all who want no more messages."""
    return frozenset(session.exec(select(StoppedContact.mark)).all())


def is_stopped(contact: Contact, stopped: frozenset[str], *, secret: str) -> bool:
    """Whether one of a contact's addresses wants no more: then nobody asks this family by another way either."""
    return not stopped.isdisjoint(stop_marks(contact, secret=secret))


def stop(session: Session, contact: Contact, *, secret: str, now: datetime) -> None:
    """Ask this family no more, by any of its ways. Safe to say twice."""
    for mark in stop_marks(contact, secret=secret):
        stopping.stop(session, mark=mark, now=now)


def stop_marks(contact: Contact, *, secret: str) -> list[str]:
    """The marks under which the outbox keeps that a contact wants no more; a postal address as it is compared."""
    found = []
    for way in contact.channels:
        same = Contact(post=marks.plain(contact, way)) if way is Channel.LETTER else contact
        found.append(stopping.mark_of(secret, contact=same, channel=way))
    return found


def _row(entry: Entry, *, list_id: int, secret: str) -> dict[str, object]:
    contact_id, contact = uuid4(), entry.contact
    told = {
        "email": contact.email,
        "mobile": contact.mobile,
        "post": contact.post,
        "language": entry.language,
        "body": entry.body,
    }
    return {
        "id": contact_id,
        "list_id": list_id,
        "mark": marks.of(secret, marks.LISTED, contact)[0],
        "channel": Channel(contact.channel),
        "sealed": seal(secret, _purpose(contact_id), json.dumps(told).encode()),
    }


def _purpose(contact_id: UUID) -> str:
    return f"survey-contact/{contact_id}"
