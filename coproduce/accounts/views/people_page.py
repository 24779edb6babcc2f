"""People as the administrator's pages show them: finished words."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import format_date, gettext, ngettext

from coproduce.accounts.invitations import State, state_of
from coproduce.accounts.links import Invitation
from coproduce.accounts.models import Person
from coproduce.accounts.views.role_words import NAMES
from coproduce.core.clock import LOCAL


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody who signs in, in words."""

    person_id: int
    email: str
    url: str
    role: str
    title: str
    added: str
    last_sign_in: str
    second_step: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class InvitationLine:
    """An invitation, in words."""

    invitation_id: int
    email: str
    url: str
    role: str
    title: str
    state: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Those who may sign in, those who no longer may, and those who are invited."""

    heading: str
    active: tuple[PersonLine, ...]
    left: tuple[PersonLine, ...]
    invited: tuple[InvitationLine, ...]


def line(person: Person, last_sign_in: datetime | None = None, *, has_second_step: bool = False) -> PersonLine:
    """A person as a template shows them."""
    assert person.id is not None  # noqa: S101 # nosec B101 # narrows the type
    return PersonLine(
        person_id=person.id,
        email=person.email,
        url=url_for("people.one", person_id=person.id),
        role=str(NAMES[person.role]),
        title=person.title,
        added=_day(person.added_at),
        last_sign_in=_day(last_sign_in) if last_sign_in else gettext("Never"),
        second_step=gettext("Set up") if has_second_step else gettext("Not set up"),
        is_active=person.active,
    )


def invitation_line(invitation: Invitation, *, now: datetime) -> InvitationLine:
    """An invitation as a template shows it."""
    assert invitation.id is not None  # noqa: S101 # nosec B101 # narrows the type
    state = state_of(invitation, now=now)
    return InvitationLine(
        invitation_id=invitation.id,
        email=invitation.email,
        url=url_for("inviting.one", invitation_id=invitation.id),
        role=str(NAMES[invitation.role]),
        title=invitation.title,
        state=_state(invitation, state),
        is_open=state in (State.OPEN, State.EXPIRED),
    )


def _state(invitation: Invitation, state: State) -> str:
    if state is State.ACCEPTED:
        return gettext("Used on %(day)s.", day=_day(invitation.accepted_at or invitation.sent_at))
    if state is State.WITHDRAWN:
        return gettext("Taken back on %(day)s.", day=_day(invitation.withdrawn_at or invitation.sent_at))
    if state is State.EXPIRED:
        return gettext("Too old since %(day)s.", day=_day(invitation.expires_at))
    return gettext(
        "Sent on %(day)s. Good until %(end)s.", day=_day(invitation.sent_at), end=_day(invitation.expires_at)
    )


def _day(at: datetime) -> str:
    return str(format_date(at.astimezone(LOCAL).date(), "d MMMM y"))


def list_page(
    everybody: Iterable[Person],
    invited: Iterable[Invitation],
    *,
    last_sign_ins: Mapping[int, datetime],
    with_second_step: Container[int],
    now: datetime,
) -> PeoplePage:
    """The list as a template shows it."""
    waiting = tuple(invitation_line(invitation, now=now) for invitation in invited)
    lines = [
        line(person, last_sign_ins.get(person.id or 0), has_second_step=person.id in with_second_step)
        for person in everybody
    ]
    active = tuple(item for item in lines if item.is_active)
    heading = ngettext("%(num)s person may sign in", "%(num)s people may sign in", len(active))
    return PeoplePage(heading, active, tuple(item for item in lines if not item.is_active), waiting)


def said(done: str) -> str:
    """What was just done, in a sentence; nothing for what is not known."""
    return {
        "changed": gettext("The changes are saved."),
        "deactivated": gettext("This person can no longer sign in. Their sessions have ended."),
        "reactivated": gettext("This person may sign in again, with the password they had."),
        "second_step_reset": gettext("The second step is taken away. They set up a new one when they sign in."),
        "ended": gettext("This person is signed out everywhere."),
        "parted": gettext("The work account is forgotten. The next time, the address counts again."),
        "invited": gettext("The invitation is on its way."),
        "invited_again": gettext("A new link is on its way. The old link opens nothing any more."),
        "withdrawn": gettext("The invitation is taken back. Its link opens nothing any more."),
    }.get(done, "")
