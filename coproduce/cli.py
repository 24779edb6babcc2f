"""The program `coproduce`: the commands that the features bring."""

import sys

import click
from flask.cli import FlaskGroup

from coproduce.app import create_app
from coproduce.config import UnsafeSettings

program = FlaskGroup(
    create_app=create_app,
    add_default_commands=False,
    add_version_option=False,
    load_dotenv=False,
    set_debug_flag=False,
    help="Coproduce: families say, services answer, everyone can see what changed.",
)


def main() -> None:
    """Run the program: 0 on success, 1 on failure, 2 on wrong use, errors as one plain sentence."""
    try:
        program.main(prog_name="coproduce")
    except UnsafeSettings as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(1)
