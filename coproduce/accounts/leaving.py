"""People who no longer sign in: first their sign-in is taken away, later everything that is theirs goes.

When somebody was last here is read from the audit, which is kept, and not from where they are signed in, which is
forgotten after a month.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, delete, func, literal, select
from sqlmodel import Session, SQLModel

from coproduce.accounts import people
from coproduce.accounts.models import Person, Role
from coproduce.accounts.people import By
from coproduce.core import audit
from coproduce.core.audit import ENTRIES
from coproduce.web.retention import Reach

PEOPLE = Person.metadata.tables["people"]
SIGNS_OF_LIFE = ("sign-in.started", "people.reactivated")
JOB = By(None, "job", None)


def count_asleep(session: Session, reach: Reach) -> int:
    """How many have not signed in for too long."""
    return len(_asleep(session, reach))


def deactivate_asleep(session: Session, reach: Reach) -> int:
    """Take their sign-in away. One administrator always remains."""
    found = _asleep(session, reach)
    for person_id in found:
        people.deactivate(session, person_id=person_id, by=JOB, now=reach.now)
    return len(found)


def count_gone(session: Session, reach: Reach) -> int:
    """How many have had no sign-in for too long."""
    return len(_gone(session, reach))


def remove_gone(session: Session, reach: Reach) -> int:
    """Delete them with everything of theirs. What they signed stays, with the title that the public reads."""
    found = _gone(session, reach)
    for person_id, role in found:
        for table, column in own_tables():
            session.execute(delete(table).where(column == person_id))
        session.execute(delete(PEOPLE).where(PEOPLE.c.id == person_id))
        about, facts = f"person:{person_id}", {"role": role.value}
        audit.record(session, act="people.removed", by=JOB.email, about=about, facts=facts, now=reach.now)
    return len(found)


def own_tables() -> Sequence[tuple[Any, ColumnElement[Any]]]:
    """The tables whose rows are somebody's own: they name a person and do not say what is left without one."""
    return [
        (table, key.parent)
        for table in reversed(SQLModel.metadata.sorted_tables)
        for key in table.foreign_keys
        if key.column.table.name == "people" and key.ondelete is None
    ]


def _asleep(session: Session, reach: Reach) -> list[int]:
    last = func.coalesce(_last(SIGNS_OF_LIFE), PEOPLE.c.added_at)
    active = and_(PEOPLE.c.active, reach.covers(PEOPLE.c.role))
    order = select(PEOPLE.c.id).where(active, last < _at(reach.before)).order_by(last)
    found = list(session.scalars(order))
    administrators = set(session.scalars(select(PEOPLE.c.id).where(PEOPLE.c.active, PEOPLE.c.role == Role.ADMIN)))
    if administrators and administrators <= set(found):
        # Whoever of them was here last stays: nobody could look after people any more.
        found.remove(next(person_id for person_id in reversed(found) if person_id in administrators))
    return found


def _gone(session: Session, reach: Reach) -> list[tuple[int, Role]]:
    since = func.coalesce(_last(("people.deactivated",)), _last(SIGNS_OF_LIFE), PEOPLE.c.added_at)
    inactive = and_(~PEOPLE.c.active, reach.covers(PEOPLE.c.role))
    found = session.execute(select(PEOPLE.c.id, PEOPLE.c.role).where(inactive, since < _at(reach.before)))
    return [(row.id, row.role) for row in found]


def _last(acts: Sequence[str]) -> Any:
    theirs = ENTRIES.c.about == literal("person:") + cast(PEOPLE.c.id, String)
    return (
        select(func.max(ENTRIES.c.at)).where(ENTRIES.c.act.in_(acts), theirs).correlate(PEOPLE).scalar_subquery()
    )


def _at(moment: datetime) -> ColumnElement[datetime]:
    return literal(moment, PEOPLE.c.added_at.type)
