"""An insert that gives way: for rows that several processes may add at the same moment."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session


def insert_unless_there(session: Session, table: Table, row: Mapping[str, Any]) -> None:
    """Add a row, or leave the one that a unique constraint already holds.

    On PostgreSQL this waits for another transaction that is adding the same row, and then sees its row.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(postgresql.insert(table).values(row).on_conflict_do_nothing())
    else:
        session.execute(sqlite.insert(table).values(row).on_conflict_do_nothing())
