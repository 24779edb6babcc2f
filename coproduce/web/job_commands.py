"""Jobs by hand and by schedule: `coproduce jobs list | run NAME` and `coproduce worker`."""

import os
from collections.abc import Sequence
from typing import cast

import click
from flask import current_app

from coproduce.core import clock, db, schema
from coproduce.web import job_runs, logs, worker
from coproduce.web.cli import engine, settings
from coproduce.web.feature import Job
from coproduce.web.jobs import NoSuchJob, find_job, in_words


def all_jobs() -> Sequence[Job]:
    """The jobs of all features."""
    return cast(Sequence[Job], current_app.extensions["jobs"])


@click.group("jobs")
def jobs_group() -> None:
    """What the worker does by itself: list, run."""


@jobs_group.command("list")
def list_jobs() -> None:
    """List the jobs, how often each runs, and how its last run ended."""
    with db.reading(engine()) as session:
        last = job_runs.last_runs(session)
    for job in sorted(all_jobs(), key=lambda job: job.name):
        click.echo(f"{job.name:32} {in_words(job.every):18} {_how_it_went(last.get(job.name))}")


def _how_it_went(run: job_runs.JobRun | None) -> str:
    if run is None:
        return "has not run yet"
    when = run.started_at.astimezone(clock.LOCAL).strftime("%Y-%m-%d %H:%M:%S")
    return f"{when}  {run.did}" if run.outcome is job_runs.Outcome.OK else f"{when}  failed ({run.did})"


@jobs_group.command("run")
@click.argument("name")
def run_by_hand(name: str) -> None:
    """Run one job now and say what it did."""
    try:
        job = find_job(all_jobs(), name)
    except NoSuchJob as error:
        raise click.BadParameter(str(error), param_hint="NAME") from None
    ended = worker.run_and_keep(engine(), job, worker=job_runs.BY_HAND)
    if ended.outcome is job_runs.Outcome.FAILED:
        raise click.ClickException(f"The job '{name}' failed ({ended.did}). What it had not finished was undone.")
    click.echo(ended.did)


@click.command("worker")
@click.option(
    "--look-again",
    default=worker.LOOK_AGAIN_S,
    show_default=True,
    type=click.FloatRange(0.05, 60),
    help="Seconds until a worker looks again whether it is its turn.",
)
def worker_command(look_again: float) -> None:
    """Run the jobs on their schedule until stopped. Of several workers on one database, one schedules."""
    logs.install(settings().log)
    if schema.current(engine()) != schema.newest():
        raise click.ClickException("The database is not up to date. Run: coproduce db upgrade")
    stop = worker.stop_on_signals()
    worker.stop_with_parent(stop)
    if worker.PARENT not in os.environ:
        click.echo("The worker is ready. Stop it with Ctrl+C.", err=True)
    worker.run(engine(), all_jobs(), stop=stop, look_again=look_again, context=current_app.app_context)
