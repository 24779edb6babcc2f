"""Whatever a migration adds, a backup can hold it, and a backup of one database fits into the other."""

from collections.abc import Callable

from sqlalchemy import Engine

from coproduce.office.backup.shapes import Shape, layout


def shapes(engine: Engine) -> dict[str, Shape]:
    """The tables of a migrated database."""
    with engine.connect() as connection:
        return {shape.name: shape for shape in layout(connection).shapes}


def test_both_databases_have_the_same_tables_columns_and_kinds(set_up_database: Callable[[str], Engine]) -> None:
    assert shapes(set_up_database("sqlite")) == shapes(set_up_database("postgresql"))
