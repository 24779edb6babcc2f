"""Commands about what families say: comments, analyse, themes."""

import json
import sys
import time
from io import TextIOWrapper
from pathlib import Path

import click
from sqlalchemy.exc import IntegrityError

from coproduce.core import clock, db
from coproduce.core.cells import guarded
from coproduce.core.files import why_refused
from coproduce.voice import runs
from coproduce.voice.analyse_csv import AnalyseError, analyse_csv
from coproduce.voice.changes import Difference
from coproduce.voice.import_rows import UnreadableFile, count_rows
from coproduce.voice.importing import Imported, import_comments
from coproduce.voice.receive import warm_up
from coproduce.voice.taxonomy import Theme, taxonomy
from coproduce.web.cli import engine, on_record
from coproduce.web.progress import ProgressBar

LONGEST_SOURCE = 120
BY_COMMAND = "command line"

readable_file = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def comments() -> None:
    """What families said in their own words: import, reanalyse."""


@comments.command("import")
@click.argument("file", type=readable_file)
@click.option("--source", required=True, help="Where the comments come from, for example 'Coffee morning, May'.")
def import_file(file: Path, source: str) -> None:
    """Import comments from a CSV file with a 'text' column.

    Optional columns: said_on, language, question_kind (good, improve, why), audience (parent, cyp). A row that was
    imported before is not stored again.
    """
    if not source.strip() or len(source) > LONGEST_SOURCE:
        raise click.BadParameter(f"Name the source in 1 to {LONGEST_SOURCE} characters.", param_hint="--source")
    try:
        count = count_rows(file)
        warm_up()
        began = time.monotonic()
        with ProgressBar(count) as bar:
            outcome = import_comments(
                engine(), file, source=source.strip(), today=clock.today(), now=clock.now(), told=bar.told
            )
    except UnreadableFile as error:
        raise click.ClickException(str(error)) from None
    except IntegrityError:
        raise click.ClickException("Somebody imported the same rows meanwhile. Run the import again.") from None
    if outcome.stored:
        with db.transaction(engine()) as session:
            facts = {"stored": str(outcome.stored), "source": source.strip()}
            on_record(session, "comments.imported", facts=facts)
    _say_imported(outcome, seconds=time.monotonic() - began)


def _say_imported(outcome: Imported, *, seconds: float) -> None:
    speed = f" ({outcome.stored / seconds:,.0f} comments per second)" if outcome.stored and seconds > 0 else ""
    click.echo(f"{_counted(outcome.stored, 'comment')} imported in {seconds:.1f} s{speed}.")
    click.echo(f"{_counted(outcome.themes, 'theme')} found, in {_counted(outcome.themed, 'comment')}.")
    click.echo(f"Waiting for the safeguarding lead: {outcome.concerns}. Not flagged does not mean no concern.")
    if outcome.already_there:
        click.echo(f"{_counted(outcome.already_there, 'row')} had been imported before: not stored again.")
    if outcome.blank:
        click.echo(f"{_counted(outcome.blank, 'row')} had no words.")
    for rejected in outcome.rejected:
        click.echo(f"Row {rejected.row}: {rejected.reason}.", err=True)
    if outcome.rejected:
        raise click.ClickException(
            f"Not imported: {_counted(len(outcome.rejected), 'row')}. Mend and import again."
        )


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


@comments.command("reanalyse")
@click.option("--accept", "accepted", is_flag=True, help="Make the new analysis the one that counts.")
def reanalyse(accepted: bool) -> None:
    """Read all comments again with this version, and say what that changes.

    Nothing counts until it is accepted: read the difference first, then run it again with --accept.
    """
    with ProgressBar(1) as bar:
        try:
            difference = runs.reanalyse(engine(), now=clock.now(), told=lambda p: bar.told(p.read, total=p.total))
        except IntegrityError:
            raise click.ClickException(
                "Another re-analysis is under way. Run it again when that has ended."
            ) from None
    _say_difference(difference)
    if difference.is_current:
        click.echo("This version is the one that counts.")
    elif accepted:
        with db.transaction(engine()) as session:
            runs.accept(session, version=difference.after, by=BY_COMMAND, now=clock.now())
            on_record(session, "comments.analysis_accepted", facts={"version": str(difference.after)})
        click.echo(f"Version {difference.after} counts from now on.")
    else:
        click.echo("Nothing has changed yet. To let the new analysis count: coproduce comments reanalyse --accept")


def _say_difference(difference: Difference) -> None:
    click.echo(f"Counts now:   version {difference.before}")
    click.echo(f"New analysis: version {difference.after}")
    click.echo(f"{difference.labels_changed} of {difference.compared} comments have another label.")
    for (old, new), count in difference.labels.items():
        click.echo(f"  {old.value} to {new.value}: {count}")
    counts = {state.value: moved for state, moved in difference.states.items()} | dict(difference.themes)
    for name, moved in counts.items():
        if moved.by:
            click.echo(f"{name}: {moved.before} to {moved.after} ({moved.by:+})")


@click.command()
@click.argument("file", type=readable_file, required=False)
@click.option("--spreadsheet", is_flag=True, help="Write cells so that no spreadsheet takes one for a formula.")
def analyse(file: Path | None, spreadsheet: bool) -> None:
    """Read a CSV file (or standard input) with a 'text' column, and write it out with what was found in each row.

    Optional columns: question_kind (good, improve, why), language. Nothing is stored. Cells stay as they came;
    with --spreadsheet, one that begins like a formula gets an apostrophe before it.
    """
    refused = why_refused(file) if file else None
    if refused:
        raise click.ClickException(refused)
    out = TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="")
    source = TextIOWrapper(file.open("rb") if file else sys.stdin.buffer, encoding="utf-8-sig", newline="")
    try:
        analyse_csv(source, out, guard=guarded if spreadsheet else None)
        out.flush()
    except AnalyseError as error:
        raise click.ClickException(str(error)) from None
    except UnicodeDecodeError:
        raise click.ClickException("The input is not UTF-8 text: save it as 'CSV UTF-8'.") from None
    finally:
        out.detach()
        if file:
            source.close()
        else:
            source.detach()


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON, with names in every language.")
def themes(as_json: bool) -> None:
    """List the themes: code, neutral name, and the weaknesses and actions each may speak to."""
    every = taxonomy()
    if as_json:
        listed = {"version": every.version, "themes": [_as_json(theme) for theme in every.themes]}
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
        return
    for theme in every.themes:
        weaknesses = " ".join(map(str, theme.weaknesses)) or "-"
        actions = " ".join(theme.actions) or "-"
        click.echo(f"{theme.code:24} {theme.name_in('en'):48} weaknesses {weaknesses:12} actions {actions}")


def _as_json(theme: Theme) -> dict[str, object]:
    return {
        "code": theme.code,
        "name": theme.name_in("en"),
        "names": dict(theme.name),
        "description": theme.description,
        "weaknesses": list(theme.weaknesses),
        "actions": list(theme.actions),
    }
