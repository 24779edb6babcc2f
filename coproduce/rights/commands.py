"""`coproduce retention run [--dry-run]`."""

import click

from coproduce.core import clock, db
from coproduce.rights import purging
from coproduce.rights.purging import Line
from coproduce.web.cli import engine
from coproduce.web.retention import all_rules


@click.group("retention")
def retention_group() -> None:
    """What is kept only for a time: run."""


@retention_group.command()
@click.option("--dry-run", is_flag=True, help="Say what would be erased, and change nothing.")
def run(*, dry_run: bool) -> None:
    """Erase what is older than its rule allows, and print a line a rule."""
    if dry_run:
        with db.reading(engine()) as session:
            lines = purging.foresee(session, all_rules(), now=clock.now())
    else:
        with db.transaction(engine()) as session:
            lines = purging.purge(session, all_rules(), by="command", now=clock.now())
    for line in lines:
        click.echo(_in_words(line, done="would be erased" if dry_run else "erased"))
    failed = [line.rule.key for line in lines if line.failed]
    if failed:
        raise click.ClickException(f"Nothing was erased by: {', '.join(failed)}. The others are done.")


def _in_words(line: Line, *, done: str) -> str:
    name = f"{line.rule.key} of {line.part}" if line.part else line.rule.key
    return f"{name:44} {line.days:5} days  {line.failed or f'{line.rows} {done}'}"
