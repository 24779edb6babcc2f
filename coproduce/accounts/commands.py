"""Commands about people who sign in."""

import click

from coproduce.accounts import access, access_table, invitations, lost_phone, sign_in
from coproduce.accounts.models import Role
from coproduce.accounts.passwords import new_password
from coproduce.accounts.people import COMMAND
from coproduce.core import clock, db, languages
from coproduce.web.cli import engine, on_record, settings


@click.command("access")
def access_command() -> None:
    """Print who may open what: every address and the roles it is open to."""
    click.echo(access_table.as_markdown(access.routes()), nl=False)


@click.group()
def people() -> None:
    """People who sign in: add, invite, reset."""


@people.command()
@click.argument("email")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--title", default="", help="What the public may read, for example 'Head of SEND'. No names.")
def add(email: str, role: str, title: str) -> None:
    """Add a person and print their first password once."""
    _check_address(email)
    password = new_password()
    with db.transaction(engine()) as session:
        try:
            added = sign_in.add_person(
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
        on_record(session, "people.added", about=f"person:{added.id}", facts={"role": role})
    click.echo(f"{sign_in.tidy_email(email)} may sign in with the password {password}")


@people.command()
@click.argument("email")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--title", default="", help="What the public may read, for example 'Head of SEND'. No names.")
@click.option("--language", type=click.Choice(list(languages.BY_CODE)), default="en", show_default=True)
def invite(email: str, role: str, title: str, language: str) -> None:
    """Send somebody a link with which they choose their own password."""
    _check_address(email)
    with db.transaction(engine()) as session:
        try:
            invitations.invite(
                session,
                email=email,
                role=Role(role),
                title=title,
                language=language,
                base_url=settings().base_url,
                by=COMMAND,
                now=clock.now(),
            )
        except invitations.MayAlreadySignIn:
            raise click.ClickException(f"{sign_in.tidy_email(email)} is there already.") from None
        except invitations.AlreadyInvited:
            raise click.ClickException(f"{sign_in.tidy_email(email)} is invited already.") from None
    click.echo(f"The invitation to {sign_in.tidy_email(email)} is in the outbox.")


@people.command()
@click.argument("email")
def reset(email: str) -> None:
    """Give a person a new password and print it once."""
    password = new_password()
    with db.transaction(engine()) as session:
        try:
            found = sign_in.reset_password(
                session,
                email=email,
                password=password,
                by="command",
                now=clock.now(),
                cheap=settings().cheap_passwords,
            )
        except sign_in.NobodyThere as error:
            raise click.ClickException(str(error)) from None
        on_record(session, "people.password_given", about=f"person:{found.id}")
    click.echo(f"{sign_in.tidy_email(email)} may sign in with the password {password}")


@people.command()
@click.argument("email")
def reset_second_step(email: str) -> None:
    """Let a person who lost their phone set up a new one, and end their sign-ins."""
    with db.transaction(engine()) as session:
        person = sign_in.find_person(session, email=email)
        if person is None:
            raise click.ClickException(f"Nobody signs in as {sign_in.tidy_email(email)}.")
        there = lost_phone.reset(session, person=person, by="command", now=clock.now())
    said = "sets up a new phone at the next sign-in" if there else "had no second step"
    click.echo(f"{person.email} {said}.")


def _check_address(email: str) -> None:
    if email.count("@") != 1 or not all(email.split("@")):
        raise click.BadParameter("Enter a whole email address, such as officer@example.org.", param_hint="EMAIL")
