"""`coproduce messages status | test`."""

import click
from sqlalchemy import func, select
from sqlmodel import col

from coproduce.core import clock, db
from coproduce.core.contact import Contact
from coproduce.outbox import channels
from coproduce.outbox.models import Message
from coproduce.outbox.outgoing import Outcome
from coproduce.outbox.render import Writer
from coproduce.web.cli import engine, settings


@click.group("messages")
def messages_group() -> None:
    """What leaves this installation: status, test."""


@messages_group.command()
def status() -> None:
    """Count the messages in each state."""
    with db.reading(engine()) as session:
        counts = select(col(Message.state), func.count()).group_by(col(Message.state))
        found = {state.value: number for state, number in session.execute(counts)}
    for state in ("waiting", "sending", "sent", "given_up", "withdrawn"):
        click.echo(f"{state:12}{found.get(state, 0):>8}")


@messages_group.command()
@click.option("--email", default="", help="An e-mail address of yours.")
@click.option("--mobile", default="", help="A mobile number of yours.")
@click.option("--language", default="en", show_default=True)
def test(email: str, mobile: str, language: str) -> None:
    """Send one message to yourself, now, and say what came of it."""
    if not (email or mobile):
        raise click.UsageError("Give --email or --mobile.")
    told, now = settings(), clock.now()
    to = Contact(email=email, mobile=mobile)
    provider = channels.open_all(told.mail).get(to.channel)
    if provider is None:
        raise click.ClickException(f"No provider is set up for {to.channel}. See docs/commands.md, Settings.")
    message = Message(
        reference=f"outbox/test/{now.isoformat()}",
        channel=to.channel,
        email=to.email,
        mobile=to.mobile,
        template="outbox/test",
        facts={"link": told.base_url},
        language=language,
        queued_at=now,
        next_try_at=now,
    )
    result = provider.send(Writer.here().write(message, now=now))
    if result.outcome is not Outcome.SENT:
        raise click.ClickException(f"It was not sent: {result.outcome}, {result.fault}. See docs/operating.md.")
    click.echo("It was accepted. Look whether it arrived, and where: it may be among what was taken for spam.")
