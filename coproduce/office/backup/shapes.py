"""What the database holds: tables, columns and their kinds, read from the database and not from our models.

So a backup can be made before an upgrade, while the program is newer than the database. A kind means the same on
SQLite and on PostgreSQL; that is what lets a backup of one be restored into the other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Connection, MetaData, Table, inspect, types
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.schema import ForeignKeyConstraint, sort_tables_and_constraints

MIGRATIONS = "alembic_version"
KINDS: dict[str, type[types.TypeEngine[Any]]] = {
    "json": types.JSON,
    "boolean": types.Boolean,
    "moment": types.DateTime,
    "date": types.Date,
    "integer": types.Integer,
    "real": types.Float,
    "bytes": types.LargeBinary,
    "text": types.String,
}
Pairs = Iterable[tuple[Table | None, Iterable[ForeignKeyConstraint]]]


class UnknownKind(TypeError):
    """A column is of a kind that a backup cannot hold; the message names it."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name and its kind, `uuid` or one of KINDS."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A table: its columns in the order of their names, and those of its primary key in theirs."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A foreign key that no order of tables satisfies: of a table to itself, or in a circle."""

    table: str
    name: str


@dataclass(frozen=True, slots=True)
class Layout:
    """All tables, those first that others point at, and the foreign keys that have to wait for the end."""

    shapes: tuple[Shape, ...]
    late: tuple[Link, ...]


def layout(connection: Connection) -> Layout:
    """The tables of this database. Raises UnknownKind."""
    names = [name for name in inspect(connection).get_table_names() if name != MIGRATIONS]
    metadata = MetaData()
    metadata.reflect(connection, only=names)
    ordered, late = [], []
    # SQLAlchemy gives this function no types.
    pairs = cast(Pairs, sort_tables_and_constraints(metadata.tables.values()))  # type: ignore[no-untyped-call]
    for table, links in pairs:
        if table is None:
            late += list(links)
        else:
            ordered.append(_shape(table))
            late += [link for link in table.foreign_key_constraints if link.referred_table is table]
    return Layout(tuple(ordered), tuple(Link(link.table.name, str(link.name)) for link in late))


def _shape(table: Table) -> Shape:
    columns = [Column(column.name, _kind(table.name, column.name, column.type)) for column in table.columns]
    columns.sort(key=lambda column: column.name)
    key = tuple(column.name for column in table.primary_key.columns)
    if not key:
        raise UnknownKind(f"The table '{table.name}' has no primary key, so its rows have no order to be kept in.")
    return Shape(table.name, tuple(columns), key)


def _kind(table: str, column: str, found: types.TypeEngine[Any]) -> str:
    if isinstance(found, types.Uuid | types.CHAR):  # SQLite keeps a UUID as CHAR(32), and nothing else as CHAR
        return "uuid"
    if not isinstance(found, JSONB):  # which does not keep the text that it was given
        for kind, family in KINDS.items():
            if isinstance(found, family):
                return kind
    raise UnknownKind(f"The column '{table}.{column}' is of a kind that a backup cannot hold ({found}).")
