"""Migrations: bring a database up to date, take it back, and say whether it is where the code expects it."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

FOLDER = Path(__file__).parent.parent / "migrations"


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return config


def newest() -> str | None:
    """The revision that the code expects."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def revisions() -> frozenset[str]:
    """Every revision that the code knows."""
    return frozenset(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


def current(engine: Engine) -> str | None:
    """The revision that the database has, None when it is empty."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(engine: Engine, *, to: str = "head") -> None:
    """Run the migrations up to a revision, in one transaction where the database can."""
    _run(engine, command.upgrade, to)


def downgrade(engine: Engine, *, to: str = "base") -> None:
    """Take migrations back down to a revision."""
    _run(engine, command.downgrade, to)


def _run(engine: Engine, act: Callable[[Config, str], None], to: str) -> None:
    config = _config()
    with engine.connect() as connection:
        # Rebuilding a table on SQLite would trip over foreign keys that are whole again a statement later.
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        config.attributes["connection"] = connection
        act(config, to)
