"""`coproduce demo`: sample data to look at, the same every time."""

import os

import click

from coproduce.accounts.passwords import new_password
from coproduce.core import clock, schema
from coproduce.core.db import reading, transaction
from coproduce.core.facts import is_sample_data
from coproduce.demo.filling import Keys, NotEmpty, fill
from coproduce.web.cli import engine, settings

FAMILIES = 120


@click.command()
@click.option("--families", "count", default=FAMILIES, show_default=True, type=click.IntRange(1, 5000))
@click.option("--keep", is_flag=True, help="Change nothing where sample data is there already.")
@click.option("--serve", "port", type=click.IntRange(1, 65535), metavar="PORT", help="Then serve it on this port.")
def demo(count: int, keep: bool, port: int | None) -> None:
    """Fill an empty database with the Dudley plan and invented families, so many in each monthly wave.

    The password of the sample sign-ins is printed once, or taken from COPRODUCE_DEMO_PASSWORD.
    """
    _fill(count, keep=keep)
    if port is not None:
        from coproduce.home.server import run  # only a server needs what servers load

        click.echo(f"Serving at http://127.0.0.1:{port} (stop with Ctrl+C)")
        engine().dispose()  # the processes of the server open their own connections
        run(settings(), host="127.0.0.1", port=port, workers=2, threads=4)


def _fill(count: int, *, keep: bool) -> None:
    if settings().is_production:
        raise click.ClickException("Sample data does not belong in production.")
    schema.upgrade(engine())
    with reading(engine()) as session:
        there = is_sample_data(session)
    if there and keep:
        click.echo(
            "The sample data is there already. (Forgot the password? coproduce people reset officer@example.org)"
        )
        return
    click.echo("Filling the database with the Dudley plan and invented families (a few seconds)")
    given = os.environ.get("COPRODUCE_DEMO_PASSWORD")
    password = given or new_password()
    keys = Keys(password, settings().secret_key, settings().cheap_passwords)
    try:
        with transaction(engine()) as session:
            filled = fill(session, count=count, keys=keys, now=clock.now(), today=clock.today())
    except NotEmpty as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"  the plan: {filled.plan}")
    click.echo(f"  {filled.answers} answers in 12 waves, {filled.comments} of them with words")
    click.echo(f"  {filled.young} answers of young people to a consultation that is open")
    click.echo(f"  {filled.replies} replies")
    click.echo(f"Sample sign-ins: {', '.join(filled.people)}")
    click.echo("Their password is the one you gave." if given else f"Their password, shown once: {password}")
