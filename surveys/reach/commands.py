"""Commands that ask families: bring in a list, draw a sample of it and send the links."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from uuid import UUID

import click
from sqlmodel import Session, select

from coproduce.core import clock, db
from coproduce.web.cli import BY_COMMAND, engine, on_record, settings
from surveys.reach import inviting, lists, reading, sampling
from surveys.reach.known import Known
from surveys.reach.lists import Checked
from surveys.reach.models import ContactList
from surveys.reach.sampling import Foreseen, Wish
from surveys.reach.views import words
from surveys.running import NoSuchWave, asked_in_wave
from surveys.transfer import tables


@click.command("add-list")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--name", required=True, help="What the list is called.")
@click.option("--body", required=True, help="Who holds the addresses, as families are told.")
@click.option("--dry-run", is_flag=True, help="Say what the file holds, and keep nothing.")
def add_list(file: Path, name: str, body: str, dry_run: bool) -> None:
    """Bring in a list of families from FILE (.csv or .xlsx), sealed; rows that cannot be taken are named."""
    secret = settings().secret_key
    try:
        if unknown := reading.unknown_columns(tables.header(file)):
            with words.in_english():
                raise click.ClickException(words.unknown_columns(unknown))
        with db.transaction(engine()) as session:
            checked = lists.check(session, tables.rows(file), secret=secret)
            if checked.entries and not dry_run:
                today = clock.today()
                kept = lists.keep(
                    session, checked, name=name, body=body, by=BY_COMMAND, today=today, secret=secret
                )
                facts = {"families": str(len(checked.entries))}
                on_record(session, "surveys.list_kept", about=f"list:{kept.id}", facts=facts)
    except tables.Unreadable as error:
        raise click.ClickException(str(error)) from None
    except lists.NameTaken:
        raise click.ClickException(f"There is a list '{name}' already. Choose another name.") from None
    _report(checked)
    click.echo("Nothing was kept." if dry_run or not checked.entries else f"They are kept as the list '{name}'.")


@click.command()
@click.argument("slug")
@click.argument("wave")
@click.option("--list", "name", required=True, help="The list that families are drawn from.")
@click.option("--count", type=click.IntRange(1, reading.MOST_ROWS), required=True, help="How many are asked.")
@click.option("--dry-run", is_flag=True, help="Say how it would turn out, and ask nobody.")
def invite(slug: str, wave: str, name: str, count: int, dry_run: bool) -> None:
    """Ask COUNT families of a list, drawn by chance, to answer WAVE of survey SLUG by a link of their own."""
    now = clock.now()
    try:
        with db.reading(engine()) as session:
            wish = _wish(session, slug, wave, name, count)
            people = sampling.look(session, wish, secret=(secret := settings().secret_key))
            foreseen = sampling.foresee(session, wish, secret=secret, today=clock.today(), people=people)
        asked = 0 if dry_run else _ask(wish, people, slug, now)
    except (LookupError, NoSuchWave) as error:
        raise click.ClickException(str(error)) from None
    except sampling.WaveOver:
        raise click.ClickException(f"Wave {wave} is closed.") from None
    except sampling.NobodyToAsk:
        raise click.ClickException("Nobody on this list may be asked now.") from None
    _say(foreseen)
    click.echo("Nobody was asked." if dry_run else f"Families asked: {asked}.")


def _report(checked: Checked) -> None:
    with words.in_english():
        for reject in checked.rejected:
            click.echo(f"Row {reject.row}: {words.why(reject.why)}", err=True)
        for sentence in words.found(
            taken=len(checked.entries),
            rejected=len(checked.rejected),
            merged=checked.merged,
            stopped=checked.stopped,
        ):
            click.echo(sentence)


def _wish(session: Session, slug: str, key: str, name: str, count: int) -> Wish:
    _, wave = asked_in_wave(session, slug=slug, key=key)
    found = session.exec(select(ContactList).where(ContactList.name == name)).first()
    if found is None:
        raise lists.NoSuchList(f"There is no list '{name}'.")
    return Wish(found.id or 0, wave, count)


def _ask(wish: Wish, people: Mapping[UUID, Known], slug: str, now: datetime) -> int:
    secret = settings().secret_key
    with db.transaction(engine()) as session:
        sample = sampling.draw(session, wish, secret=secret, by=BY_COMMAND, now=now, people=people)
        inviting.invite(session, sample, secret=secret, now=now)
        facts = {"wave": wish.wave.key, "asked": str(sample.drawn), "held": str(sample.held)}
        on_record(session, "surveys.asked", about=f"survey:{slug}", facts=facts)
        return sample.drawn


def _say(foreseen: Foreseen) -> None:
    drawn = foreseen.drawn
    click.echo(f"On the list: {drawn.listed}. Asked twice in the year, or linked already: {drawn.held}.")
    click.echo(f"Want no more: {drawn.stopped}. Can be drawn: {len(drawn.chosen)}.")
