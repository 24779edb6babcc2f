"""Builders for whom a survey is sent to: a list, a sample of it, and the links of its families."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, select

from coproduce.core import clock
from coproduce.core.contact import Contact
from surveys.models import Wave
from surveys.reach import links, lists, sampling
from surveys.reach.models import ContactList, Invitation, Sample
from surveys.reach.reading import Entry

SECRET = "k" * 40
"""The key of the settings that tests use."""


def people(count: int) -> list[Entry]:
    """So many families with an e-mail address, every third of them in Urdu."""
    return [
        Entry(Contact(email=f"family-{number}@example.org"), "ur" if number % 3 == 0 else "en")
        for number in range(count)
    ]


def contact_list(
    session: Session, entries: Sequence[Entry] | None = None, *, name: str = "Families of the council"
) -> ContactList:
    """A list that an officer brought in today."""
    checked = lists.Checked(tuple(people(30) if entries is None else entries), (), 0, 0)
    return lists.keep(
        session,
        checked,
        name=name,
        body="the council",
        by="officer@example.org",
        today=clock.today(),
        secret=SECRET,
    )


def sample(
    session: Session,
    wave: Wave,
    listed: ContactList | None = None,
    *,
    wanted: int = 20,
    now: datetime | None = None,
) -> Sample:
    """A random part of a list in this wave."""
    found = listed or contact_list(session)
    wish = sampling.Wish(found.id or 0, wave, wanted)
    return sampling.draw(session, wish, secret=SECRET, by="officer@example.org", now=now or clock.now())


def invitations(session: Session, drawn: Sample) -> list[UUID]:
    """Who was asked."""
    return list(session.exec(select(Invitation.id).where(Invitation.sample_id == drawn.id)))


def tokens(session: Session, drawn: Sample) -> list[str]:
    """The tokens of a sample's links, as the messages carry them."""
    return [links.token_of(SECRET, each) for each in invitations(session, drawn)]
