"""What a draw must know of everybody on a list: worked out before anything is locked, for it takes long.

To unseal ten thousand addresses and to make their marks takes seconds. On SQLite one writes at a time, and a
family that sends its answers meanwhile would wait for all of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, select

from surveys.reach import lists, marks
from surveys.reach.models import ListedContact
from surveys.reach.reading import Entry


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody on a list, and the marks by which one finds whether they may be asked."""

    entry: Entry
    asked: tuple[str, ...]
    invited: tuple[str, ...]
    stop: tuple[str, ...]


def of_list(session: Session, *, list_id: int, wave_id: int, secret: str) -> dict[UUID, Known]:
    """Everybody on a list, as a draw for this wave needs them. Raises CannotUnseal."""
    within = str(wave_id)
    return {
        contact_id: Known(
            entry,
            asked=marks.of(secret, marks.ASKED, entry.contact),
            invited=marks.of(secret, marks.INVITED, entry.contact, within=within),
            stop=tuple(lists.stop_marks(entry.contact, secret=secret)),
        )
        for contact_id, entry in lists.entries(session, list_id=list_id, secret=secret).items()
    }


def still_there(session: Session, known: Mapping[UUID, Known], *, list_id: int) -> dict[UUID, Known]:
    """Those who are on the list yet: it may have been deleted since it was read."""
    there = set(session.exec(select(ListedContact.id).where(ListedContact.list_id == list_id)).all())
    return {contact_id: found for contact_id, found in known.items() if contact_id in there}
