"""Commands about answers: import, export."""

import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click
from sqlmodel import Session

from coproduce.core import clock, db
from coproduce.web.cli import engine, on_record, settings
from surveys.definition import Definition
from surveys.design import NoSuchSurvey, find
from surveys.models import Channel, Stratum
from surveys.running import Asked, NoSuchWave, NotOpen, asked, asked_in_wave
from surveys.transfer import guessing, incoming, outgoing, saved, tables
from surveys.transfer import mapping as maps
from surveys.transfer.incoming import Entry, Import, Rejected
from surveys.transfer.writers import HOLDS_CODEBOOK, WRITERS, write_codebook

MAPPING_FILES = frozenset({".toml", ".json"})
SHOW_PROGRESS_AFTER_SECONDS = 2.0
Each = TypeVar("Each")


@click.group()
def responses() -> None:
    """Answers: import, export."""


@responses.command("import")
@click.argument("slug")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--mapping", help="Columns and values: a file (.toml, .json), or the name of a saved mapping.")
@click.option("--save-mapping", "save_as", help="Save the mapping under this name, for the next file of its kind.")
@click.option("--wave", help="The wave they belong to; without it, the one that is open.")
@click.option("--stratum", type=click.Choice([s.value for s in Stratum]), default="open", show_default=True)
@click.option("--channel", type=click.Choice([c.value for c in Channel]), default="import", show_default=True)
@click.option("--dry-run", is_flag=True, help="Check every row and store nothing.")
@click.option("--skip-bad", is_flag=True, help="Store the good rows although there are bad ones.")
def import_(
    slug: str,
    file: Path,
    mapping: str | None,
    save_as: str | None,
    wave: str | None,
    stratum: str,
    channel: str,
    dry_run: bool,
    skip_bad: bool,
) -> None:
    """Import answers to survey SLUG from FILE (.csv or .xlsx). The same file again stores nothing twice.

    Every row that does not fit is named with its column and the reason; while there is one, nothing is stored.
    """
    try:
        with db.reading(engine()) as session:
            now_asked, earliest, latest = _target(session, slug, wave)
        header = tables.header(file)
        raw = _mapping(slug, mapping) if mapping else _guessed(file, header, now_asked.definition)
        columns = maps.column_map(raw, definition=now_asked.definition, header=header)
        work = Import(
            path=file,
            checksum=tables.checksum(file),
            asked=now_asked,
            map=columns,
            channel=Channel(channel),
            stratum=Stratum(stratum),
            earliest=earliest,
            latest=latest,
        )
        if save_as:
            _save(slug, save_as, raw)
        _run(work, dry_run=dry_run, skip_bad=skip_bad)
    except maps.BadMapping as error:
        raise click.ClickException("\n".join(error.faults)) from None
    except (tables.Unreadable, NoSuchSurvey, NoSuchWave, NotOpen, saved.NoSuchMapping) as error:
        raise click.ClickException(str(error)) from None


@responses.command()
@click.argument("slug")
@click.argument("file", type=click.Path(path_type=Path))
def export(slug: str, file: Path) -> None:
    """Write the answers to survey SLUG to FILE (.csv, .xlsx, .json or .sav): option codes, days, no words.

    What columns and codes mean is in the file; beside a .csv it goes to FILE.codebook.csv.
    """
    kind = file.suffix.lower().removeprefix(".")
    if kind not in WRITERS:
        raise click.BadParameter("Name a .csv, .xlsx, .json or .sav file.", param_hint="FILE")
    try:
        with db.reading(engine()) as session:
            found = outgoing.export_of(session, slug=slug)
            watched = replace(found, rows=_with_progress(found.rows, "Writing", total=None))
            with file.open("w+b") as out:
                count = WRITERS[kind](watched, out)
            if kind not in HOLDS_CODEBOOK:
                with file.with_suffix(".codebook.csv").open("wb") as out:
                    write_codebook(found, out)
    except NoSuchSurvey as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror}.") from None
    with db.transaction(engine()) as session:
        on_record(session, "answers.exported", about=f"survey:{slug}", facts={"answers": str(count), "as": kind})
    click.echo(f"{count} answers are in {file}.")


def _guessed(file: Path, header: Sequence[str], definition: Definition) -> Mapping[str, Any]:
    """What the file seems to mean, said aloud, so that somebody can check it and save it."""
    found = guessing.guess(definition, header, (row.cells for row in tables.rows(file)))
    if found.tool != guessing.OTHER.name:
        click.echo(f"The file seems to come from {found.tool}.", err=True)
    for name, target in found.mapping["columns"].items():
        if name != target:
            click.echo(f"The column '{name}' is taken for '{target}'.", err=True)
    if found.personal:
        click.echo(f"Left out, because they may name people: {', '.join(found.personal)}.", err=True)
    return found.mapping


def _mapping(slug: str, named: str) -> Mapping[str, Any]:
    """A mapping from a file, or a saved one. Raises BadMapping, NoSuchSurvey and NoSuchMapping."""
    if Path(named).suffix.lower() in MAPPING_FILES:
        return maps.read_mapping(Path(named))
    with db.reading(engine()) as session:
        return saved.find(session, survey=find(session, slug=slug), name=named)


def _save(slug: str, name: str, mapping: Mapping[str, Any]) -> None:
    if not name.strip() or len(name) > saved.LONGEST_NAME:
        raise click.BadParameter(f"Name it in 1 to {saved.LONGEST_NAME} characters.", param_hint="--save-mapping")
    with db.transaction(engine()) as session:
        survey = find(session, slug=slug)
        saved.save(session, survey=survey, name=name.strip(), mapping=mapping, today=clock.today())
        on_record(session, "answers.mapping_saved", about=f"survey:{slug}", facts={"name": name.strip()})
    click.echo(f"The mapping is saved as '{name.strip()}'.")


def _target(session: Session, slug: str, wave: str | None) -> tuple[Asked, date, date]:
    """What is asked, and the days an answer to it may have. Raises NoSuchSurvey, NoSuchWave and NotOpen."""
    today = clock.today()
    key = wave or asked(session, slug=slug, today=today).wave
    found, its = asked_in_wave(session, slug=slug, key=key)
    if its.opens_on > today:
        raise NotOpen(title=found.definition.title, opens_on=its.opens_on, closed_on=None)
    return found, its.opens_on, min(today, its.closes_on or today)


def _run(work: Import, *, dry_run: bool, skip_bad: bool) -> None:
    for name in work.map.unused:
        click.echo(f"The column '{name}' is not used.", err=True)
    good, bad = _check(work)
    if bad and not skip_bad and not dry_run:
        raise click.ClickException(
            f"{bad} of {good + bad} rows do not fit, so nothing is stored. Mend them first."
        )
    if dry_run:
        click.echo(f"{good} rows fit, {bad} do not. Nothing is stored.")
        return
    stored, known = _store(work, good)
    with db.transaction(engine()) as session:
        facts = {"stored": str(stored), "known": str(known), "wave": work.asked.wave}
        on_record(session, "answers.imported", about=f"survey:{work.asked.definition.slug}", facts=facts)
    click.echo(f"{stored} answers stored, {known} were here already, {bad} rows left out.")


def _check(work: Import) -> tuple[int, int]:
    """Name every row that does not fit; how many do, and how many do not."""
    good = bad = 0
    for read in _with_progress(incoming.read(work), "Checking", total=None):
        if isinstance(read, Entry):
            good += 1
            continue
        bad += 1
        _name(read)
    return good, bad


def _name(faults: Sequence[Rejected]) -> None:
    for fault in faults:
        click.echo(str(fault), err=True)


def _store(work: Import, total: int) -> tuple[int, int]:
    entries = (read for read in incoming.read(work) if isinstance(read, Entry))
    stored = known = 0
    watched = _with_progress(entries, "Storing", total=total)
    for new, old in incoming.store_all(engine(), watched, work=work, secret=settings().secret_key):
        stored, known = stored + new, known + old
    return stored, known


def _with_progress(items: Iterator[Each], label: str, *, total: int | None) -> Iterator[Each]:
    """The same items; when they take more than two seconds, a bar (or a count) says how far it is."""
    started, done = time.monotonic(), 0
    for item in items:
        yield item
        done += 1
        if time.monotonic() - started > SHOW_PROGRESS_AFTER_SECONDS:
            break
    else:
        return
    left = None if total is None else max(total - done, 0)
    with click.progressbar(items, length=left, label=label, file=sys.stderr) as bar:
        yield from bar
