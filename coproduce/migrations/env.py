"""How Alembic reaches our database and our models."""

import importlib
from typing import Any, Literal

import sqlmodel
from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection
from sqlmodel.sql.sqltypes import AutoString

from coproduce.core.types import UtcDateTime, WordingColumn

for _module in (
    "coproduce.core.days_off",
    "coproduce.core.facts",
    "coproduce.outbox.models",
    "coproduce.web.heartbeat",
    "coproduce.web.job_runs",
    "coproduce.accounts.models",
    "coproduce.accounts.links",
    "coproduce.voice.models",
    "coproduce.voice.added_cues",
    "coproduce.safeguarding.models",
    "coproduce.plan.models",
    "surveys.models",
    "coproduce.yousaid.models",
    "coproduce.insight.models",
):
    importlib.import_module(_module)


def _plain_types(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    # Migrations speak of what the database sees, so that they do not change when our classes do.
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, WordingColumn):
        return "sa.JSON()"
    if kind == "type" and isinstance(item, AutoString):
        return f"sa.String({item.length})" if item.length else "sa.String()"
    return False


def _only(_item: Any, name: str | None, kind: str, _reflected: bool, _compare: Any) -> bool:
    tables = context.config.attributes.get("tables")
    return not tables or kind != "table" or name in tables


def run() -> None:
    """Run the migrations on the connection that was handed in."""
    connection: Connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=sqlmodel.SQLModel.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=_plain_types,
        include_object=_only,
        compare_server_default=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()


run()
