"""Commands about people who sign in."""

import click

from coproduce.accounts import sign_in
from coproduce.accounts.models import Role
from coproduce.accounts.passwords import new_password
from coproduce.core import clock, db
from coproduce.web.cli import engine, settings


@click.group()
def people() -> None:
    """People who sign in: add, reset."""


@people.command()
@click.argument("email")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--title", default="", help="What the public may read, for example 'Head of SEND'. No names.")
def add(email: str, role: str, title: str) -> None:
    """Add a person and print their first password once."""
    if email.count("@") != 1 or not all(email.split("@")):
        raise click.BadParameter("Enter a whole email address, such as officer@example.org.", param_hint="EMAIL")
    password = new_password()
    with db.transaction(engine()) as session:
        try:
            sign_in.add_person(
                session,
                email=email,
                role=Role(role),
                title=title,
                password=password,
                now=clock.now(),
                cheap=settings().cheap_passwords,
            )
        except sign_in.AlreadyThere as error:
            raise click.ClickException(str(error)) from None
    click.echo(f"{sign_in.tidy_email(email)} may sign in with the password {password}")


@people.command()
@click.argument("email")
def reset(email: str) -> None:
    """Give a person a new password and print it once."""
    password = new_password()
    with db.transaction(engine()) as session:
        try:
            sign_in.reset_password(session, email=email, password=password, cheap=settings().cheap_passwords)
        except sign_in.NobodyThere as error:
            raise click.ClickException(str(error)) from None
    click.echo(f"{sign_in.tidy_email(email)} may sign in with the password {password}")
