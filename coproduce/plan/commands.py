"""Commands about the plan: bring one in, write one out."""

from pathlib import Path

import click

from coproduce.core import clock, db
from coproduce.core.files import why_refused
from coproduce.plan.actions_only import complete
from coproduce.plan.drafts import NotAPlan, PlanDraft, Unreadable
from coproduce.plan.exporting import content_of
from coproduce.plan.finding import NoSuchPlan, find_current, find_plan
from coproduce.plan.importing import Imported, ImportedMeanwhile, NotCurrent, Outcome, import_plan
from coproduce.plan.models import PlanKind
from coproduce.plan.reading import LARGEST_FILE, UnknownFormat, format_of, read
from coproduce.web.cli import engine, on_record, settings

NUMBER = click.IntRange(1, 2**31 - 1)
"""A plan's number, as far as databases count."""


@click.group()
def plan() -> None:
    """The improvement plan: import, export."""


@plan.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
@click.option("--replaces", type=NUMBER, help="The number of the plan to replace, when its area was renamed.")
@click.option("--title", help="For a file with actions only: what the plan is called.")
@click.option("--area", help="For a file with actions only: the plan's area.")
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in PlanKind], case_sensitive=False),
    default=PlanKind.LOCAL.value,
    show_default=True,
    help="For a file with actions only: the plan's kind.",
)
def import_(
    file: Path, dry_run: bool, replaces: int | None, title: str | None, area: str | None, kind: str
) -> None:
    """Make FILE (.toml, .csv or .xlsx) the current plan of its area; the plan before it becomes history."""
    draft = complete(
        _draft(file),
        area=area or settings().area_name,
        title=title or f"Improvement plan of {area or settings().area_name}",
        kind=kind,
    )
    with db.transaction(engine()) as session:
        try:
            done = import_plan(session, draft=draft, today=clock.today(), replaces=replaces)
        except NotAPlan as error:
            _refuse(file, error)
        except NoSuchPlan:
            raise click.BadParameter(f"There is no plan {replaces}.", param_hint="--replaces") from None
        except NotCurrent as error:
            raise click.BadParameter(str(error), param_hint="--replaces") from None
        except ImportedMeanwhile as error:
            raise click.ClickException(str(error)) from None
        if dry_run:
            session.rollback()
        elif done.outcome is not Outcome.ALREADY_THERE:
            on_record(session, "plan.imported", about=f"plan:{done.plan_id}")
    for line in _report(done, dry_run=dry_run):
        click.echo(line)


def _draft(file: Path) -> PlanDraft:
    try:
        format_of(file.name)
        if refused := why_refused(file, largest=LARGEST_FILE):
            raise Unreadable(refused)
        return read(file.name, file.read_bytes())
    except UnknownFormat as error:
        raise click.BadParameter(str(error), param_hint="FILE") from None
    except (Unreadable, OSError) as error:
        reason = f"It cannot be read: {error.strerror}." if isinstance(error, OSError) else error
        raise click.ClickException(f"{file.name} was not imported. {reason}") from None


def _refuse(file: Path, error: NotAPlan) -> None:
    for fault in error.faults:
        click.echo(fault.line, err=True)
    count = len(error.faults)
    faults = "1 fault" if count == 1 else f"{count} faults"
    raise click.ClickException(f"{file.name} has {faults}, and nothing of it was imported.") from None


def _report(done: Imported, *, dry_run: bool) -> list[str]:
    lines = [*done.notes, f"{done.title}: {done.summary}."]
    if done.outcome is Outcome.ALREADY_THERE:
        return [*lines, "This plan is already there, and nothing changed."]
    if done.outcome is Outcome.REPLACED:
        lines.append(f"'{done.replaced}' {'would become' if dry_run else 'is now'} history.")
    lines.append("This was a trial: nothing was changed." if dry_run else "It is the current plan now.")
    return lines


@plan.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--plan", "plan_id", type=NUMBER, help="The number of an earlier plan; without it the current one.")
def export(file: Path, plan_id: int | None) -> None:
    """Write the plan with its progress to FILE (.toml, .csv or .xlsx), which imports as the same plan."""
    try:
        chosen = format_of(file.name)
    except UnknownFormat as error:
        raise click.BadParameter(str(error), param_hint="FILE") from None
    with db.reading(engine()) as session:
        try:
            found = find_current(session) if plan_id is None else find_plan(session, plan_id=plan_id)
        except NoSuchPlan:
            raise click.BadParameter(f"There is no plan {plan_id}.", param_hint="--plan") from None
        if found is None:
            raise click.ClickException("There is no plan yet. Import one first: coproduce plan import FILE")
        content = content_of(found)
    try:
        _write(file, chosen.write(content))
    except OSError as error:
        raise click.ClickException(f"{file.name} could not be written: {error.strerror}.") from None
    click.echo(f"{content.head.title}: {content.summary}, written to {file.name}.")


def _write(file: Path, data: bytes) -> None:
    # Whole or not at all: a full disk must not leave half a plan under the name of a good one.
    unfinished = file.with_name(f".{file.name}.unfinished")
    try:
        unfinished.write_bytes(data)
        unfinished.replace(file)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise
