"""A table's rows as lines of JSON, read and written in batches: what is in memory does not grow with the table.

The rows stand in the order of their keys. Keys of what families send are random, so a backup tells no order of
arrival, and the same rows make the same bytes on both databases.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Connection

from coproduce.office.backup.shapes import Shape
from coproduce.office.backup.values import TAKEN, WRITTEN

BATCH = 1_000
STREAMED = {"stream_results": True, "yield_per": BATCH}


def lines(connection: Connection, shape: Shape) -> Iterator[bytes]:
    """Each row of the table as one line."""
    turns = [WRITTEN[column.kind] for column in shape.columns]
    statement = _select(shape, connection.dialect.name)
    with connection.exec_driver_sql(statement, execution_options=STREAMED) as found:
        for row in found:
            yield line([None if value is None else turn(value) for turn, value in zip(turns, row, strict=True)])


def line(values: list[Any]) -> bytes:
    """A row's canonical line."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def fill(connection: Connection, shape: Shape, written: Iterable[bytes]) -> None:
    """Insert the rows that these lines hold. Raises ValueError for a line that is not a row of this table."""
    dialect = connection.dialect.name
    turns = [TAKEN[dialect][column.kind] for column in shape.columns]
    statement = _insert(shape, dialect)
    coming = iter(written)
    while batch := [_taken(turns, json.loads(each)) for each in islice(coming, BATCH)]:
        connection.exec_driver_sql(statement, batch)


def _taken(turns: list[Any], values: list[Any]) -> tuple[Any, ...]:
    return tuple(None if value is None else turn(value) for turn, value in zip(turns, values, strict=True))


def _select(shape: Shape, dialect: str) -> str:
    kinds = {column.name: column.kind for column in shape.columns}
    wanted, order = [quoted(name) for name in kinds], [quoted(name) for name in shape.key]
    if dialect == "postgresql":
        wanted = [f"{quoted(name)}::text" if kind == "json" else quoted(name) for name, kind in kinds.items()]
        # By bytes, as SQLite does it, and not by the rules of the server's language.
        order = [quoted(n) + (' COLLATE "C"' if kinds[n] == "text" else "") for n in shape.key]
    return " ".join(("SELECT", ", ".join(wanted), "FROM", quoted(shape.name), "ORDER BY", ", ".join(order)))


def _insert(shape: Shape, dialect: str) -> str:
    names = [quoted(column.name) for column in shape.columns]
    if dialect == "postgresql":
        places = ["%s::json" if column.kind == "json" else "%s" for column in shape.columns]
    else:
        places = ["?"] * len(shape.columns)
    return " ".join(("INSERT INTO", quoted(shape.name), _list(names), "VALUES", _list(places)))


def _list(parts: list[str]) -> str:
    return f"({', '.join(parts)})"


def quoted(name: str) -> str:
    """A name as both databases read it."""
    return '"' + name.replace('"', '""') + '"'
