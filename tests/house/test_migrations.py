"""Migrations run both ways on both databases, and end where the models are."""

from collections.abc import Callable

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect
from sqlmodel import SQLModel

from coproduce.core import schema


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_engine(request: pytest.FixtureRequest, new_database: Callable[[str], Engine]) -> Engine:
    """A database with nothing in it."""
    return new_database(request.param)


@pytest.fixture(params=["sqlite", "postgresql"])
def full_engine(request: pytest.FixtureRequest, set_up_database: Callable[[str], Engine]) -> Engine:
    """A migrated database."""
    return set_up_database(request.param)


def tables(engine: Engine) -> set[str]:
    """The tables that are there."""
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def test_each_step_can_be_taken_back_and_so_can_all(empty_engine: Engine) -> None:
    revisions = sorted(path.stem for path in (schema.FOLDER / "versions").glob("0*.py"))
    before = "base"
    for revision in revisions:
        schema.upgrade(empty_engine, to=revision)
        there = tables(empty_engine)
        schema.downgrade(empty_engine, to=before)
        schema.upgrade(empty_engine, to=revision)
        assert tables(empty_engine) == there
        before = revision
    assert schema.current(empty_engine) == schema.newest()

    schema.downgrade(empty_engine)
    assert tables(empty_engine) == set()


def test_they_end_where_the_models_are(full_engine: Engine) -> None:
    with full_engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_every_constraint_of_the_models_is_in_the_database_by_its_name(full_engine: Engine) -> None:
    inspector = inspect(full_engine)

    for table in SQLModel.metadata.sorted_tables:
        expected = {str(c.name) for c in table.constraints if c.name and str(c.name).startswith(("ck_", "uq_"))}
        found = {c["name"] for c in inspector.get_check_constraints(table.name)}
        found |= {c["name"] for c in inspector.get_unique_constraints(table.name)}
        assert expected <= {str(name) for name in found}, table.name
