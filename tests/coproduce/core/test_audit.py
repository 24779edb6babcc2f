"""An entry that was changed, removed or slipped in shows; the database refuses it in the first place."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from coproduce.core import audit
from tests.factories import NOON


def three_entries(session: Session) -> None:
    """What an officer, another and a command did."""
    audit.record(session, act="people.invited", by="admin@example.org", role="admin", about="person:2", now=NOON)
    audit.record(session, act="reply.signed", by="officer@example.org", now=NOON, facts={"theme": "waiting"})
    audit.record(session, act="backup.taken", by="command", now=NOON + timedelta(hours=1))
    session.commit()


def without_triggers(session: Session) -> None:
    """As somebody who owns the database could do it."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET LOCAL session_replication_role = replica"))
    else:
        session.execute(text("DROP TRIGGER audit_entries_no_update"))
        session.execute(text("DROP TRIGGER audit_entries_no_delete"))


def test_a_chain_that_nobody_touched_is_whole(session: Session) -> None:
    three_entries(session)

    found = audit.verify(session)

    assert (found.entries, found.faults) == (3, ())
    assert found.tip == list(audit.entries(session))[-1].hash
    assert [entry.number for entry in audit.entries(session, newest_first=True)] == [3, 2, 1]
    assert [entry.act for entry in audit.entries(session, act="reply.")] == ["reply.signed"]


def test_an_empty_chain_is_whole(session: Session) -> None:
    assert audit.verify(session) == audit.Verified(0, audit.FIRST_HASH, ())


@pytest.mark.parametrize("act", ["UPDATE audit_entries SET \"by\" = 'x'", "DELETE FROM audit_entries"])
def test_the_database_refuses_to_change_or_remove_an_entry(session: Session, act: str) -> None:
    three_entries(session)

    with pytest.raises(DBAPIError, match="only added"):
        session.execute(text(act))


@pytest.mark.parametrize(
    ("act", "fault"),
    [
        ("UPDATE audit_entries SET \"by\" = 'x@example.org' WHERE number = 2", "Entry 2 was changed."),
        ("DELETE FROM audit_entries WHERE number = 2", "Entries are missing between 1 and 3."),
        ("DELETE FROM audit_entries WHERE number = 3", "The chain should end with entry 3, but ends with 2."),
        ("DELETE FROM audit_tip", "The end of the chain is not on record."),
    ],
)
def test_what_somebody_did_to_the_table_shows(session: Session, act: str, fault: str) -> None:
    three_entries(session)
    without_triggers(session)

    session.execute(text(act))

    session.expire_all()
    assert fault in audit.verify(session).faults
    session.rollback()


def test_an_entry_that_was_slipped_in_before_the_first_shows(session: Session) -> None:
    three_entries(session)
    columns = ", ".join(("at", '"by"', "role", "act", "about", "facts", "previous"))

    session.execute(
        text(
            f"INSERT INTO audit_entries (number, hash, {columns}) "
            f"SELECT -1, 'x', {columns} FROM audit_entries WHERE number = 1"
        )
    )

    assert audit.verify(session).faults == ("Entry -1 was slipped in before the first.",)


def test_an_act_and_its_entry_are_kept_together_or_not_at_all(session: Session) -> None:
    audit.record(session, act="people.invited", by="admin@example.org", now=NOON)
    session.rollback()

    assert audit.verify(session).entries == 0
