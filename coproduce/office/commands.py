"""`coproduce audit verify | export`."""

import json
from typing import IO

import click

from coproduce.core import audit, db
from coproduce.web.cli import engine


@click.group("audit")
def audit_group() -> None:
    """Who did what, when: verify, export."""


@audit_group.command()
@click.option("--tip", default="", help="The end of the chain as you wrote it down the last time.")
def verify(tip: str) -> None:
    """Read the whole chain, say where it is broken, and print its end."""
    with db.reading(engine()) as session:
        found = audit.verify(session)
        known = not tip or audit.knows(session, tip=tip)
    faults = [*found.faults, *([] if known else ["The end that you wrote down is not in the chain."])]
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        raise click.ClickException("The audit was changed.")
    click.echo(f"{found.entries} entries, each follows the one before. The chain ends with {found.tip}.")


@audit_group.command()
@click.argument("file", type=click.File("w", encoding="utf-8"), default="-")
def export(file: IO[str]) -> None:
    """Write the chain as JSON, a line an entry, so that others can check it."""
    with db.reading(engine()) as session:
        for entry in audit.entries(session):
            file.write(json.dumps(audit.as_json(entry), ensure_ascii=False) + "\n")
