"""The program `coproduce`: the commands that the features bring."""

import sys

import click
from flask.cli import FlaskGroup
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError

from coproduce.app import create_app
from coproduce.config import UnsafeSettings


class Program(FlaskGroup):
    """Flask's group with our commands alone: libraries bring some that are not for those who run this."""

    def _load_plugin_commands(self) -> None:
        pass


program = Program(
    create_app=create_app,
    add_default_commands=False,
    add_version_option=False,
    load_dotenv=False,
    set_debug_flag=False,
    help="Coproduce: families say, services answer, everyone can see what changed.",
)
# Only what this program is for: an application or a file of settings cannot be swapped in from the command line.
program.params = [param for param in program.params if param.name not in ("app", "env_file")]


def main() -> None:
    """Run the program: 0 on success, 1 on failure, 2 on wrong use, errors as one plain sentence."""
    try:
        program.main(prog_name="coproduce")
    except (UnsafeSettings, DBAPIError) as error:
        click.echo(f"Error: {_sentence(error)}", err=True)
        sys.exit(1)


def _sentence(error: UnsafeSettings | DBAPIError) -> str:
    if isinstance(error, UnsafeSettings):
        return str(error)
    if isinstance(error, OperationalError | ProgrammingError):
        return (
            "The database cannot be used as it is. Check COPRODUCE_DATABASE_URL, then run: coproduce db upgrade "
            f"({type(error.orig).__name__}: {str(error.orig).splitlines()[0]})"
        )
    return f"The database refused this ({str(error.orig).splitlines()[0]}). Nothing was changed."
