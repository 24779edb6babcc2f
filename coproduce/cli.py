"""The program `coproduce`: the commands of every feature, and those of the house itself."""

import sys

import click
from flask import Flask
from flask.cli import AppGroup, FlaskGroup

from coproduce.app import create_app
from coproduce.config import UnsafeSettings
from coproduce.core import schema
from coproduce.web.cli import engine

db_commands = AppGroup("db", help="The database: upgrade, check.")


@db_commands.command()
def upgrade() -> None:
    """Bring the database up to date."""
    schema.upgrade(engine())
    click.echo(f"The database is at {schema.current(engine())}.")


@db_commands.command()
def check() -> None:
    """Say whether the database is where this version of the program expects it."""
    found, expected = schema.current(engine()), schema.newest()
    if found != expected:
        raise click.ClickException(
            f"The database is at {found}, and {expected} is needed. Run: coproduce db upgrade"
        )
    click.echo(f"The database is at {found}, as it should be.")


def _create() -> Flask:
    app = create_app()
    app.cli.add_command(db_commands)
    return app


class Program(FlaskGroup):
    """The command group; Flask's own debugging commands are left to `flask`."""


program = Program(
    create_app=_create,
    add_default_commands=False,
    add_version_option=False,
    help="Coproduce: families say, services answer, everyone can see what changed.",
)


def main() -> None:
    """Run the program: 0 on success, 1 on failure, 2 on wrong use, errors as one plain sentence."""
    try:
        program.main(prog_name="coproduce")
    except UnsafeSettings as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(1)
