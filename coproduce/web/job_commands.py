"""Jobs by hand and by schedule: `coproduce jobs list | run NAME` and `coproduce worker`."""

import logging
import os
from collections.abc import Sequence
from typing import cast

import click
from flask import current_app

from coproduce.core import clock
from coproduce.web import worker
from coproduce.web.cli import engine
from coproduce.web.feature import Job
from coproduce.web.jobs import NoSuchJob, find_job, in_words, run_job


def all_jobs() -> Sequence[Job]:
    """The jobs of all features."""
    return cast(Sequence[Job], current_app.extensions["jobs"])


@click.group("jobs")
def jobs_group() -> None:
    """What the worker does by itself: list, run."""


@jobs_group.command("list")
def list_jobs() -> None:
    """List the jobs and how often each runs."""
    for job in sorted(all_jobs(), key=lambda job: job.name):
        click.echo(f"{job.name:32} {in_words(job.every)}")


@jobs_group.command("run")
@click.argument("name")
def run_by_hand(name: str) -> None:
    """Run one job now and say what it did."""
    try:
        job = find_job(all_jobs(), name)
    except NoSuchJob as error:
        raise click.BadParameter(str(error), param_hint="NAME") from None
    click.echo(run_job(engine(), job, now=clock.now()))


@click.command("worker")
def worker_command() -> None:
    """Run the jobs on their schedule until stopped. Of several workers on one database, one schedules."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    stop = worker.stop_on_signals()
    worker.stop_with_parent(stop)
    if worker.PARENT not in os.environ:
        click.echo("The worker is ready. Stop it with Ctrl+C.", err=True)
    worker.run(engine(), all_jobs(), stop=stop, context=current_app.app_context)
