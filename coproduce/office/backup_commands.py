"""`coproduce backup FILE` and `coproduce restore FILE`."""

from pathlib import Path

import click

from coproduce.core import audit, clock, db, schema
from coproduce.office.backup.manifest import Content, Manifest, UnusableBackup
from coproduce.office.backup.restoring import UNREADABLE, NotEmpty, OtherKey, restore
from coproduce.office.backup.shapes import UnknownKind
from coproduce.office.backup.writing import NothingThere, NotOurs, write_backup
from coproduce.web.cli import engine, replays, settings

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("backup")
@click.argument("file", type=FILE)
def backup_command(file: Path) -> None:
    """Keep the whole database in one FILE, while people go on working."""
    try:
        made = write_backup(engine(), file, secret=settings().secret_key, now=clock.now())
    except (NotOurs, NothingThere, UnknownKind) as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written ({error.strerror}). Nothing was kept.") from None
    _record(made)
    _show(made.contents)
    click.echo(f"{file} holds {made.rows} rows of {len(made.contents)} tables, as they were at {made.made_at}.")


@click.command("restore")
@click.argument("file", type=FILE)
@click.option("--replace", is_flag=True, help="Throw away what the database holds now.")
@click.option("--other-key", is_flag=True, help="Take a backup that was made under another COPRODUCE_SECRET_KEY.")
def restore_command(file: Path, *, replace: bool, other_key: bool) -> None:
    """Put a backup FILE back, all of it or nothing, and compare the result with it."""
    try:
        done = restore(
            engine(),
            file,
            replace=replace,
            other_key=other_key,
            secret=settings().secret_key,
            now=clock.now(),
            replays=replays(),
        )
    except (UnusableBackup, NotEmpty, OtherKey, UnknownKind) as error:
        raise click.ClickException(str(error)) from None
    _show(done.contents)
    click.echo(
        f"Restored as it was at {done.manifest.made_at}: {sum(content.rows for content in done.contents)} rows of "
        f"{len(done.contents)} tables, each equal to the backup."
    )
    click.echo(f"The audit has {done.audit.entries} entries and ended with {done.audit.tip}.")
    if done.held:
        click.echo(f"Messages that waited, and were perhaps sent since: {done.held}. See /manage/messages.")
    if done.erased:
        click.echo(f"Answers that families have erased since, and that were erased again: {done.erased}.")
    for fault in done.audit.faults:
        click.echo(f"Look at the audit: {fault}", err=True)
    if not done.same_secret:
        click.echo(
            f"This backup was made under another COPRODUCE_SECRET_KEY. Until that key is set, {UNREADABLE}.",
            err=True,
        )


def _show(contents: tuple[Content, ...]) -> None:
    width = max(len(content.shape.name) for content in contents)
    for content in sorted(contents, key=lambda content: content.shape.name):
        click.echo(f"{content.shape.name:<{width}}  {content.rows:>9}  {content.sha256[:16]}")


def _record(made: Manifest) -> None:
    # A database that waits for its upgrade may have no audit yet, or another one.
    if made.revision == schema.newest():
        with db.transaction(engine()) as session:
            facts = {"made_at": made.made_at, "rows": str(made.rows), "seal": made.seal}
            audit.record(session, act="backup.made", by="command", facts=facts, now=clock.now())
