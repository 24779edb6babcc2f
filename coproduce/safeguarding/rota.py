"""Who is told of a concern, and who is told next when nobody opens it: a pure rule, and the rota of a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from coproduce.accounts.models import Person, Role
from coproduce.core.contact import Contact
from coproduce.core.languages import ENGLISH
from coproduce.safeguarding.models import Cover, EscalationContact, LeadMobile

FIRST, NEXT, BEYOND = 1, 2, 3
"""How far up a telling goes: who covers, who is next, whoever stands behind the leads. After that, everybody."""


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody who can be told, in their own `language`: the one of their last sign-in, else English.

    `key` names them in the record: an e-mail address, else a number.
    """

    email: str = ""
    mobile: str = ""
    signs_in: bool = True
    language: str = ENGLISH.code

    @property
    def key(self) -> str:
        """What the record calls them."""
        return self.email or self.mobile

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """Each way on which they are told: by e-mail, and by text message where a number is known."""
        by_email = (Contact(email=self.email),) if self.email else ()
        return (*by_email, Contact(mobile=self.mobile)) if self.mobile else by_email


@dataclass(frozen=True, slots=True)
class Rota:
    """Who is there on one day. `places` are those who cover, by their place; `leads` all leads."""

    places: Sequence[Sequence[Told]]
    leads: Sequence[Told]
    beyond: Told | None
    administrators: Sequence[Told]

    def everybody(self) -> tuple[Told, ...]:
        """Every lead and whoever stands behind them; administrators where there is nobody else."""
        found = (*self.leads, *((self.beyond,) if self.beyond else ()))
        return found or tuple(self.administrators)

    def unopened(self, level: int) -> tuple[Told, ...]:
        """Whom to tell at this level of a concern that nobody has opened. Never nobody, while anybody signs in."""
        covering = tuple(self.places[0]) if self.places else tuple(self.leads)
        if level == FIRST and covering:
            return covering
        following = tuple(self.places[1]) if len(self.places) > 1 else self._others(covering)
        if level == NEXT and following:
            return following
        if level in (NEXT, BEYOND) and self.beyond:
            return (self.beyond,)
        return self.everybody()

    def undecided(self) -> tuple[Told, ...]:
        """Whom to tell of a concern that was opened and whose time has passed."""
        covering = tuple(one for place in self.places for one in place)
        return covering or tuple(self.leads) or self.everybody()

    def _others(self, covering: Sequence[Told]) -> tuple[Told, ...]:
        return tuple(lead for lead in self.leads if lead not in covering)


def rota_on(session: Session, *, day: date) -> Rota:
    """The rota of a day. Leads whose sign-in was taken away are not on it."""
    mobiles = {row.person_id: row.mobile for row in session.exec(select(LeadMobile))}
    people = session.exec(select(Person).where(col(Person.active)).order_by(col(Person.id))).all()
    leads = {
        person.id: Told(person.email, mobiles.get(person.id or 0, ""), language=person.language)
        for person in people
        if person.role is Role.SAFEGUARDING
    }
    administrators = [
        Told(person.email, language=person.language) for person in people if person.role is Role.ADMIN
    ]
    today = (
        select(Cover).where(Cover.starts_on <= day, Cover.ends_on >= day).order_by(col(Cover.place), col(Cover.id))
    )
    places: dict[int, list[Told]] = {}
    placed: set[int] = set()
    for cover in session.exec(today.order_by(col(Cover.place), col(Cover.id))):
        if cover.person_id in leads and cover.person_id not in placed:
            places.setdefault(cover.place, []).append(leads[cover.person_id])
            placed.add(cover.person_id)
    behind = session.get(EscalationContact, 1)
    beyond = Told(behind.email, behind.mobile, signs_in=False) if behind else None
    return Rota([places[place] for place in sorted(places)], list(leads.values()), beyond, administrators)
