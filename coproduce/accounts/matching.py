"""Who signs in here, of those whom a provider says it knows: only somebody who was added or invited before.

The first time it is the address, if the provider vouches for it; from then on what the provider calls them
(`subject`), which never changes hands. An address can: somebody new may get it when its owner leaves.
"""

from datetime import datetime

from sqlmodel import Session, col, select

from coproduce.accounts import invitations
from coproduce.accounts.links import Invitation, ProviderSubject
from coproduce.accounts.models import Person
from coproduce.accounts.people import By
from coproduce.accounts.provider import Confirmed
from coproduce.accounts.sign_in import find_person, tidy_email
from coproduce.core import audit
from coproduce.core.inserts import insert_unless_there

SUBJECTS = ProviderSubject.metadata.tables["provider_subjects"]


class NotOneOfUs(LookupError):
    """Nobody here is this person, or may sign in; the page says no more than that."""


def match(session: Session, confirmed: Confirmed, *, unusable_hash: str, now: datetime) -> Person:
    """The person, joined to the provider's subject the first time. Raises NotOneOfUs.

    `unusable_hash` is of a password that nobody knows, for somebody who takes up an invitation this way.
    """
    known = session.exec(
        select(Person)
        .join(ProviderSubject, col(ProviderSubject.person_id) == Person.id)
        .where(ProviderSubject.issuer == confirmed.issuer, ProviderSubject.subject == confirmed.subject)
    ).first()
    person = known or _by_address(session, confirmed, unusable_hash=unusable_hash, now=now)
    if not person.active:
        raise NotOneOfUs
    if known is None:
        _join(session, person, confirmed, now=now)
    return person


def is_joined(session: Session, *, person_id: int) -> bool:
    """Whether this person is known by what a provider calls them."""
    return session.get(ProviderSubject, person_id) is not None


def part(session: Session, *, person_id: int, by: By, now: datetime) -> None:
    """Forget what the provider calls somebody; the next time their address counts again. Safe to run twice."""
    joined = session.get(ProviderSubject, person_id)
    if joined is None:
        return
    session.delete(joined)
    session.flush()
    audit.record(
        session,
        act="people.provider_parted",
        by=by.email,
        role=by.role_then,
        about=f"person:{person_id}",
        now=now,
    )


def _by_address(session: Session, confirmed: Confirmed, *, unusable_hash: str, now: datetime) -> Person:
    if not confirmed.email:
        raise NotOneOfUs
    email = tidy_email(confirmed.email)
    person = find_person(session, email=email)
    if person is None:
        return _take_up_invitation(session, email, unusable_hash=unusable_hash, now=now)
    if person.id is None or is_joined(session, person_id=person.id):
        # The address is now somebody else's at the provider, or was given anew: an administrator must part them.
        raise NotOneOfUs
    return person


def _take_up_invitation(session: Session, email: str, *, unusable_hash: str, now: datetime) -> Person:
    query = select(Invitation.id).where(
        Invitation.email == email, col(Invitation.accepted_at).is_(None), col(Invitation.withdrawn_at).is_(None)
    )
    invitation_id = session.exec(query).first()
    try:
        return invitations.take_up(session, invitation_id=invitation_id, password_hash=unusable_hash, now=now)
    except (invitations.NoSuchInvitation, invitations.Closed, invitations.MayAlreadySignIn):
        raise NotOneOfUs from None


def _join(session: Session, person: Person, confirmed: Confirmed, *, now: datetime) -> None:
    row = {
        "person_id": person.id,
        "issuer": confirmed.issuer,
        "subject": confirmed.subject,
        "linked_at": now,
    }
    # Somebody may come back from the provider twice at the same moment: the database joins them once.
    if insert_unless_there(session, SUBJECTS, row):
        audit.record(
            session,
            act="people.provider_joined",
            by=person.email,
            role=person.role.value,
            about=f"person:{person.id}",
            now=now,
        )
        return
    joined = session.get(ProviderSubject, person.id, populate_existing=True)
    if joined is None or (joined.issuer, joined.subject) != (confirmed.issuer, confirmed.subject):
        raise NotOneOfUs
