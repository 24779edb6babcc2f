"""Commands about surveys: import and export a definition, open and close a wave."""

import csv
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from sqlmodel import Session

from coproduce.core import clock, db
from coproduce.core.files import why_refused
from coproduce.web.cli import engine, on_record
from surveys import design, running
from surveys.consultations import holidays
from surveys.definition import DefinitionFaults, shipped
from surveys.easy import hard_sentences
from surveys.editor.views import gates
from surveys.paper.commands import paper
from surveys.parse import parse
from surveys.reach import ending
from surveys.reach.commands import add_list, invite
from surveys.spelling import unknown_names

SHIPPED = ("parent-pulse", "young-voices", "every-type")
LARGEST_DEFINITION = 5_000_000
DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group()
def surveys() -> None:
    """Surveys: import, export, open, close, print, ask families."""


surveys.add_command(add_list)
surveys.add_command(invite)
surveys.add_command(paper)


@surveys.command("import")
@click.argument("file", type=click.Path(path_type=Path))
def import_(file: Path) -> None:
    """Publish the survey in FILE (JSON). What is published already stays as it is.

    FILE may also be `parent-pulse` or `young-voices`, surveys that come with the program, or `every-type`, a
    sample that asks in every way there is.
    """
    try:
        raw = shipped(str(file)) if str(file) in SHIPPED else _read(file)
        with db.transaction(engine()) as session:
            lacks = _lacks(session, raw, is_ours=str(file) in SHIPPED)
            version, is_new = design.publish(session, raw=raw, today=clock.today())
            if is_new and lacks:
                raise DefinitionFaults(lacks)
            if is_new:
                about, facts = f"survey:{version.definition['slug']}", {"version": str(version.number)}
                on_record(session, "surveys.published", about=about, facts=facts)
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read: {error.strerror}.") from None
    except ValueError as error:
        raise click.ClickException(_why(file, error)) from None
    except RecursionError:
        raise click.ClickException(f"{file} is not a survey: it is nested too deeply.") from None
    said = "is now published" if is_new else "was published already; nothing changed"
    click.echo(f"Version {version.number} of '{version.definition['slug']}' {said}.")
    published = parse(version.definition)
    for advice in (*unknown_names(published), *hard_sentences(published)):
        click.echo(advice, err=True)


@surveys.command()
@click.argument("slug")
@click.argument("file", type=click.Path(path_type=Path))
def export(slug: str, file: Path) -> None:
    """Write the newest version of survey SLUG to FILE (JSON), as `surveys import` reads it."""
    with db.reading(engine()) as session:
        try:
            version = design.newest_version(session, survey=design.find(session, slug=slug))
        except design.NoSuchSurvey as error:
            raise click.ClickException(str(error)) from None
    if version is None:
        raise click.ClickException(f"The survey '{slug}' has no version yet.")
    try:
        file.write_text(json.dumps(version.definition, ensure_ascii=False, indent=1) + "\n", "utf-8")
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror}.") from None
    click.echo(f"Version {version.number} of '{slug}' is in {file}.")


@surveys.command("open")
@click.argument("slug")
@click.argument("wave")
@click.option("--from", "opens", type=DAY, required=True, help="The first day, such as 2026-11-01.")
@click.option("--until", "closes", type=DAY, help="The last day; without it the wave stays open.")
def open_(slug: str, wave: str, opens: datetime, closes: datetime | None) -> None:
    """Open WAVE (such as 2026-11) of survey SLUG from one day to another, both included."""
    try:
        with db.transaction(engine()) as session:
            survey = design.find(session, slug=slug)
            design.open_wave(
                session,
                survey=survey,
                key=wave,
                opens_on=opens.date(),
                closes_on=closes.date() if closes else None,
            )
            on_record(session, "surveys.wave_opened", about=f"survey:{slug}", facts={"wave": wave})
    except (design.NoSuchSurvey, design.BadWave) as error:
        raise click.ClickException(str(error)) from None
    until = f"until {closes.date()}" if closes else "with no end"
    click.echo(f"Wave {wave} of '{slug}' is open from {opens.date()} {until}.")


@surveys.command()
@click.argument("slug")
@click.argument("wave")
def close(slug: str, wave: str) -> None:
    """Close WAVE (such as 2026-11) of survey SLUG now: no more answers, reminders or links."""
    try:
        with db.transaction(engine()) as session:
            _asked, found = running.asked_in_wave(session, slug=slug, key=wave)
            is_closed = ending.end(session, found, now=clock.now())
            if is_closed:
                on_record(session, "surveys.wave_closed", about=f"survey:{slug}", facts={"wave": wave})
    except (design.NoSuchSurvey, running.NoSuchWave) as error:
        raise click.ClickException(str(error)) from None
    if not is_closed:
        raise click.ClickException(f"Wave {wave} of '{slug}' is not open; nothing changed.")
    click.echo(f"Wave {wave} of '{slug}' is closed.")


@surveys.command("school-holidays")
@click.argument("file", type=click.Path(path_type=Path))
def school_holidays(file: Path) -> None:
    """Load the area's school holidays from FILE (CSV: name,first,last), in the place of those that are there."""
    try:
        rows = list(csv.DictReader(_text(file).splitlines()))
        spans = [(row["name"], date.fromisoformat(row["first"]), date.fromisoformat(row["last"])) for row in rows]
        with db.transaction(engine()) as session:
            count = holidays.replace(session, spans)
            on_record(session, "consultations.holidays", about="school-holidays", facts={"count": str(count)})
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read: {error.strerror}.") from None
    except (KeyError, TypeError, UnicodeDecodeError):
        raise click.ClickException(f"{file} needs the columns name, first and last.") from None
    except ValueError as error:
        raise click.ClickException(f"{file} cannot be used: {error}") from None
    click.echo(f"{count} school holidays are loaded.")


def _lacks(session: Session, raw: Any, *, is_ours: bool) -> tuple[str, ...]:
    """What the editor asks before it publishes, asked of a file too. Raises DefinitionFaults where it is none."""
    parse(raw)
    return tuple(gates.of_file(session, raw, drafts=is_ours))


def _text(file: Path) -> str:
    if refused := why_refused(file, largest=LARGEST_DEFINITION):
        raise click.ClickException(refused)
    return file.read_text("utf-8-sig")


def _read(file: Path) -> Any:
    if refused := why_refused(file, largest=LARGEST_DEFINITION):
        raise click.ClickException(refused)
    return json.loads(file.read_text("utf-8"))


def _why(file: Path, error: ValueError) -> str:
    if isinstance(error, DefinitionFaults):
        return f"{file} cannot be published:\n" + "\n".join(f"  {fault}" for fault in error.faults)
    if isinstance(error, json.JSONDecodeError | UnicodeDecodeError):
        return f"{file} is not JSON: {error}."
    return f"{file} is not a survey: a number in it has thousands of digits."
