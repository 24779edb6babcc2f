"""Inviting somebody to sign in: by a link that works once, for some days, until it is taken back.

An administrator asks, and the person who is asked chooses a password: nobody gets an account by themselves.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import Session, col, select

from coproduce.accounts import links
from coproduce.accounts.links import Invitation
from coproduce.accounts.models import Person, Role
from coproduce.accounts.people import By
from coproduce.accounts.sign_in import find_person, tidy_email
from coproduce.core import audit
from coproduce.core.contact import Contact
from coproduce.core.inserts import insert_unless_there
from coproduce.outbox import compose

LASTS = timedelta(days=7)
INVITATIONS = Invitation.metadata.tables["invitations"]


class MayAlreadySignIn(ValueError):
    """Somebody signs in with this address, or did."""


class AlreadyInvited(ValueError):
    """An invitation to this address is open; it can be sent again."""


class NoSuchInvitation(LookupError):
    """There is none with this id or token."""


class Closed(ValueError):
    """The invitation opens nothing; `state` says why."""

    def __init__(self, state: "State") -> None:
        super().__init__(state.value)
        self.state = state


class State(StrEnum):
    """How an invitation stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


def state_of(invitation: Invitation, *, now: datetime) -> State:
    """How an invitation stands at this moment."""
    if invitation.accepted_at is not None:
        return State.ACCEPTED
    if invitation.withdrawn_at is not None:
        return State.WITHDRAWN
    return State.EXPIRED if now >= invitation.expires_at else State.OPEN


def invite(
    session: Session,
    *,
    email: str,
    role: Role,
    title: str,
    language: str,
    base_url: str,
    by: By,
    now: datetime,
) -> Invitation:
    """Ask somebody to sign in. Raises MayAlreadySignIn, AlreadyInvited."""
    email = tidy_email(email)
    if find_person(session, email=email):
        raise MayAlreadySignIn(email)
    token = links.new_token()
    invitation = Invitation(
        token_hash=links.hash_of(token),
        email=email,
        role=role,
        title=title,
        language=language,
        invited_by=by.email,
        invited_at=now,
        sent_at=now,
        expires_at=now + LASTS,
    )
    # Two administrators may ask the same person at the same moment: the open one is unique by address.
    if not insert_unless_there(session, INVITATIONS, invitation.model_dump(exclude={"id"})):
        raise AlreadyInvited(email)
    kept = session.exec(select(Invitation).where(Invitation.token_hash == invitation.token_hash)).one()
    _record(session, "people.invited", kept, by=by, now=now, role=role.value)
    _send(session, kept, token, base_url=base_url, now=now)
    return kept


def unaccepted(session: Session) -> Sequence[Invitation]:
    """The invitations that wait for an answer, and those that were not answered in time; the newest first."""
    query = select(Invitation).where(col(Invitation.accepted_at).is_(None), col(Invitation.withdrawn_at).is_(None))
    return session.exec(query.order_by(col(Invitation.sent_at).desc(), col(Invitation.id).desc())).all()


def find(session: Session, *, invitation_id: int) -> Invitation:
    """The invitation with this id. Raises NoSuchInvitation."""
    found = session.get(Invitation, invitation_id)
    if found is None:
        raise NoSuchInvitation(invitation_id)
    return found


def send_again(session: Session, *, invitation_id: int, base_url: str, by: By, now: datetime) -> None:
    """Send a new link; the old one opens nothing any more. Raises NoSuchInvitation, Closed."""
    invitation = _locked(session, invitation_id)
    if (state := state_of(invitation, now=now)) not in (State.OPEN, State.EXPIRED):
        raise Closed(state)
    compose.withdraw(session, reference=_reference(invitation), now=now)
    token = links.new_token()
    invitation.token_hash = links.hash_of(token)
    invitation.times_sent += 1
    invitation.sent_at, invitation.expires_at = now, now + LASTS
    session.add(invitation)
    session.flush()
    _record(session, "people.invited_again", invitation, by=by, now=now)
    _send(session, invitation, token, base_url=base_url, now=now)


def withdraw(session: Session, *, invitation_id: int, by: By, now: datetime) -> None:
    """Take an invitation back: it opens nothing any more. Raises NoSuchInvitation, Closed."""
    invitation = _locked(session, invitation_id)
    if (state := state_of(invitation, now=now)) not in (State.OPEN, State.EXPIRED):
        raise Closed(state)
    compose.withdraw(session, reference=_reference(invitation), now=now)
    invitation.withdrawn_at = now
    session.add(invitation)
    session.flush()
    _record(session, "people.invitation_withdrawn", invitation, by=by, now=now)


def look_at(session: Session, *, token: str, now: datetime) -> Invitation:
    """The invitation that this link opens. Raises NoSuchInvitation, Closed."""
    found = session.exec(select(Invitation).where(Invitation.token_hash == links.hash_of(token))).first()
    if found is None:
        raise NoSuchInvitation
    if (state := state_of(found, now=now)) is not State.OPEN:
        raise Closed(state)
    return found


def accept(session: Session, *, token: str, password_hash: str, now: datetime) -> Person:
    """Whoever holds the link may sign in from now on, with the password they chose.

    Raises NoSuchInvitation, Closed, MayAlreadySignIn.
    """
    found = look_at(session, token=token, now=now)
    return take_up(session, invitation_id=found.id, password_hash=password_hash, now=now)


def take_up(session: Session, *, invitation_id: int | None, password_hash: str, now: datetime) -> Person:
    """Make the person of an open invitation. Raises NoSuchInvitation, Closed, MayAlreadySignIn."""
    invitation = _locked(session, invitation_id or 0)
    if (state := state_of(invitation, now=now)) is not State.OPEN:
        raise Closed(state)
    if find_person(session, email=invitation.email):
        raise MayAlreadySignIn(invitation.email)
    person = Person(
        email=invitation.email,
        role=invitation.role,
        title=invitation.title,
        password_hash=password_hash,
        added_at=now,
        language=invitation.language,
    )
    invitation.accepted_at = now
    session.add_all((person, invitation))
    session.flush()
    audit.record(
        session,
        act="people.invitation_accepted",
        by=person.email,
        role=person.role.value,
        about=f"person:{person.id}",
        now=now,
    )
    return person


def _locked(session: Session, invitation_id: int) -> Invitation:
    """Held until the transaction ends: a link that is opened twice, or while it is taken back, opens once."""
    query = select(Invitation).where(Invitation.id == invitation_id).with_for_update()
    found = session.exec(query.execution_options(populate_existing=True)).first()
    if found is None:
        raise NoSuchInvitation(invitation_id)
    return found


def _send(session: Session, invitation: Invitation, token: str, *, base_url: str, now: datetime) -> None:
    compose.queue(
        session,
        to=Contact(email=invitation.email),
        template="accounts/invitation",
        facts={"url": f"{base_url}/invitations/{token}", "days": LASTS.days},
        language=invitation.language,
        reference=_reference(invitation),
        now=now,
        expires_at=invitation.expires_at,
    )


def _reference(invitation: Invitation) -> str:
    return f"accounts/invitation/{invitation.id}/{invitation.times_sent}"


def _record(session: Session, act: str, invitation: Invitation, *, by: By, now: datetime, **facts: str) -> None:
    about = f"invitation:{invitation.id}"
    audit.record(session, act=act, by=by.email, role=by.role_then, about=about, facts=facts, now=now)
