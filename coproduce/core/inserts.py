"""An insert that gives way: for rows that several processes may add at the same moment."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session


def insert_unless_there(session: Session, table: Table, row: Mapping[str, Any]) -> bool:
    """Add a row, or leave the one that a unique constraint already holds; says whether it was added.

    On PostgreSQL this waits for another transaction that is adding the same row, and then sees its row.
    """
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    insert = dialect.insert(table).values(row).on_conflict_do_nothing().returning(*table.primary_key.columns)
    return session.execute(insert).first() is not None


def insert_all_unless_there(session: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> int:
    """Add many rows, but for those that a unique constraint already holds; says how many were added."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    insert = dialect.insert(table).on_conflict_do_nothing().returning(*table.primary_key.columns)
    return len(session.connection().execute(insert, rows).all()) if rows else 0
