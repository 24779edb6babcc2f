"""The house's own commands: the database, the server, the catalogues."""

import click

from coproduce.core import schema
from coproduce.web import catalogues
from coproduce.web.cli import engine, settings


@click.group()
def db() -> None:
    """The database: upgrade, check."""


@db.command()
def upgrade() -> None:
    """Bring the database up to date."""
    schema.upgrade(engine())
    click.echo(f"The database is at {schema.current(engine())}.")


@db.command()
def check() -> None:
    """Say whether the database is where this version of the program expects it."""
    found, expected = schema.current(engine()), schema.newest()
    if found != expected:
        state = f"at {found}" if found else "empty"
        raise click.ClickException(f"The database is {state}; {expected} is needed. Run: coproduce db upgrade")
    click.echo(f"The database is at {found}, as it should be.")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Processes.")
@click.option("--threads", default=4, show_default=True, type=click.IntRange(1, 64), help="Threads in each.")
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the site with gunicorn."""
    from coproduce.home.server import run

    if schema.current(engine()) != schema.newest():
        raise click.ClickException("The database is not up to date. Run: coproduce db upgrade")
    run(settings(), host=host, port=port, workers=workers, threads=threads)


@click.group()
def translations() -> None:
    """The catalogues of our own words: update, check, compile, status."""


@translations.command("update")
def update_catalogues() -> None:
    """Bring the catalogues up to date with the words in the code."""
    catalogues.update()


@translations.command("compile")
def compile_catalogues() -> None:
    """Write the compiled catalogues that the program reads."""
    catalogues.compile_all()


@translations.command("check")
def check_catalogues() -> None:
    """Say what is missing, stale or broken."""
    faults = catalogues.faults()
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        raise click.ClickException(f"The catalogues have {len(faults)} faults.")


@translations.command()
def status() -> None:
    """A row a language: strings, translated, checked by a second speaker."""
    click.echo(f"{'language':10}{'strings':>10}{'translated':>12}{'checked':>10}")
    for row in catalogues.progress():
        click.echo(f"{row.code:10}{row.strings:>10}{row.translated:>12}{row.checked:>10}")
