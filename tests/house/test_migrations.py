"""Migrations run both ways on both databases, and end where the models are."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlmodel import SQLModel

from coproduce.core import db, schema


@pytest.fixture
def empty_engine(migrated: str, tmp_path: Path) -> Iterator[Engine]:
    """A database of this test's own, of the same kind, with nothing in it."""
    if migrated.startswith("sqlite"):
        engine = db.open_engine(f"sqlite:///{tmp_path / 'empty.db'}")
        yield engine
        engine.dispose()
        return
    admin = db.open_engine(migrated)
    with admin.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("DROP DATABASE IF EXISTS empty_one"))
        connection.execute(text("CREATE DATABASE empty_one"))
    engine = db.open_engine(admin.url.set(database="empty_one").render_as_string(hide_password=False))
    yield engine
    engine.dispose()
    with admin.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("DROP DATABASE empty_one"))
    admin.dispose()


def tables(engine: Engine) -> set[str]:
    """The tables that are there."""
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def test_they_go_up_down_and_up_again(empty_engine: Engine) -> None:
    schema.upgrade(empty_engine)
    full = tables(empty_engine)

    schema.downgrade(empty_engine)
    assert tables(empty_engine) == set()

    schema.upgrade(empty_engine)
    assert tables(empty_engine) == full
    assert schema.current(empty_engine) == schema.newest()


def test_each_single_step_can_be_taken_back(empty_engine: Engine) -> None:
    revisions = sorted(path.stem for path in (schema.FOLDER / "versions").glob("0*.py"))
    before = "base"
    for revision in revisions:
        schema.upgrade(empty_engine, to=revision)
        schema.downgrade(empty_engine, to=before)
        schema.upgrade(empty_engine, to=revision)
        before = revision

    assert schema.current(empty_engine) == schema.newest()


def test_they_end_where_the_models_are(empty_engine: Engine) -> None:
    schema.upgrade(empty_engine)

    with empty_engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_every_constraint_of_the_models_is_in_the_database_by_its_name(empty_engine: Engine) -> None:
    schema.upgrade(empty_engine)
    inspector = inspect(empty_engine)

    for table in SQLModel.metadata.sorted_tables:
        expected = {str(c.name) for c in table.constraints if c.name and str(c.name).startswith(("ck_", "uq_"))}
        found = {c["name"] for c in inspector.get_check_constraints(table.name)}
        found |= {c["name"] for c in inspector.get_unique_constraints(table.name)}
        assert expected <= {str(name) for name in found}, table.name
