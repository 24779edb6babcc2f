"""People as the administrator's pages show them: finished words."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for
from flask_babel import format_date, gettext, ngettext

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
    is_active: bool


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Those who may sign in, and those who no longer may."""

    heading: str
    active: tuple[PersonLine, ...]
    left: tuple[PersonLine, ...]


def line(person: Person) -> PersonLine:
    """A person as a template shows them."""
    assert person.id is not None  # noqa: S101 - narrows the type
    return PersonLine(
        person_id=person.id,
        email=person.email,
        url=url_for("people.one", person_id=person.id),
        role=str(NAMES[person.role]),
        title=person.title,
        added=format_date(person.added_at.astimezone(LOCAL).date(), "d MMMM y"),
        is_active=person.active,
    )


def list_page(everybody: Iterable[Person]) -> PeoplePage:
    """The list as a template shows it."""
    lines = [line(person) for person in everybody]
    active = tuple(item for item in lines if item.is_active)
    heading = ngettext("%(num)s person may sign in", "%(num)s people may sign in", len(active))
    return PeoplePage(heading, active, tuple(item for item in lines if not item.is_active))


def done_words(done: str) -> str:
    """What was just done, in a sentence; nothing for what is not known."""
    return {
        "changed": gettext("The changes are saved."),
        "deactivated": gettext("This person can no longer sign in. Their sessions have ended."),
        "reactivated": gettext("This person may sign in again, with the password they had."),
    }.get(done, "")
